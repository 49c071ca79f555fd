/** Who is of a unit's crew by staff number, with what each holds; and what the crew before left, until somebody takes it over. */

import { useCallback } from "react";
import { itemName, listItemsOf } from "../../core/custody/read.ts";
import { listHandOvers } from "../../core/hand-over/read.ts";
import { personName } from "../../core/roster/decide-people.ts";
import type { RegionView } from "../live/region-view.ts";
import { useRegion } from "../live/use-region.ts";
import { shortTimeText } from "../view/format.ts";
import { changeView } from "../view/view-state.ts";

function listCrew({ state }: RegionView, unit: number): string[] {
  const { people, head } = state.columns;
  const crew: string[] = [];
  for (let person = 0; person < head.people[0]; person += 1) {
    if (people.crewOf[person] !== unit + 1) continue;
    const items = listItemsOf(state, person).map((item) => itemName(state, item));
    crew.push(`${personName(state, person)}${items.length === 0 ? "" : ` (${items.join(", ")})`}`);
  }
  return crew;
}

/** Nothing while nobody is booked on by name and nothing was left. */
export function UnitCrew({ unit }: { readonly unit: number }) {
  const crew = useRegion(useCallback((view: RegionView) => listCrew(view, unit), [unit]));
  const left = useRegion(
    useCallback(
      ({ state }: RegionView) =>
        listHandOvers(state).find((each) => each.state === "begun" && each.unit === unit),
      [unit],
    ),
  );
  if (crew.length === 0 && left === undefined) return null;
  return (
    <section className="section stack" aria-label="Crew by name">
      {crew.length > 0 && <p>Crew: {crew.join(", ")}</p>}
      {left !== undefined && (
        <p className="row spread wrap">
          <span>
            Left by the crew before, {shortTimeText(left.begunAt)}
            {left.words === "" ? "" : `: ${left.words}`}
          </span>
          <button
            type="button"
            className="button small"
            onClick={() => changeView({ page: "hand-over" }, true)}
          >
            Hand-overs…
          </button>
        </p>
      )}
    </section>
  );
}

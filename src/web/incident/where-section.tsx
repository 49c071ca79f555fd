/** Where it is and how sure that is; "not asked" is never shown as "not found". The place can be given again. */

import { useState } from "react";
import type { Location } from "../../core/events.ts";
import { getPolicy } from "../../core/state/region-state.ts";
import { locationText, PlaceField } from "../contact/place-field.tsx";
import type { IncidentRow } from "../live/incident-rows.ts";
import { useMay } from "../live/use-act.ts";
import { useCommand } from "../live/use-command.ts";
import { useConsole, useRegion } from "../live/use-region.ts";
import { CommandFault } from "../parts/command-fault.tsx";
import { clearPin } from "../view/pin.ts";
import type { IncidentPartProps } from "./incident-panel.tsx";

function locationOf(row: IncidentRow): Location | null {
  const { locationState: state, latE7, lonE7, radiusM } = row;
  return state === "not asked" ? null : { state, latE7, lonE7, radiusM };
}

export function WhereSection({ row }: IncidentPartProps) {
  const [isEditing, setIsEditing] = useState(false);
  const mayLocate = useMay("incident.locate");
  const isWeak = ["not asked", "approximate", "forced"].includes(row.locationState);
  if (isEditing) return <PlaceForm row={row} onDone={() => setIsEditing(false)} />;
  return (
    <section className="section" aria-label="Place">
      <div className="row spread">
        <div className="where-words">
          <p className="where-place">{row.place === "" ? "No words for the place" : row.place}</p>
          <p className={isWeak ? "soon where-state" : "soft where-state"}>
            {locationText(locationOf(row), row.place)}
            {row.areaName !== "" && ` · ${row.areaName}`}
          </p>
        </div>
        {row.state !== "closed" && (
          <button
            type="button"
            className="button small"
            disabled={!mayLocate}
            onClick={() => setIsEditing(true)}
          >
            Change place…
          </button>
        )}
      </div>
    </section>
  );
}

function PlaceForm({ row, onDone }: { readonly row: IncidentRow; readonly onDone: () => void }) {
  const { region } = useConsole();
  const areas = useRegion((view) => getPolicy(view.state).config.areas);
  const [place, setPlace] = useState(row.place);
  const [location, setLocation] = useState(() => locationOf(row));
  const runner = useCommand();
  const save = async (): Promise<void> => {
    if (location === null) return;
    const words = place.trim() === row.place ? {} : { place: place.trim() };
    const answer = await runner.run({
      type: "incident.locate",
      incident: row.number,
      location,
      ...words,
    });
    if (answer === undefined) return;
    clearPin();
    onDone();
  };
  return (
    <section className="section stack" aria-label="Place">
      <PlaceField
        region={region}
        areas={areas}
        place={place}
        location={location}
        inputId="incident-place"
        onChange={(words, next) => {
          setPlace(words);
          setLocation(next);
        }}
      />
      <CommandFault runner={runner} />
      <div className="row">
        <button
          type="button"
          className="button small primary"
          disabled={location === null}
          onClick={() => void save()}
        >
          Set this place
        </button>
        <button type="button" className="button small quiet" onClick={onDone}>
          Cancel
        </button>
      </div>
    </section>
  );
}

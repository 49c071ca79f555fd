/** The cover in words beside the map: what share of each area's crossings a free unit reaches in time. */

import { useEffect } from "react";
import { useConsole, useRegion } from "../live/use-region.ts";
import { countText } from "../view/format.ts";
import { coverNote, followCover, useCover } from "./cover.ts";

export function CoverTable({ grade }: { readonly grade: "immediate" | "priority" }) {
  const { region } = useConsole();
  useEffect(() => followCover(region, grade), [region, grade]);
  const { cover, fault } = useCover();
  const names = useRegion(
    (view) =>
      new Map(view.state.policy?.config.areas.map(({ code, name }) => [code, name] as const)),
  );
  if (fault !== "") return <p className="map-cover">{fault}</p>;
  if (cover === undefined) return <p className="map-cover">Looking at the cover…</p>;
  const note = coverNote(cover);
  return (
    <table className="map-cover">
      <caption>
        {grade === "immediate" ? "Immediate" : "Priority"},{" "}
        {countText(cover.freeUnits, "free unit")}, within {Math.round(cover.targetSeconds / 60)} min
      </caption>
      <tbody>
        {cover.areas.map(({ area, share }) => (
          <tr key={area}>
            <th scope="row">{names.get(area) ?? area}</th>
            <td>{share === null ? "not on the map" : `${Math.round(share * 100)} %`}</td>
          </tr>
        ))}
      </tbody>
      {note !== "" && (
        <tfoot>
          <tr>
            <td colSpan={2}>{note}</td>
          </tr>
        </tfoot>
      )}
    </table>
  );
}

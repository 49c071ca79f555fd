/** What the marks on the map mean, in one line. */

import { StatusShape } from "../parts/status-shape.tsx";
import type { UnitShape } from "../live/unit-rows.ts";

const entries: readonly (readonly [UnitShape, string])[] = [
  ["available", "available"],
  ["en-route", "en route"],
  ["at-scene", "at scene"],
  ["unavailable", "unavailable"],
  ["emergency", "emergency"],
];

export function MapLegend() {
  return (
    <ul className="map-legend" aria-label="Marks of units">
      {entries.map(([shape, name]) => (
        <li key={shape} className="row">
          <StatusShape shape={shape} />
          {name}
        </li>
      ))}
      <li className="row">
        <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
          <path d="M6 .8L11.2 6L6 11.2L.8 6z" fill="currentColor" />
        </svg>
        incident
      </li>
    </ul>
  );
}

/**
 * A point of a drawing by keyboard: degrees, a grid reference or the name of a place, or simply the middle of the map,
 * which the arrow keys move. What was not found is said, and nothing is added.
 */

import { useState } from "react";
import { findWrittenPoint } from "../../wire/grid/written-point.ts";
import { readJson } from "../api/client.ts";
import { messageOf } from "../api/problem.ts";
import { useConsole } from "../live/use-region.ts";
import type { MapPoint } from "../view/pin.ts";
import { getViewState } from "../view/view-state.ts";
import { addDrawnPoint } from "./drawing.ts";

interface Found {
  readonly places: readonly (MapPoint & { readonly name: string })[];
}

export function PointField() {
  const { region } = useConsole();
  const [text, setText] = useState("");
  const [said, setSaid] = useState("");
  const add = async (): Promise<void> => {
    const typed = text.trim();
    if (typed === "") return;
    try {
      const found = await findPoint(region, typed);
      if (found === undefined) {
        setSaid(`"${typed}" is not found in this map.`);
        return;
      }
      addDrawnPoint(found.point);
      setSaid(`Added ${found.name}.`);
      setText("");
    } catch (thrown) {
      setSaid(messageOf(thrown));
    }
  };
  const addMiddle = (): void => {
    const [, lat, lon] = getViewState().map.split("/").map(Number);
    if (!Number.isFinite(lat) || !Number.isFinite(lon)) {
      setSaid("Move the map first: it says where its middle is then.");
      return;
    }
    addDrawnPoint({ latE7: Math.round(lat * 1e7), lonE7: Math.round(lon * 1e7) });
    setSaid("Added the middle of the map.");
  };
  return (
    <div>
      <div className="row wrap">
        <label className="row">
          Point
          <input
            className="input"
            placeholder="degrees, grid reference or place"
            maxLength={100}
            value={text}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== "Enter") return;
              event.preventDefault();
              void add();
            }}
          />
        </label>
        <button type="button" className="button small" onClick={() => void add()}>
          Add point
        </button>
        <button type="button" className="button small" onClick={addMiddle}>
          Add the map's middle
        </button>
      </div>
      {said !== "" && (
        <p className="soft" role="status">
          {said}
        </p>
      )}
    </div>
  );
}

async function findPoint(
  region: string,
  typed: string,
): Promise<{ readonly point: MapPoint; readonly name: string } | undefined> {
  const written = findWrittenPoint(typed);
  if (written !== undefined)
    return { point: { latE7: written.latE7, lonE7: written.lonE7 }, name: typed };
  const query = `q=${encodeURIComponent(typed)}&limit=1`;
  const path = `/api/regions/${encodeURIComponent(region)}/places?${query}`;
  const [place] = (await readJson<Found>(path)).places;
  return place === undefined
    ? undefined
    : { point: { latE7: place.latE7, lonE7: place.lonE7 }, name: place.name };
}

/**
 * The preview of a barricade in a city with a full board: 500 open incidents and 350 units, of which a third is on its way or at a
 * scene. How long the whole answer takes, and the longest time in which nothing else in the thread could have run.
 */
import { RandomStream } from "../../src/base/random.ts";
import { grades } from "../../src/core/vocabulary.ts";
import { makeLog } from "../../src/live/log.ts";
import { previewClosure } from "../../src/live/roads/closure-preview.ts";
import { RegionRoads } from "../../src/live/roads/region-roads.ts";
import { takeSlice } from "../../src/live/slices.ts";
import { makeStraightLine } from "../../src/plan/straight-line.ts";
import type { RoadMap } from "../../src/roads/map/road-map.ts";
import { act, addIncident, addUnit, makeRoom, offsetOf } from "../../src/testing/control-room.ts";
import { atMost, figure, sized, type Row } from "../bench.ts";
import { ringAround } from "./ring.ts";
import { quantile } from "./turns.ts";

const [unitCount, incidentCount, previews] = [sized(350, 20), sized(620, 125), sized(40, 2)];

function makeWorld(map: RoadMap) {
  const random = new RandomStream(23, "bench-preview");
  const { latE7, lonE7, nodeCount } = map.road.network;
  const draw = () => {
    const node = random.below(nodeCount);
    return { latE7: latE7[node] + 1_000, lonE7: lonE7[node] + 1_000 };
  };
  const room = makeRoom();
  for (let unit = 0; unit < unitCount; unit += 1) addUnit(room, offsetOf(draw()));
  const incidents = Array.from({ length: incidentCount }, () =>
    addIncident(room, { ...offsetOf(draw()), grade: grades.names[random.below(3)] }),
  );
  for (let unit = 0; unit < unitCount; unit += 3)
    act(room, { type: "unit.send", incident: incidents[unit % 120], units: [unit] });
  const roads = new RegionRoads({
    region: "bench",
    map,
    calibration: { version: "bench", baseSeconds: 74, factor: 0.443, errorSeconds: 52 },
    againstOneWays: true,
    straightLine: makeStraightLine(),
    log: makeLog("silent"),
  });
  const positions = {
    latE7: Int32Array.from(
      { length: unitCount },
      (_, unit) => room.state.columns.units.latE7[unit],
    ),
    lonE7: Int32Array.from(
      { length: unitCount },
      (_, unit) => room.state.columns.units.lonE7[unit],
    ),
    at: new Float64Array(unitCount).fill(room.now),
  };
  return { room, roads, positions, draw };
}

type PreviewResult = ReturnType<ReturnType<typeof previewClosure>["next"]>["value"] & object;

/** A kilometre and a half across: a march through the middle of the city. */
function quarterAround(latE7: number, lonE7: number) {
  const { points } = ringAround(latE7, lonE7);
  const wide = points.map(
    ([lon, lat]) => [lonE7 + (lon - lonE7) * 45, latE7 + (lat - latE7) * 45] as const,
  );
  return { kind: "area", points: wide } as const;
}

export function measurePreview(map: RoadMap): Row[] {
  const { room, roads, positions, draw } = makeWorld(map);
  const millis: number[] = [];
  const slices: number[] = [];
  let [asked, changed] = [0, 0];
  for (let count = -3; count < previews; count += 1) {
    const { latE7, lonE7 } = draw();
    const shape = count % 2 === 0 ? ringAround(latE7, lonE7) : quarterAround(latE7, lonE7);
    const work = previewClosure(
      {
        state: room.state,
        now: room.now,
        positions,
        travelFor: (state) => roads.imagine(state),
        listArcs: (each) =>
          roads
            .listArcs({ ...each, direction: "both", bearingDegrees: null }, 0)
            .map(({ arc }) => arc),
        segmentOf: (arc) => roads.classes[0]?.network.arcSegment[arc] ?? -1,
      },
      { type: "closure.report", shape, source: "own staff", expiresAt: room.now + 3_600e6 },
    );
    const taken: number[] = [];
    let step: ReturnType<typeof takeSlice<PreviewResult>>;
    do {
      const startedAt = performance.now();
      step = takeSlice(work);
      taken.push(performance.now() - startedAt);
    } while (step.done !== true);
    const preview = step.value;
    if ("refusal" in preview) throw new Error(preview.refusal.message);
    if (count < 0) continue;
    millis.push(taken.reduce((sum, each) => sum + each, 0));
    slices.push(...taken);
    asked = preview.asked;
    changed += preview.changed.length;
  }
  return [
    figure("preview of a closure: incidents asked about", asked, "incidents"),
    figure("preview of a closure: units", unitCount, "units"),
    figure("preview of a closure: changed, mean", changed / previews, "incidents"),
    atMost("preview of a closure, all its slices: p50", quantile(millis, 0.5), "ms", 1_000),
    figure("preview of a closure, all its slices: slowest", quantile(millis, 1), "ms"),
    atMost("preview of a closure: what one slice holds up, p99", quantile(slices, 0.99), "ms", 50),
    figure("preview of a closure: slowest slice", quantile(slices, 1), "ms"),
  ];
}

/**
 * The hypercube: units at different places, each area with its own order of them.
 */
import { ordersByTravel, type Hypercube } from "../../src/plan/queueing/hypercube.ts";
import { solveHypercube } from "../../src/plan/queueing/solve-hypercube.ts";
import type { Row } from "../bench.ts";
import { Batches, compare } from "./compare.ts";
import { BatchMean } from "./interval.ts";
import { playHypercube } from "./plain-hypercube.ts";

/** Ten units in a row of twelve areas, unevenly called. */
function rowOfAreas(): Hypercube {
  const areas = 12;
  const travelMinutes = Array.from({ length: areas }, (_, from) =>
    Array.from({ length: areas }, (_, to) => 2 + 3 * Math.abs(from - to)),
  );
  const bases = [0, 2, 3, 4, 5, 6, 7, 8, 9, 11];
  const callsPerHour = Array.from({ length: areas }, (_, area) => 0.4 + 0.2 * (area % 4));
  const orders = ordersByTravel(bases, travelMinutes);
  return { busyMinutes: 45, callsPerHour, orders, bases, travelMinutes, waits: false };
}

export function hypercubeRows(calls: number, seed: number): Row[] {
  const cube = rowOfAreas();
  const answer = solveHypercube(cube);
  const batches = new Batches(calls);
  const workloads = cube.bases.map(() => new BatchMean());
  const [travel, nobody] = [new BatchMean(), new BatchMean()];
  const total = cube.callsPerHour.reduce((sum, each) => sum + each, 0);
  playHypercube(cube, batches.calls, seed, ({ call, area, unit, busyMinutes }) => {
    const batch = batches.find(call);
    if (batch === undefined) return;
    nobody.add(batch, unit < 0 ? 1 : 0);
    for (const [each, workload] of workloads.entries())
      workload.add(batch, each === unit ? (busyMinutes * total) / 60 : 0);
    if (unit >= 0) travel.add(batch, cube.travelMinutes[cube.bases[unit]][area]);
  });
  const name = `plain: hypercube, ${cube.bases.length} units`;
  return [
    compare(`${name}: find nobody free`, "share", answer.nobodyFreeShare, nobody),
    compare(`${name}: mean way`, "min", answer.meanTravelMinutes, travel),
    ...[0, 4, 9].map((unit) =>
      compare(
        `${name}: unit ${unit + 1} busy`,
        "share",
        answer.units[unit].workload,
        workloads[unit],
      ),
    ),
  ];
}

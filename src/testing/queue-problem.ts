/** Random queues for tests and benches: places in a square, straight ways, some units not fit for some visits. */

import { RandomStream } from "../base/random.ts";
import type { QueueProblem } from "../plan/queue/queue-problem.ts";

export interface QueueSize {
  readonly units: number;
  readonly visits: number;
  /** Share of pairs that do not fit. */
  readonly unfit?: number;
  /** Two visits of each incident in place of one. */
  readonly inPairs?: boolean;
  /** Seconds; left out = no starvation bound. */
  readonly boundSeconds?: number;
}

const sideSeconds = 1_800;

export function makeQueueProblem(seed: number, size: QueueSize): QueueProblem {
  const random = new RandomStream(seed, "queue");
  const { units, visits, unfit = 0, inPairs = false, boundSeconds = Infinity } = size;
  const place = (): readonly [number, number] => [
    random.between(0, sideSeconds),
    random.between(0, sideSeconds),
  ];
  const sites = Array.from({ length: visits }, place);
  const starts = Array.from({ length: units }, place);
  const siteOf = (visit: number): number => (inPairs ? visit >> 1 : visit);
  const way = (from: readonly [number, number], visit: number): number => {
    const to = sites[siteOf(visit)];
    return Math.round(Math.hypot(from[0] - to[0], from[1] - to[1]));
  };
  const fits = new Uint8Array(units * visits).map(() => (random.chance(unfit) ? 0 : 1));
  return {
    units,
    visits,
    classes: 1,
    classOfUnit: new Uint8Array(units),
    readySeconds: new Float64Array(units).map(() => random.below(3) * 400),
    siteOfVisit: new Int32Array(visits).map((_, visit) => siteOf(visit)),
    weight: new Float64Array(visits).map(() => 4 ** random.below(4)),
    waitedSeconds: new Float64Array(visits).map(() => random.between(0, 5_400)),
    boundSeconds: new Float64Array(visits).fill(boundSeconds),
    workSeconds: new Float64Array(visits).map(() => Math.round(random.between(300, 2_400))),
    fits,
    fromUnit: new Float64Array(units * visits).map((_, at) =>
      way(starts[Math.floor(at / visits)], at % visits),
    ),
    between: new Float64Array(visits * visits).map((_, at) =>
      way(sites[siteOf(Math.floor(at / visits))], at % visits),
    ),
  };
}

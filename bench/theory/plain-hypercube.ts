/**
 * The hypercube's room, played call by call: which units are busy, and the first free one of the area's order goes. Like
 * plain-room.ts it stands in for the rehearsal kernel.
 */
import { AliasTable } from "../../src/base/empirical.ts";
import { CallRandom } from "../../src/base/call-random.ts";
import { exponentialOf } from "../../src/base/samplers.ts";
import type { Hypercube } from "../../src/plan/queueing/hypercube.ts";

export interface Sent {
  readonly call: number;
  readonly area: number;
  /** -1: nobody was free, and the call went elsewhere. */
  readonly unit: number;
  readonly busyMinutes: number;
}

const purposes = { gap: 0, area: 1, busy: 2 } as const;

/** Plays `calls` calls of a hypercube whose calls do not wait. */
export function playHypercube(
  cube: Hypercube,
  calls: number,
  seed: number,
  report: (sent: Sent) => void,
): void {
  const random = new CallRandom(seed, "hypercube");
  const total = cube.callsPerHour.reduce((sum, each) => sum + each, 0);
  const areas = new AliasTable(cube.callsPerHour);
  const freeAt = new Float64Array(cube.bases.length);
  let now = 0;
  for (let call = 0; call < calls; call += 1) {
    now += exponentialOf(random.seek(0, call, purposes.gap).uniform(), 60 / total);
    const area = areas.kind(random.seek(0, call, purposes.area).uniform());
    const unit = cube.orders[area].find((each) => freeAt[each] <= now) ?? -1;
    const drawn = random.seek(0, call, purposes.busy).uniform();
    const busyMinutes = unit < 0 ? 0 : exponentialOf(drawn, cube.busyMinutes);
    if (unit >= 0) freeAt[unit] = now + busyMinutes;
    report({ call, area, unit, busyMinutes });
  }
}

/**
 * The room of the formulas, played call by call in the plainest way: a heap of times at which units become free, a list of
 * waiting calls for each grade. It knows no rules of Muster. It plays what recorded demand can not say yet (callers who
 * give up or go elsewhere, units held back), and a test compares it with the rehearsal call by call where both can play.
 */
import { AliasTable } from "../../src/base/empirical.ts";
import { CallRandom } from "../../src/base/call-random.ts";
import { microsPerHour, microsPerMinute } from "../../src/base/instant.ts";
import { exponentialOf, type Uniforms } from "../../src/base/samplers.ts";
import { Arrivals } from "../../src/sim/arrivals/arrivals.ts";
import { RateProfile } from "../../src/sim/arrivals/rate-profile.ts";

export interface Room {
  readonly units: number;
  /** Of each grade, most urgent first. */
  readonly callsPerHour: readonly number[];
  readonly heldBack: readonly number[];
  readonly busyMinutes: (source: Uniforms) => number;
  /** Mean of an exponential patience; left out = for ever. */
  readonly patienceMinutes?: number;
  /** Calls that find no unit go elsewhere. */
  readonly isLoss?: boolean;
}

export interface CallReport {
  readonly call: number;
  readonly grade: number;
  /** Until a unit was sent or the caller gave up; 0 for a call that goes elsewhere. */
  readonly waitMinutes: number;
  readonly isServed: boolean;
}

/** What each draw of a call decides. */
export const roomPurposes = { gap: 0, step: 1, grade: 2, busy: 3, patience: 4 } as const;

export function arrivalsOf({ callsPerHour }: Room, random: CallRandom): Arrivals {
  const total = callsPerHour.reduce((sum, each) => sum + each, 0);
  return new Arrivals(new RateProfile([total], microsPerHour), random, {
    varianceToMean: 1,
    replication: 0,
    gapPurpose: roomPurposes.gap,
    stepPurpose: roomPurposes.step,
  });
}

/** The times at which busy units become free, least first. */
class FreeAt {
  readonly #times: Float64Array;
  count = 0;

  constructor(units: number) {
    this.#times = new Float64Array(units);
  }

  get first(): number {
    return this.count === 0 ? Infinity : this.#times[0];
  }

  push(time: number): void {
    const times = this.#times;
    let at = this.count;
    this.count += 1;
    for (let parent = (at - 1) >> 1; at > 0 && times[parent] > time; parent = (at - 1) >> 1) {
      times[at] = times[parent];
      at = parent;
    }
    times[at] = time;
  }

  pop(): void {
    const times = this.#times;
    this.count -= 1;
    const last = times[this.count];
    let at = 0;
    for (let child = 1; child < this.count; child = 2 * at + 1) {
      if (child + 1 < this.count && times[child + 1] < times[child]) child += 1;
      if (times[child] >= last) break;
      times[at] = times[child];
      at = child;
    }
    times[at] = last;
  }
}

interface Waiting {
  readonly call: number;
  readonly at: number;
  readonly givesUpAt: number;
}

/** Waiting calls of one grade in order of arrival. */
class Line {
  #calls: Waiting[] = [];
  #head = 0;

  get isEmpty(): boolean {
    return this.#head === this.#calls.length;
  }

  push(call: Waiting): void {
    this.#calls.push(call);
  }

  shift(): Waiting {
    const call = this.#calls[this.#head];
    this.#head += 1;
    if (this.#head > 1_000 && this.#head * 2 > this.#calls.length) {
      this.#calls = this.#calls.slice(this.#head);
      this.#head = 0;
    }
    return call;
  }
}

/** Plays `calls` calls and reports each once, in the order in which they are settled. */
export function playRoom(
  room: Room,
  calls: number,
  seed: number,
  report: (call: CallReport) => void,
): void {
  const random = new CallRandom(seed, "theory");
  const arrivals = arrivalsOf(room, random);
  const grades = new AliasTable(room.callsPerHour);
  const cutoffs = room.heldBack.map((held) => room.units - held);
  const lines = cutoffs.map(() => new Line());
  const freeAt = new FreeAt(room.units);
  const start = (call: number, now: number): void =>
    freeAt.push(now + room.busyMinutes(random.seek(0, call, roomPurposes.busy)));

  const sendWaiting = (now: number): void => {
    for (let grade = 0; grade < lines.length;) {
      if (lines[grade].isEmpty || freeAt.count >= cutoffs[grade]) {
        grade += 1;
        continue;
      }
      const { call, at, givesUpAt } = lines[grade].shift();
      const isServed = givesUpAt > now;
      report({ call, grade, waitMinutes: Math.min(now, givesUpAt) - at, isServed });
      if (isServed) start(call, now);
    }
  };
  const freeUntil = (until: number): void => {
    while (freeAt.first <= until) {
      const now = freeAt.first;
      freeAt.pop();
      sendWaiting(now);
    }
  };

  for (let call = 0; call < calls; call += 1) {
    const now = arrivals.next() / microsPerMinute;
    freeUntil(now);
    const grade = grades.kind(random.seek(0, call, roomPurposes.grade).uniform());
    if (freeAt.count < cutoffs[grade]) {
      start(call, now);
      report({ call, grade, waitMinutes: 0, isServed: true });
    } else if (room.isLoss === true) {
      report({ call, grade, waitMinutes: 0, isServed: false });
    } else {
      const patience =
        room.patienceMinutes === undefined
          ? Infinity
          : exponentialOf(
              random.seek(0, call, roomPurposes.patience).uniform(),
              room.patienceMinutes,
            );
      lines[grade].push({ call, at: now, givesUpAt: now + patience });
    }
  }
  freeUntil(Number.MAX_VALUE);
}

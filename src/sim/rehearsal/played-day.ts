/**
 * A day of a plan with a roster that was recorded, and what of it can be held against the record: when the first unit was
 * sent and when it was there, by grade, how many units went, and how many were on a call at each of many moments. Not here:
 * the record's own figures (cli/fit).
 */
import { CallRandom } from "../../base/call-random.ts";
import { microsPerSecond, type Instant, type Micros } from "../../base/instant.ts";
import { makeRegionState } from "../../core/state/region-state.ts";
import type { Grade } from "../../core/vocabulary.ts";
import type { Watch } from "../room/calls.ts";
import type { PlannedCall } from "./demand.ts";
import type { RehearsalPlan } from "./plan.ts";
import { openRoom, type ReplicationOptions } from "./replication.ts";
import type { Roster } from "./roster.ts";

/** Seconds after the call; undefined = it did not happen by the end. */
export interface ServedCall {
  readonly grade: Grade;
  readonly sentSeconds: number | undefined;
  readonly atSceneSeconds: number | undefined;
  /** Units that were sent to it. */
  readonly units: number;
}

export interface DayFigures {
  readonly calls: readonly ServedCall[];
  /** Units on a call at every `sampleMicros`, from the end of the warm-up on. */
  readonly busy: readonly number[];
}

class DayWatch implements Watch<PlannedCall> {
  readonly #from: Instant;
  readonly #calls = new Map<
    number,
    { call: PlannedCall; sentAt?: Instant; atSceneAt?: Instant; units: number }
  >();

  constructor(from: Instant) {
    this.#from = from;
  }

  addCall(call: PlannedCall): void {
    if (call.at >= this.#from) this.#calls.set(call.number, { call, units: 0 });
  }

  addSent(call: PlannedCall, at: Instant, units: number): void {
    const served = this.#calls.get(call.number);
    if (served === undefined) return;
    served.sentAt ??= at;
    served.units += units;
  }

  addResponse(call: PlannedCall, at: Instant): void {
    const served = this.#calls.get(call.number);
    if (served !== undefined) served.atSceneAt = at;
  }

  addGivenUp(): void {}
  addAdvised(): void {}

  list(): ServedCall[] {
    return [...this.#calls.values()].map(({ call, sentAt, atSceneAt, units }) => ({
      grade: call.grade.grade,
      sentSeconds: secondsAfter(call.at, sentAt),
      atSceneSeconds: secondsAfter(call.at, atSceneAt),
      units,
    }));
  }
}

function secondsAfter(from: Instant, at: Instant | undefined): number | undefined {
  return at === undefined ? undefined : (at - from) / microsPerSecond;
}

/** Calls of the last hours may still wait when the day ends; they are played on for so long that few do. */
export function playDay(
  plan: RehearsalPlan,
  roster: Roster,
  options: ReplicationOptions & { readonly sampleMicros: Micros; readonly afterMicros: Micros },
): DayFigures {
  const from = plan.startAt + plan.warmUpMicros;
  const until = from + plan.lengthMicros;
  const watch = new DayWatch(from);
  const random = new CallRandom(options.seed, "rehearsal");
  const state = makeRegionState({}, false);
  const room = openRoom(plan, roster, state, random, options, watch);
  const busy: number[] = [];
  for (let at = from; at < until; at += options.sampleMicros) {
    room.playUntil(at);
    busy.push(room.countBusy());
  }
  room.playUntil(until);
  const calls = watch.list().length;
  room.playUntil(until + options.afterMicros);
  return { calls: watch.list().slice(0, calls), busy };
}

/**
 * A past moment of a region played on: many futures as it was, and the same futures with one thing changed, so that what
 * both share falls out of their difference. Luck and demand are those of a forecast of that moment; what is counted is
 * what a rehearsal counts. A generator that pauses after every future, so that whoever runs it can stop it. Same inputs,
 * same numbers. Not here: what really happened (record.ts), and reading a log.
 */
import type { Instant } from "../../base/instant.ts";
import type { NoForecast } from "../../core/forecast.ts";
import { forkState, type RegionState } from "../../core/state/region-state.ts";
import { isFree } from "../../core/unit/free.ts";
import { unitStatuses } from "../../core/vocabulary.ts";
import { noOverlay } from "../../plan/positions.ts";
import type { TravelTimes } from "../../plan/travel-times.ts";
import { gatherPresent } from "../forecast/forecast.ts";
import { beginFuture, type Present } from "../forecast/future.ts";
import { Tally, type NightFigures } from "../rehearsal/tally.ts";
import type { Duty } from "../room/calls.ts";
import type { PlannedClosure } from "../room/closure-steps.ts";
import type { HeldBack } from "../room/dispatcher.ts";
import { countWaiting, listSteps, type BranchTime } from "./record.ts";

/** One thing that is otherwise. */
export type BranchChange =
  | { readonly kind: "units"; readonly more: number }
  | { readonly kind: "demand"; readonly factor: number }
  | { readonly kind: "held back"; readonly heldBack: HeldBack }
  | { readonly kind: "closure"; readonly closure: PlannedClosure };

export interface BranchRequest extends BranchTime {
  /** Of the moment; it is not written into. */
  readonly state: RegionState;
  /** Ways as of a state: a street that its closures shut is shut. */
  readonly travel: (state: RegionState) => TravelTimes;
  readonly futures: number;
  /** Unsigned 32-bit integer. */
  readonly seed: number;
  /** Undefined = as it was. */
  readonly change: BranchChange | undefined;
}

export interface Futures {
  /** By future. */
  readonly figures: readonly NightFigures[];
  /** Waiting incidents: [step][future]. */
  readonly waiting: readonly Int32Array[];
}

/** Yields the number of futures played so far; answers why there can be none where the log says too little. */
export function* playBranch(request: BranchRequest): Generator<number, Futures | NoForecast> {
  const { now, untilAt, futures, travel } = request;
  const own = forkState(request.state);
  const fork = forkState(own);
  const present = changedPresent(request, own, travel(fork));
  if ("reason" in present) return present;
  const steps = listSteps(request);
  const waiting = steps.map(() => new Int32Array(futures));
  const figures: NightFigures[] = [];
  for (let future = 0; future < futures; future += 1) {
    // Asked of another state first: the fork will be at positions that it was at before, with another history.
    void travel(own).source;
    const tally = new Tally(fork, now);
    const room = beginFuture(present, fork, future, tally);
    tally.begin(now);
    for (const [step, at] of steps.entries()) {
      room.playUntil(at);
      waiting[step][future] = countWaiting(room.state);
    }
    room.playUntil(untilAt);
    figures.push(tally.end(untilAt));
    yield future + 1;
  }
  return { figures, waiting };
}

function changedPresent(
  { now, untilAt, stepMicros, futures, seed, change }: BranchRequest,
  state: RegionState,
  travel: TravelTimes,
): Present | NoForecast {
  const more = change?.kind === "units" ? change.more : 0;
  const leaving = listLeaving(state, now, -more);
  const present = gatherPresent({
    region: "",
    state,
    now,
    positions: noOverlay,
    travel,
    futures,
    horizonMicros: untilAt - now,
    stepMicros,
    stepsPerColumn: 1,
    seed,
    whatIf: {
      lent: Math.max(0, more),
      lentMinutes: 0,
      demandFactor: change?.kind === "demand" ? change.factor : 1,
    },
  });
  if ("reason" in present) return present;
  return {
    ...present,
    drawDuties: (random, future) => [...leaving, ...present.drawDuties(random, future)],
    ...(change?.kind === "held back" ? { heldBack: change.heldBack } : {}),
    ...(change?.kind === "closure" ? { closures: [change.closure] } : {}),
  };
}

/** So many units go off duty at once, the busy ones when they clear: free ones first, of these the last registered. */
function listLeaving(state: RegionState, now: Instant, count: number): Duty[] {
  if (count <= 0) return [];
  const { units, head } = state.columns;
  const onDuty: number[] = [];
  for (let unit = 0; unit < head.units[0]; unit += 1)
    if (units.status[unit] !== unitStatuses.code.off) onDuty.push(unit);
  const free = onDuty.filter((unit) => isFree(state, unit)).reverse();
  const busy = onDuty.filter((unit) => !isFree(state, unit)).reverse();
  return [...free, ...busy].slice(0, count).map((unit) => ({ at: now, unit, begins: false }));
}

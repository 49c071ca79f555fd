/**
 * A past moment of a region played on: many futures as it was, and the same futures with one thing changed, so that what
 * both share falls out of their difference. What comes is what the log says came (recorded.ts), or what a forecast of that
 * moment would have drawn; what is counted is what a rehearsal counts. A future is found by its number, so it matters
 * nothing which thread plays it. A generator that pauses after every future, so that whoever runs it can stop it. Same
 * inputs, same numbers. Not here: what really happened (record.ts), and reading a log.
 */
import { assert } from "../../base/assert.ts";
import type { Instant } from "../../base/instant.ts";
import { decide } from "../../core/decide.ts";
import type { CoreEvent } from "../../core/events.ts";
import type { NoForecast } from "../../core/forecast.ts";
import { forkState, type RegionState } from "../../core/state/region-state.ts";
import { isFree } from "../../core/unit/free.ts";
import { unitStatuses, type ServiceLevel } from "../../core/vocabulary.ts";
import type { TravelTimes } from "../../plan/travel-times.ts";
import { gatherPresent } from "../forecast/forecast.ts";
import { beginFuture, type Present } from "../forecast/future.ts";
import { Tally, type NightFigures } from "../rehearsal/tally.ts";
import { learnSceneTimes } from "../forecast/scene-times.ts";
import type { Call, Duty, Watch } from "../room/calls.ts";
import type { PlannedClosure } from "../room/closure-steps.ts";
import type { HeldBack } from "../room/dispatcher.ts";
import { placeHomeward } from "./homeward.ts";
import { LaterActs, listActs, type LaterAct } from "./later-acts.ts";
import { countWaiting, listSteps, type BranchTime } from "./record.ts";
import { gatherRecorded, type Recorded, type RegisteredUnit } from "./recorded.ts";

/** One thing that is otherwise. */
export type BranchChange =
  | { readonly kind: "units"; readonly more: number }
  | { readonly kind: "demand"; readonly factor: number }
  | { readonly kind: "held back"; readonly heldBack: HeldBack }
  | { readonly kind: "closure"; readonly closure: PlannedClosure }
  /** From the moment on, in place of what was decided later. */
  | { readonly kind: "level"; readonly level: ServiceLevel };

export interface BranchRequest extends BranchTime {
  /** Of the moment; it is not written into. */
  readonly state: RegionState;
  /** Ways as of a state: a street that its closures shut is shut. */
  readonly travel: (state: RegionState) => TravelTimes;
  /** The first one to be played, and how many. */
  readonly firstFuture: number;
  readonly futures: number;
  /** Unsigned 32-bit integer. */
  readonly seed: number;
  /** Undefined = as it was. */
  readonly change: BranchChange | undefined;
  /**
   * Events after the moment whose calls are to come again, with what people decided; undefined = calls that a forecast would
   * draw, and nobody decides anything.
   */
  readonly recorded: Iterable<CoreEvent> | undefined;
}

export interface Futures {
  /** By future. */
  readonly figures: readonly NightFigures[];
  /** Waiting incidents: [step][future]. */
  readonly waiting: readonly Int32Array[];
}

/** Yields the number of futures played so far; answers why there can be none where the log says too little. */
export function* playBranch(request: BranchRequest): Generator<number, Futures | NoForecast> {
  const { now, untilAt, firstFuture, futures, travel } = request;
  const own = forkState(request.state);
  const known = gatherKnown(request);
  for (const unit of known?.registered ?? []) registerLater(own, now, unit);
  const present = changedPresent(request, own, known);
  if ("reason" in present) return present;
  const steps = listSteps(request);
  const acts = gatherActs(request);
  const waiting = steps.map(() => new Int32Array(futures));
  // After units that a change adds were registered.
  const fork = forkState(own);
  const begun: Present = { ...present, travel: travel(fork) };
  const figures: NightFigures[] = [];
  for (let future = 0; future < futures; future += 1) {
    // Asked of another state first: the fork will be at positions that it was at before, with another history.
    void travel(own).source;
    const tally = new Tally(fork, now);
    const watch = known === undefined ? tally : new RecordedWatch(tally, known);
    const room = beginFuture(begun, fork, firstFuture + future, watch);
    const later = new LaterActs(room, acts, request.state);
    tally.begin(now);
    for (const [step, at] of steps.entries()) {
      later.playUntil(at);
      waiting[step][future] = countWaiting(room.state);
    }
    later.playUntil(untilAt);
    figures.push(tally.end(untilAt));
    yield future + 1;
  }
  return { figures, waiting };
}

function gatherKnown({ recorded, state, change, ...time }: BranchRequest): Recorded | undefined {
  if (recorded === undefined) return undefined;
  const factor = change?.kind === "demand" ? change.factor : 1;
  return gatherRecorded(state, recorded, time, learnSceneTimes(state, time.now), factor);
}

/** Off duty until the log says that it came. A guest of another region plays like a unit of this one. */
function registerLater(
  state: RegionState,
  now: Instant,
  { unit, callSign, vehicle, skills, area, base }: RegisteredUnit,
): void {
  const command = { type: "unit.register", callSign, vehicle, skills, area, base } as const;
  const decision = decide(state, command, { now, at: now, by: "branch" });
  assert(decision.refusal === undefined, `unit ${unit}: ${decision.refusal?.message}`);
  assert(decision.made.unit === unit, `unit ${unit} has another id than in the log`);
}

/** What people decided after the moment, and the changed level before that. */
function gatherActs({ recorded, change, ...time }: BranchRequest): LaterAct[] {
  const acts = recorded === undefined ? [] : listActs(recorded, time);
  if (change?.kind !== "level") return acts;
  const { level } = change;
  const set: LaterAct = {
    at: time.now,
    command: { type: "level.set", level, reason: "the branch is about this level" },
    made: {},
  };
  return [set, ...acts.filter(({ command }) => command.type !== "level.set")];
}

/**
 * Counts as record.ts counts what happened: not what rang before the moment, and a caller who went away without a unit at
 * the scene as advised.
 */
class RecordedWatch implements Watch<Call> {
  readonly #tally: Tally;
  readonly #before: ReadonlySet<number>;

  constructor(tally: Tally, { before }: Recorded) {
    this.#tally = tally;
    this.#before = before;
  }

  addCall(call: Call): void {
    if (!this.#before.has(call.number)) this.#tally.addCall(call);
  }

  addResponse(call: Call, at: Instant): void {
    this.#tally.addResponse(call, at);
  }

  addGivenUp(call: Call): void {
    this.#tally.addAdvised(call);
  }

  addAdvised(call: Call): void {
    this.#tally.addAdvised(call);
  }

  addNoRoadPath(call: Call): void {
    this.#tally.addNoRoadPath(call);
  }
}

function changedPresent(
  { now, untilAt, stepMicros, futures, seed, change, travel }: BranchRequest,
  state: RegionState,
  known: Recorded | undefined,
): Present | NoForecast {
  const more = change?.kind === "units" ? change.more : 0;
  const leaving = listLeaving(state, now, -more);
  const ways = travel(state);
  const present = gatherPresent({
    region: "",
    state,
    now,
    positions: placeHomeward(state, now, ways),
    travel: ways,
    known,
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

/**
 * One future of the live room: a fork of its state, what goes on in it with a drawn rest, calls that may come, and the
 * room's rules and habits (room/) from there on. Not here: what is seen of it (outlook.ts).
 */
import { CallRandom } from "../../base/call-random.ts";
import { assert } from "../../base/assert.ts";
import type { Instant, Micros } from "../../base/instant.ts";
import { normalOf } from "../../base/samplers.ts";
import { stopLooking } from "../../core/absence/review.ts";
import { forkAgain, type RegionState, type Sink } from "../../core/state/region-state.ts";
import type { TravelTimes } from "../../plan/travel-times.ts";
import type { Call, CallSource, Duty, Watch } from "../room/calls.ts";
import type { PlannedClosure } from "../room/closure-steps.ts";
import type { Place } from "../room/crews.ts";
import type { HeldBack } from "../room/dispatcher.ts";
import { Room } from "../room/room.ts";
import { roomLimits } from "../room/room-options.ts";
import { FutureCalls, type LearntDemand } from "./demand.ts";
import { pauseMicros, pauseSigma, type Activity, type Ongoing } from "./ongoing.ts";
import { purposes } from "./purposes.ts";
import type { Coming } from "./who-comes.ts";
import { drawScene, drawSceneLeft, type SceneTimes } from "./scene-times.ts";

/** What is known of the hours after a moment that is past; it stands in place of what a forecast draws. */
export interface Known {
  readonly beginCalls: (random: CallRandom, future: number) => CallSource<Call>;
  /** How long the scene of an incident takes; `u` is for what nobody knows of it. */
  readonly sceneMicros: (incident: number, gradeCode: number, u: number) => Micros;
  /** By unit: when it is at the scene, or done with what it does at the moment. */
  readonly doneAt: ReadonlyMap<number, Instant>;
  /** Who comes and goes. */
  readonly duties: readonly Duty[];
}

/** What all futures of one moment begin with. */
export interface Present {
  /** Of its own: nothing else writes into it, and no future does. */
  readonly state: RegionState;
  readonly now: Instant;
  readonly travel: TravelTimes;
  /** Sigma of a lognormal factor on ways, of mean 1. */
  readonly travelSigma: number;
  readonly ongoing: Ongoing;
  /** All that are known beforehand: where units are and have their bases, open incidents, zones. */
  readonly places: readonly Place[];
  /** Undefined only where the calls are known. */
  readonly demand: LearntDemand | undefined;
  readonly known: Known | undefined;
  /** On the calls that will come. */
  readonly demandFactor: number;
  readonly scenes: SceneTimes;
  /** Left out = nobody is held back, and no street will be shut. */
  readonly heldBack?: HeldBack;
  readonly closures?: readonly PlannedClosure[];
  /** Unsigned 32-bit integer. */
  readonly seed: number;
  readonly coming: Coming;
  /** Who comes and goes, drawn for one future; by time, ends first. */
  readonly drawDuties: (random: CallRandom, future: number) => readonly Duty[];
}

const nobodyHeldBack = { immediate: 0, priority: 0, scheduled: 0, resolution: 0 } as const;

/** The room at `now`; its state is `fork`, which is written over. `sink` hears what happens. */
export function beginFuture(
  present: Present,
  fork: RegionState,
  future: number,
  watch: Watch<Call>,
  sink?: Sink,
): Room<Call> {
  const { state, now, travel, travelSigma, ongoing, scenes, known, closures = [] } = present;
  forkAgain(state, fork);
  stopLooking(fork);
  if (sink !== undefined) fork.sink = sink;
  const random = new CallRandom(present.seed, "forecast");
  const room = new Room<Call>({
    state: fork,
    startAt: now,
    random,
    replication: future,
    travel,
    travelSigma,
    heldBack: present.heldBack ?? nobodyHeldBack,
    bases: ongoing.bases,
    calls: known?.beginCalls(random, future) ?? drawCalls(present, random, future),
    duties: present.drawDuties(random, future),
    closures,
    watch,
    // Calls that are drawn are handled at once and have no patience; those that really came may have both.
    waiting: known === undefined ? 0 : roomLimits.waiting,
  });
  for (const { incident, call, gradeCode } of ongoing.incidents) {
    const u = random.seek(future, call.number, purposes.scene).uniform();
    const sceneMicros =
      known?.sceneMicros(incident, gradeCode, u) ?? drawScene(u, scenes[gradeCode]);
    room.adopt({ ...call, sceneMicros }, incident);
  }
  ongoing.places.forEach((place, unit) => room.crews.put(unit, place, now));
  for (const activity of ongoing.activities) {
    const u = random.seek(future, activity.unit, purposes.left).uniform();
    resume(room, activity, u, present);
  }
  room.begin();
  room.serveWaiting();
  return room;
}

function drawCalls(
  { demand, scenes, demandFactor }: Present,
  random: CallRandom,
  future: number,
): CallSource<Call> {
  assert(demand !== undefined, "the calls are neither known nor learnt");
  return new FutureCalls(demand, scenes, random, future, demandFactor);
}

function resume(room: Room<Call>, activity: Activity, u: number, present: Present): void {
  const { unit } = activity;
  if (activity.kind === "lent") {
    // Where it is known what came, who is not seen to come home stays away.
    const { known } = present;
    const homeAt = known === undefined ? activity.untilAt : known.doneAt.get(unit);
    room.pause(unit, homeAt ?? Number.MAX_SAFE_INTEGER);
    return;
  }
  const at = present.known?.doneAt.get(unit) ?? present.now + drawLeft(activity, u, present);
  if (activity.kind === "pause") room.pause(unit, at);
  else room.resume(unit, activity.incident, activity.kind === "scene", at);
}

const pauseTime = {
  mu: Math.log(pauseMicros) - (pauseSigma * pauseSigma) / 2,
  sigma: pauseSigma,
  ended: 0,
  running: 0,
} as const;

/** How much longer it takes. */
function drawLeft(
  activity: Exclude<Activity, { kind: "lent" }>,
  u: number,
  { scenes, travelSigma }: Present,
): Micros {
  if (activity.kind === "pause") return drawSceneLeft(u, pauseTime, activity.elapsed);
  if (activity.kind === "scene")
    return drawSceneLeft(u, scenes[activity.gradeCode], activity.elapsed);
  const factor = Math.exp(normalOf(u, (-travelSigma * travelSigma) / 2, travelSigma));
  return Math.ceil(activity.expected * factor);
}

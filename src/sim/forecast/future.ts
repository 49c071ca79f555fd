/**
 * One future of the live room: a fork of its state, what goes on in it with a drawn rest, calls that may come, and the
 * room's rules and habits (room/) from there on. Not here: what is seen of it (outlook.ts).
 */
import { CallRandom } from "../../base/call-random.ts";
import type { Instant } from "../../base/instant.ts";
import { exponentialOf, normalOf } from "../../base/samplers.ts";
import { forkAgain, type RegionState, type Sink } from "../../core/state/region-state.ts";
import type { TravelTimes } from "../../plan/travel-times.ts";
import type { Call, Duty, Watch } from "../room/calls.ts";
import type { PlannedClosure } from "../room/closure-steps.ts";
import type { HeldBack } from "../room/dispatcher.ts";
import { Room } from "../room/room.ts";
import { FutureCalls, type LearntDemand } from "./demand.ts";
import { pauseMicros, type Activity, type Ongoing } from "./ongoing.ts";
import { purposes } from "./purposes.ts";
import type { Coming } from "./who-comes.ts";
import { drawScene, drawSceneLeft, type SceneTimes } from "./scene-times.ts";

/** What all futures of one moment begin with. */
export interface Present {
  /** Of its own: nothing else writes into it, and no future does. */
  readonly state: RegionState;
  readonly now: Instant;
  readonly travel: TravelTimes;
  /** Sigma of a lognormal factor on ways, of mean 1. */
  readonly travelSigma: number;
  readonly ongoing: Ongoing;
  readonly demand: LearntDemand;
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
  const { state, now, travel, travelSigma, ongoing, demand, scenes, closures = [] } = present;
  forkAgain(state, fork);
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
    calls: new FutureCalls(demand, scenes, random, future, present.demandFactor),
    duties: present.drawDuties(random, future),
    closures,
    watch,
    waiting: 0,
  });
  for (const { incident, call, gradeCode } of ongoing.incidents) {
    const u = random.seek(future, call.number, purposes.scene).uniform();
    room.adopt({ ...call, sceneMicros: drawScene(u, scenes[gradeCode]) }, incident);
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

function resume(
  room: Room<Call>,
  activity: Activity,
  u: number,
  { now, scenes, travelSigma }: Present,
): void {
  const { unit } = activity;
  if (activity.kind === "pause") room.pause(unit, now + Math.ceil(exponentialOf(u, pauseMicros)));
  else if (activity.kind === "scene") {
    const left = drawSceneLeft(u, scenes[activity.gradeCode], activity.elapsed);
    room.resume(unit, activity.incident, true, now + left);
  } else {
    const factor = Math.exp(normalOf(u, (-travelSigma * travelSigma) / 2, travelSigma));
    const at = now + Math.ceil(activity.expected * factor);
    room.resume(unit, activity.incident, false, at);
  }
}

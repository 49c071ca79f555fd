/**
 * What the log says came after a moment, as something that can be played again: the calls with their places and grades and
 * how long their scenes took, what goes on at the moment until it really ended, and who came on and went off duty. The log
 * knows no scene that nobody went to, and no end of what goes on when it ends: those are drawn. How units drive is drawn,
 * too, because other units may go. Not here: what the room then does (room/), and what it did (record.ts).
 */
import type { CallRandom } from "../../base/call-random.ts";
import { microsPerMinute, type Instant, type Micros } from "../../base/instant.ts";
import type { CoreEvent } from "../../core/events.ts";
import { evolve } from "../../core/evolve.ts";
import { findIncidentRow, forkState, type RegionState } from "../../core/state/region-state.ts";
import { grades } from "../../core/vocabulary.ts";
import { placeOfIncident } from "../../plan/place.ts";
import type { Known } from "../forecast/future.ts";
import { drawScene, drawSceneLeft, type SceneTimes } from "../forecast/scene-times.ts";
import type { Call, CallSource, Duty } from "../room/calls.ts";
import type { BranchTime } from "./record.ts";

export const recordedRule = {
  /** Scenes of counted calls are followed in the log for so long after the end. */
  followMicros: 24 * 60 * microsPerMinute,
  /** Where there are to be more calls than there were, a copy comes within so long of the original. */
  copyMicros: 15 * microsPerMinute,
} as const;

/** What each draw decides; above those of a future (forecast/purposes.ts). */
const purposes = { scene: 5, keep: 20, copyAt: 21 } as const;

interface RecordedCall extends Omit<Call, "sceneMicros"> {
  readonly handlingMicros: Micros;
  readonly gradeCode: number;
}

/** Of an incident: when the first unit was at the scene, which, and when it was done there. */
interface Scene {
  readonly unit: number;
  readonly at: Instant;
  doneAt: Instant | undefined;
}

export type RegisteredUnit = Extract<CoreEvent, { type: "unit.registered" }>;

export interface Recorded extends Known {
  /** Numbers of calls that rang before the moment: what happened does not count them, either. */
  readonly before: ReadonlySet<number>;
  /** Units that were registered after the moment, in their order: guests of other regions, mostly. */
  readonly registered: readonly RegisteredUnit[];
  /** Calls of the log, and those whose scene it knows. */
  readonly calls: number;
  readonly withScene: number;
}

/** The events that are looked through, as a list: they are read once, and looked through for every change. */
export function listFollowed(events: Iterable<CoreEvent>, untilAt: Instant): CoreEvent[] {
  const followed: CoreEvent[] = [];
  for (const event of events) {
    if (event.entered > untilAt + recordedRule.followMicros) break;
    followed.push(event);
  }
  return followed;
}

/** `state` is that of the moment and stays as it is; `events` are those after it (`listFollowed`). */
export function gatherRecorded(
  state: RegionState,
  events: Iterable<CoreEvent>,
  time: BranchTime,
  scenes: SceneTimes,
  factor: number,
): Recorded {
  const gathering = new Gathering(forkState(state), time);
  for (const event of events) gathering.take(event);
  return gathering.finish(scenes, factor);
}

class Gathering {
  readonly #state: RegionState;
  readonly #time: BranchTime;
  readonly #registered: RegisteredUnit[] = [];
  readonly #calls: RecordedCall[] = [];
  readonly #before = new Set<number>();
  readonly #scenes = new Map<number, Scene>();
  /** When an incident was closed without anybody at its scene. */
  readonly #closedAt = new Map<number, Instant>();
  /** When a person said that nobody is to be sent, or not everybody, before anybody was. */
  readonly #heldAt = new Map<number, Instant>();
  /** Units that are at a scene at the moment. */
  readonly #atScene = new Set<number>();
  /** When what a unit did at the moment was over. */
  readonly #doneAt = new Map<number, Instant>();
  readonly #duties: Duty[] = [];
  #lastAt: Instant;

  constructor(state: RegionState, time: BranchTime) {
    this.#state = state;
    this.#time = time;
    this.#lastAt = time.now;
    this.#noteRunning();
  }

  /** Scenes that units are at already. */
  #noteRunning(): void {
    const { allocations, incidents, head } = this.#state.columns;
    for (let row = 0; row < head.allocationRows[0]; row += 1) {
      const at = allocations.atSceneAt[row];
      if (at === 0 || allocations.endedAt[row] !== 0) continue;
      const incident = incidents.number[allocations.incident[row]];
      this.#atScene.add(allocations.unit[row]);
      if (!this.#scenes.has(incident))
        this.#scenes.set(incident, { unit: allocations.unit[row], at, doneAt: undefined });
    }
  }

  take(event: CoreEvent): void {
    evolve(this.#state, event);
    this.#lastAt = event.entered;
    const isWithin = event.entered <= this.#time.untilAt;
    if (event.type === "incident.opened") {
      if (isWithin) this.#addCall(event);
    } else if (event.type === "incident.closed") {
      if (!this.#scenes.has(event.incident)) this.#closedAt.set(event.incident, event.entered);
    } else if (event.type === "unit.progressed") {
      if (event.status === "at scene") this.#arrive(event);
    } else if (event.type === "allocation.ended") {
      // Who was stood down on the way never arrived: when it would have is drawn.
      if (this.#atScene.has(event.unit)) this.#done(event.unit, event.entered);
      const scene = this.#scenes.get(event.incident);
      if (scene?.unit === event.unit) scene.doneAt ??= Math.max(scene.at, event.at);
    } else if (event.type === "unit.registered") {
      if (isWithin) this.#registered.push(event);
    } else if (holdsBack(event)) this.#hold(event.incident, event.entered);
    else if (isWithin) this.#changeDuty(event);
  }

  #hold(incident: number, at: Instant): void {
    const row = findIncidentRow(this.#state, incident);
    if (this.#state.columns.incidents.firstAllocatedAt[row] === 0) this.#heldAt.set(incident, at);
  }

  #done(unit: number, at: Instant): void {
    if (!this.#doneAt.has(unit)) this.#doneAt.set(unit, at);
  }

  #arrive(event: Extract<CoreEvent, { type: "unit.progressed" }>): void {
    const { unit, incident, at, entered } = event;
    if (!this.#atScene.has(unit)) this.#done(unit, entered);
    if (!this.#scenes.has(incident)) this.#scenes.set(incident, { unit, at, doneAt: undefined });
  }

  #addCall(event: Extract<CoreEvent, { type: "incident.opened" }>): void {
    const { incident, clockAt, entered, area, assessed, incidentType } = event;
    const { now } = this.#time;
    const { latE7, lonE7 } = placeOfIncident(this.#state, findIncidentRow(this.#state, incident));
    const at = Math.max(now, clockAt);
    if (clockAt < now) this.#before.add(incident);
    this.#calls.push({
      number: incident,
      at,
      area,
      latE7,
      lonE7,
      grade: { grade: assessed, incidentType },
      gradeCode: grades.code[assessed],
      // Nobody was sent before somebody had opened it.
      handlingMicros: Math.max(0, entered - at),
      patienceMicros: undefined,
    });
  }

  /** Time off for a break, for what keeps a unit from being sent, or for another region, is played as time off duty. */
  #changeDuty(event: CoreEvent): void {
    if (!("unit" in event) || event.unit === null) return;
    const { unit, entered: at } = event;
    if (event.type === "unit.booked-on") this.#duties.push({ at, unit, begins: true });
    else if (event.type === "unit.booked-off") {
      this.#done(unit, at);
      this.#duties.push({ at, unit, begins: false });
    } else if (event.type === "unit.status-set") {
      const begins = event.status === "available" || event.status === "committed deployable";
      if (begins) this.#done(unit, at);
      this.#duties.push({ at, unit, begins });
    } else if (event.type === "aid.unit-lent") this.#duties.push({ at, unit, begins: false });
    else if (event.type === "aid.unit-returned") {
      this.#done(unit, at);
      this.#duties.push({ at, unit, begins: true });
    }
  }

  finish(sceneTimes: SceneTimes, factor: number): Recorded {
    const calls = this.#calls
      .map((call) => this.#withPatience(this.#withThought(call)))
      .sort((a, b) => a.at - b.at || a.number - b.number);
    const sceneOf = (incident: number, gradeCode: number, u: number): Micros => {
      const scene = this.#scenes.get(incident);
      if (scene === undefined) return drawScene(u, sceneTimes[gradeCode]);
      if (scene.doneAt !== undefined) return Math.max(1, scene.doneAt - scene.at);
      const elapsed = Math.max(1, this.#lastAt - scene.at);
      return elapsed + drawSceneLeft(u, sceneTimes[gradeCode], elapsed);
    };
    return {
      before: this.#before,
      registered: this.#registered,
      calls: calls.length,
      withScene: calls.filter(({ number }) => this.#scenes.has(number)).length,
      beginCalls: (random, future) => new RecordedCalls(calls, sceneOf, random, future, factor),
      sceneMicros: sceneOf,
      doneAt: this.#doneAt,
      duties: this.#duties,
    };
  }

  /** A room that sends at once would have sent before a person could hold back: so nobody is sent until just after that. */
  #withThought(call: RecordedCall): RecordedCall {
    const heldAt = this.#heldAt.get(call.number);
    if (heldAt === undefined) return call;
    return { ...call, handlingMicros: Math.max(call.handlingMicros, heldAt - call.at + 1) };
  }

  /** A call that was closed with nobody at the scene goes away then, unless somebody is sent before. */
  #withPatience(call: RecordedCall): RecordedCall {
    const closedAt = this.#closedAt.get(call.number);
    if (closedAt === undefined) return call;
    return { ...call, patienceMicros: Math.max(1, closedAt - call.at) };
  }
}

type HoldBack = Extract<
  CoreEvent,
  { readonly type: "incident.withheld" | "incident.limited" | "incident.deferred" }
>;

function holdsBack(event: CoreEvent): event is HoldBack {
  if (event.type === "incident.deferred") return event.origin === "person";
  return event.type === "incident.withheld" || event.type === "incident.limited";
}

/** The copies of a call have numbers so far apart; below those of what goes on already (forecast/ongoing.ts). */
const copyNumbers = 67_108_864;

/** The recorded calls of one future; with a factor each stays, or comes again, by its own luck. */
class RecordedCalls implements CallSource<Call> {
  readonly #calls: readonly Call[];
  #next = 0;

  constructor(
    recorded: readonly RecordedCall[],
    sceneOf: (incident: number, gradeCode: number, u: number) => Micros,
    random: CallRandom,
    future: number,
    factor: number,
  ) {
    const calls = recorded.flatMap((call): Call[] => {
      const draw = (purpose: number) => random.seek(future, call.number, purpose).uniform();
      const times = Math.floor(factor + draw(purposes.keep));
      return Array.from({ length: times }, (_, copy): Call => {
        const number = copy === 0 ? call.number : copyNumbers * copy + call.number;
        const later = copy === 0 ? 0 : Math.round(draw(purposes.copyAt) * recordedRule.copyMicros);
        const u = random.seek(future, number, purposes.scene).uniform();
        const sceneMicros = sceneOf(call.number, call.gradeCode, u);
        return { ...call, number, at: call.at + later, sceneMicros };
      });
    });
    this.#calls = factor > 1 ? calls.sort((a, b) => a.at - b.at || a.number - b.number) : calls;
  }

  /** After the last one nobody calls any more. */
  next(): Call {
    const call = this.#calls[this.#next];
    this.#next += 1;
    return call ?? nobody;
  }
}

const nobody: Call = {
  number: 0,
  at: Number.MAX_SAFE_INTEGER,
  area: "",
  latE7: 0,
  lonE7: 0,
  grade: { grade: "resolution", incidentType: "" },
  sceneMicros: 0,
  patienceMicros: undefined,
};

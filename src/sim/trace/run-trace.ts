/**
 * A trace on a virtual clock, under the rules of the live core: every call is an incident that is opened, every unit is
 * sent, arrives and clears by a command, and who waits, in what order, is the core's own list. What is here is only what
 * is outside a control room: when calls come, how long ways and scenes take, where a unit on its way home is; and the
 * dispatcher's habit, which sends whoever is there soonest and takes the head of the queue when a unit clears.
 */
import type { Instant } from "../../base/instant.ts";
import type { Command } from "../../core/commands.ts";
import { decideClear, decideProgress } from "../../core/allocation/decide.ts";
import { decideSend } from "../../core/allocation/send.ts";
import { decide, decideBy, decideDue } from "../../core/decide.ts";
import { decideClose, decideOpen } from "../../core/incident/decide.ts";
import { nextDueAt } from "../../core/due-work.ts";
import { makeRegionState, type RegionState, type Sink } from "../../core/state/region-state.ts";
import { noInstant } from "../../base/instant.ts";
import { madeBy, makeContext, type OwnContext } from "../asking.ts";
import { EventQueue } from "../event-queue.ts";
import { traceGrades, unitCountOf, type Trace } from "./trace.ts";
import { gradeOfTrace, traceCodes, traceConfig } from "./trace-config.ts";
import { ZoneUnits } from "./zone-units.ts";

/** The trace's beginning on the core's clock: 2026-01-01T00:00:00Z. */
const startAt: Instant = 1_767_225_600_000_000;

/** By call, in the order of arrival. */
export interface TraceResult {
  /** Who came; -1 = nobody ever did. */
  readonly unit: Int32Array;
  /** Microseconds from the arrival of the call to that of the unit. */
  readonly responseMicros: Float64Array;
  /** Calls, arrivals at scenes, and units that cleared, left or came back. */
  readonly happenings: number;
  /** Changes of the core's state, each of which is an event where somebody listens. */
  readonly events: number;
}

const dueWork = { type: "due.work" } as const;

type Writable<Kind extends Command["type"]> = {
  -readonly [Key in keyof Extract<Command, { type: Kind }>]: Extract<Command, { type: Kind }>[Key];
};

export interface TraceOptions {
  /** Who hears the events; nobody when left out. */
  readonly sink?: Sink;
  /** Called with the share that is done now and then. */
  readonly onProgress?: (share: number) => void;
}

const callsPerReport = 65_536;

// Constants of this file: an imported function is looked up and compared before every call.
const opening = decideOpen;
const sending = decideSend;
const progressing = decideProgress;
const clearing = decideClear;
const closing = decideClose;
const doingDue = decideDue;

export class TraceRun {
  readonly state: RegionState = makeRegionState({}, false);
  readonly #trace: Trace;
  readonly #options: TraceOptions;
  readonly #units: ZoneUnits;
  readonly #queue: EventQueue;
  readonly #awayEvent: number;
  readonly #backEvent: number;
  /** By unit: the call it works on, whether it is at the scene, and whether it leaves when it clears. */
  readonly #callOf: Int32Array;
  readonly #isAtScene: Uint8Array;
  readonly #leaves: Uint8Array;
  readonly #unit: Int32Array;
  readonly #responseMicros: Float64Array;
  #happenings = 0;
  #now = 0;
  /** Commands are made once and filled in: a million calls a second leave no time for making objects. */
  readonly #context: OwnContext;
  readonly #open: Writable<"incident.open">;
  readonly #sent: [number] = [0];
  readonly #send: Writable<"unit.send">;
  readonly #arrive: Writable<"unit.progress">;
  readonly #clear: Writable<"unit.clear"> = { type: "unit.clear", unit: 0 };
  readonly #close: Writable<"incident.close">;

  constructor(trace: Trace, options: TraceOptions = {}) {
    const units = unitCountOf(trace);
    this.#trace = trace;
    this.#options = options;
    this.#units = new ZoneUnits(trace);
    this.#queue = new EventQueue(units + 2);
    this.#awayEvent = units;
    this.#backEvent = units + 1;
    this.#callOf = new Int32Array(units).fill(-1);
    this.#isAtScene = new Uint8Array(units);
    this.#leaves = new Uint8Array(units);
    this.#unit = new Int32Array(trace.calls.count).fill(-1);
    this.#responseMicros = new Float64Array(trace.calls.count);
    this.#context = makeContext(startAt);
    const location = { state: "verified", latE7: 0, lonE7: 0, radiusM: 0 } as const;
    const { area, type, result } = traceCodes;
    this.#open = { type: "incident.open", incidentType: type, location, area, grade: "immediate" };
    this.#send = { type: "unit.send", incident: 0, units: this.#sent };
    this.#arrive = { type: "unit.progress", unit: 0, status: "at scene" };
    this.#close = { type: "incident.close", incident: 0, result };
    if (options.sink !== undefined) this.state.sink = options.sink;
    this.#prepare(units);
  }

  #prepare(units: number): void {
    const { area, vehicle } = traceCodes;
    this.#ask({ type: "region.configure", config: traceConfig() });
    for (let unit = 0; unit < units; unit += 1) {
      const base = { latE7: 0, lonE7: 0 };
      const callSign = `U${unit}`;
      this.#ask({ type: "unit.register", callSign, vehicle, skills: ["any"], area, base });
      this.#ask({ type: "unit.book-on", unit, crew: 1 });
      this.#units.putHome(unit);
    }
    const { walkout } = this.#trace;
    if (walkout === undefined) return;
    this.#queue.put(this.#awayEvent, walkout.awayMicros);
    this.#queue.put(this.#backEvent, walkout.backMicros);
  }

  /** Plays the whole trace. Throws RehearsalLimit where it needs more than a region holds. At one instant everything else comes before a call. */
  run(): TraceResult {
    const { count, arrivalMicros } = this.#trace.calls;
    for (let call = 0; call < count; call += 1) {
      const arrival = arrivalMicros[call];
      while (this.#queue.nextAt <= arrival) this.#step();
      this.#goTo(arrival);
      this.#receive(call);
      if (call % callsPerReport === 0) this.#options.onProgress?.(call / count);
    }
    while (this.#queue.nextAt < Infinity) this.#step();
    return {
      unit: this.#unit,
      responseMicros: this.#responseMicros,
      happenings: this.#happenings,
      events: this.state.columns.head.position[0],
    };
  }

  #step(): void {
    this.#goTo(this.#queue.nextAt);
    this.#happenings += 1;
    const who = this.#queue.take();
    if (who === this.#awayEvent) this.#walkOut();
    else if (who === this.#backEvent) this.#comeBack();
    else if (this.#isAtScene[who] === 0) this.#arriveAt(who);
    else this.#clearFrom(who);
  }

  /** The clock goes on; what the state itself has due on the way is done when it is due. */
  #goTo(micros: number): void {
    const at = startAt + micros;
    for (
      let due = nextDueAt(this.state);
      due !== noInstant && due <= at;
      due = nextDueAt(this.state)
    ) {
      this.#context.now = this.#context.at = Math.max(due, this.#context.now);
      madeBy(dueWork, decideBy(doingDue, this.state, dueWork, this.#context));
    }
    this.#now = micros;
    this.#context.now = this.#context.at = at;
  }

  #ask(command: Command): void {
    madeBy(command, decide(this.state, command, this.#context));
  }

  #receive(call: number): void {
    const { zone, grade } = this.#trace.calls;
    this.#happenings += 1;
    this.#open.grade = gradeOfTrace[grade[call]];
    madeBy(this.#open, decideBy(opening, this.state, this.#open, this.#context));
    const unit = this.#units.findNearest(zone[call], this.#now);
    if (unit >= 0) this.#sendTo(unit, call, this.#units.foundMillis * 1_000);
  }

  /** Numbers of incidents begin at 1 and none is left out. */
  #sendTo(unit: number, call: number, wayMicros: number): void {
    this.#units.take(unit);
    this.#send.incident = call + 1;
    this.#sent[0] = unit;
    madeBy(this.#send, decideBy(sending, this.state, this.#send, this.#context));
    this.#callOf[unit] = call;
    this.#queue.put(unit, this.#now + wayMicros);
  }

  #arriveAt(unit: number): void {
    const call = this.#callOf[unit];
    const { arrivalMicros, sceneMillis } = this.#trace.calls;
    this.#arrive.unit = unit;
    madeBy(this.#arrive, decideBy(progressing, this.state, this.#arrive, this.#context));
    this.#isAtScene[unit] = 1;
    this.#unit[call] = unit;
    this.#responseMicros[call] = this.#now - arrivalMicros[call];
    this.#queue.put(unit, this.#now + sceneMillis[call] * 1_000);
  }

  #clearFrom(unit: number): void {
    const call = this.#callOf[unit];
    const zone = this.#trace.calls.zone[call];
    this.#clear.unit = unit;
    madeBy(this.#clear, decideBy(clearing, this.state, this.#clear, this.#context));
    this.#close.incident = call + 1;
    madeBy(this.#close, decideBy(closing, this.state, this.#close, this.#context));
    this.#isAtScene[unit] = 0;
    this.#callOf[unit] = -1;
    if (this.#leaves[unit] === 1) {
      this.#leaves[unit] = 0;
      this.#ask({ type: "unit.book-off", unit });
      return;
    }
    const next = this.#findHead();
    if (next >= 0)
      this.#sendTo(unit, next, this.#units.travelMicros(zone, this.#trace.calls.zone[next]));
    else this.#units.startHome(unit, zone, this.#now);
  }

  /** The call that waits first, by the core's own lists; -1 = none. */
  #findHead(): number {
    const { waiting, incidents } = this.state.columns;
    for (let grade = 0; grade < traceGrades; grade += 1)
      if (waiting.first[grade] >= 0) return incidents.number[waiting.first[grade]] - 1;
    return -1;
  }

  #walkOut(): void {
    for (const unit of this.#trace.walkout?.units ?? []) {
      if (this.#callOf[unit] >= 0) {
        this.#leaves[unit] = 1;
        continue;
      }
      this.#units.take(unit);
      this.#ask({ type: "unit.book-off", unit });
    }
  }

  /** Who was still busy when the others came back has not been away. */
  #comeBack(): void {
    for (const unit of this.#trace.walkout?.units ?? []) {
      if (this.#callOf[unit] >= 0) {
        this.#leaves[unit] = 0;
        continue;
      }
      this.#ask({ type: "unit.book-on", unit, crew: 1 });
      this.#units.putHome(unit);
    }
    for (let call = this.#findHead(); call >= 0; call = this.#findHead()) {
      const unit = this.#units.findNearest(this.#trace.calls.zone[call], this.#now);
      if (unit < 0) return;
      this.#sendTo(unit, call, this.#units.foundMillis * 1_000);
    }
  }
}

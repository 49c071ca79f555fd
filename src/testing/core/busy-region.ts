/**
 * A region at work for as long as one likes: calls arrive, are answered, become incidents; units are sent, arrive,
 * clear; crews take breaks and change shifts; timers fall due. All of it through `decide`, on virtual time, from a
 * seed. For benchmarks, long histories and golden ones; how real callers and crews behave is in sim/, not here.
 */

import { microsPerHour, microsPerSecond, type Instant } from "../../base/instant.ts";
import { RandomStream } from "../../base/random.ts";
import type { Command } from "../../core/commands.ts";
import { decide } from "../../core/decide.ts";
import type { Decision } from "../../core/decision.ts";
import { nextDueAt } from "../../core/due-work.ts";
import type { AreaConfig } from "../../core/region/config.ts";
import type { Recommendation } from "../../core/recommendation.ts";
import { findIncidentRow, type RegionState } from "../../core/state/region-state.ts";
import { isFree } from "../../core/unit/free.ts";
import { grades, unitStatuses } from "../../core/vocabulary.ts";
import { makeRegionConfig, middleOf } from "./region-config.ts";
import { testStart } from "./twin.ts";

export interface BusyRegionOptions {
  readonly units: number;
  readonly callsPerHour: number;
  readonly seed: number;
  /** Streets that are shut; left out = none. */
  readonly closuresPerHour?: number;
  /** Share of the planned shifts that nobody comes for; left out = duties are not planned at all. */
  readonly absentShare?: number;
  /** What an allocation rests on, as the live loop makes it; left out, units are sent by hand. */
  readonly recommend?: (state: RegionState, incident: number, now: Instant) => Recommendation;
}

/** What happens next: at, to which incident, contact or unit. */
interface Action {
  readonly at: Instant;
  readonly run: () => void;
}

const areaCount = 12;
const shiftHours = 8;
const sentences = [
  "two men fighting outside the shop, one has been hit with a bottle",
  "my neighbour has not been seen since Tuesday and the post is piling up",
  "a car went into the barrier, one person is holding his arm",
  "alarm ringing at the school, nobody in sight",
];

/** Areas in a row, each reached by its neighbours. */
function listAreas(): AreaConfig[] {
  return Array.from({ length: areaCount }, (_, index) => {
    const reach = [index - 1, index + 1].filter((other) => other >= 0 && other < areaCount);
    const { latE7, lonE7 } = middleOf(index);
    const [south, north, west, east] = [
      latE7 - 50_000,
      latE7 + 50_000,
      lonE7 - 50_000,
      lonE7 + 50_000,
    ];
    const ring = [[west, south], [east, south], [east, north], [west, north]] as const; // prettier-ignore
    return {
      code: `area-${index}`,
      name: `Area ${index}`,
      ring,
      reach: reach.map((other) => `area-${other}`),
    };
  });
}

export class BusyRegion {
  readonly state: RegionState;
  now: Instant = testStart;
  commands = 0;
  refusals = 0;
  readonly #options: BusyRegionOptions;
  readonly #stream: RandomStream;
  /** A binary heap by time. */
  readonly #agenda: Action[] = [];
  readonly #onDecision: (decision: Decision) => void;

  /** `onDecision` is called after every command, so that its events can be put away as one. */
  constructor(
    state: RegionState,
    options: BusyRegionOptions,
    onDecision: (decision: Decision) => void = () => {},
  ) {
    this.state = state;
    this.#options = options;
    this.#stream = new RandomStream(options.seed, "busy region");
    this.#onDecision = onDecision;
    this.#begin();
  }

  #begin(): void {
    this.#ask({ type: "region.configure", config: makeRegionConfig({ areas: listAreas() }) });
    for (let unit = 0; unit < this.#options.units; unit += 1) {
      const home = unit % areaCount;
      const skills =
        unit % 9 === 0
          ? ["response", "firearms"]
          : unit % 7 === 0
            ? ["response", "medic"]
            : ["response"];
      const base = middleOf(home);
      this.#ask({
        type: "unit.register",
        callSign: `R${unit}`,
        vehicle: "car",
        skills,
        area: `area-${home}`,
        base,
      });
      // A third of the units is on duty at any time.
      this.#plan((unit % 3) * shiftHours * 3600, () => this.#beginShift(unit));
      if (this.#options.absentShare !== undefined) this.#planShifts(unit);
    }
    this.#plan(1, () => this.#call());
    if ((this.#options.closuresPerHour ?? 0) > 0) this.#plan(60, () => this.#shutStreet());
  }

  /** One action, with the timers that fall due before it. */
  step(): void {
    const action = this.#take();
    for (
      let dueAt = nextDueAt(this.state);
      dueAt > 0 && dueAt <= action.at;
      dueAt = nextDueAt(this.state)
    ) {
      this.now = Math.max(this.now, dueAt);
      this.#ask({ type: "due.work" });
    }
    this.now = action.at;
    action.run();
  }

  #ask(command: Command): Decision {
    this.commands += 1;
    const decision = decide(this.state, command, { now: this.now, at: this.now, by: "amber" });
    if (decision.refusal !== undefined) this.refusals += 1;
    this.#onDecision(decision);
    return decision;
  }

  #made(command: Command): { contact?: number; incident?: number } {
    const decision = this.#ask(command);
    return decision.refusal === undefined ? decision.made : {};
  }

  #plan(seconds: number, run: () => void): void {
    const agenda = this.#agenda;
    const action = { at: this.now + Math.round(seconds * microsPerSecond), run };
    let index = agenda.push(action) - 1;
    for (
      let above = (index - 1) >> 1;
      index > 0 && agenda[above].at > action.at;
      above = (index - 1) >> 1
    ) {
      agenda[index] = agenda[above];
      index = above;
    }
    agenda[index] = action;
  }

  #take(): Action {
    const agenda = this.#agenda;
    const [first] = agenda;
    const last = agenda[agenda.length - 1];
    agenda.length -= 1;
    let index = 0;
    for (let child = 1; child < agenda.length; child = 2 * index + 1) {
      if (child + 1 < agenda.length && agenda[child + 1].at < agenda[child].at) child += 1;
      if (agenda[child].at >= last.at) break;
      agenda[index] = agenda[child];
      index = child;
    }
    if (agenda.length > 0) agenda[index] = last;
    return first;
  }

  /** A month ahead for the first units, a few days for the others: as rosters of some size are. */
  #planShifts(unit: number): void {
    for (let day = 0; day < (unit < 4 ? 28 : 3); day += 1) {
      const fromAt = this.now + ((unit % 3) * shiftHours + day * 24) * microsPerHour + 1;
      const untilAt = fromAt + shiftHours * microsPerHour - 2;
      const team = unit % 2 === 0 ? "red" : "blue";
      this.#ask({ type: "shift.plan", of: { unit }, fromAt, untilAt, team, crew: 2 });
    }
  }

  #beginShift(unit: number): void {
    const { absentShare } = this.#options;
    if (absentShare !== undefined && this.#stream.chance(absentShare)) {
      this.#plan(3 * shiftHours * 3600, () => this.#beginShift(unit));
      return;
    }
    this.#ask({ type: "unit.book-on", unit, crew: 2 });
    this.#plan(shiftHours * 3600, () => this.#endShift(unit));
    this.#plan(this.#stream.between(2, 5) * 3600, () => this.#takeBreak(unit));
  }

  #endShift(unit: number): void {
    if (this.#ask({ type: "unit.book-off", unit }).refusal !== undefined)
      this.#plan(300, () => this.#endShift(unit));
    else this.#plan(2 * shiftHours * 3600, () => this.#beginShift(unit));
  }

  #takeBreak(unit: number): void {
    if (this.state.columns.units.status[unit] !== unitStatuses.code.available) return;
    this.#ask({ type: "unit.set-status", unit, status: "unavailable", reason: "meal break" });
    this.#plan(1800, () => this.#ask({ type: "unit.set-status", unit, status: "available" }));
  }

  #call(): void {
    const { callsPerHour } = this.#options;
    this.#plan(this.#stream.exponential(microsPerHour / microsPerSecond / callsPerHour), () =>
      this.#call(),
    );
    const words = this.#stream.pick(sentences);
    const callerNumber = `01632 96${String(this.#stream.below(10_000)).padStart(4, "0")}`;
    const { contact = 0 } = this.#made({
      type: "contact.receive",
      channel: "call",
      callerNumber,
      words,
    });
    this.#plan(this.#stream.lognormal(5, 0.6), () => this.#answer(contact));
  }

  /** Some are confirmed at once, some later, some never; some are renewed or lifted, the rest expires. */
  #shutStreet(): void {
    const stream = this.#stream;
    const { closuresPerHour = 1 } = this.#options;
    this.#plan(stream.exponential(3600 / closuresPerHour), () => this.#shutStreet());
    const { latE7, lonE7 } = middleOf(stream.below(areaCount));
    const points = [
      [lonE7, latE7],
      [lonE7 + 3_000 + stream.below(9_000), latE7 + stream.below(9_000)],
    ] as const;
    const decision = this.#ask({
      type: "closure.report",
      shape: { kind: stream.pick(["barricade", "stretch"]), points },
      source: stream.pick(["crew", "public", "camera"]),
      sourceGrade: stream.pick(["1", "2"]),
      contentGrade: stream.pick(["A", "C"]),
      expiresAt: this.now + stream.between(1, 12) * microsPerHour,
      description: stream.pick(["tyres across the road", "a lorry on its side"]),
      confirm: stream.chance(0.4),
    });
    const closure = decision.refusal === undefined ? (decision.made.closure ?? 0) : 0;
    this.#plan(stream.between(60, 1_800), () => this.#ask({ type: "closure.confirm", closure }));
    if (stream.chance(0.5))
      this.#plan(stream.between(3_600, 30_000), () =>
        this.#ask({
          type: "closure.renew",
          closure,
          expiresAt: this.now + 2 * microsPerHour,
          reason: "still there",
        }),
      );
    if (stream.chance(0.5))
      this.#plan(stream.between(7_200, 40_000), () =>
        this.#ask({ type: "closure.lift", closure, reason: "clear again" }),
      );
  }

  #answer(contact: number): void {
    if (this.#stream.chance(0.06)) {
      this.#ask({ type: "contact.abandon", contact });
      this.#plan(500, () => this.#ask({ type: "contact.call-back", contact, result: "reached" }));
      this.#plan(560, () => this.#end(contact));
      return;
    }
    this.#ask({ type: "contact.answer", contact });
    if (this.#stream.chance(0.2)) this.#plan(90, () => this.#end(contact));
    else this.#plan(this.#stream.lognormal(70, 0.4), () => this.#open(contact));
  }

  #end(contact: number): void {
    this.#ask({ type: "contact.end", contact, outcome: "advice given" });
  }

  #open(contact: number): void {
    const stream = this.#stream;
    const place = middleOf(stream.below(areaCount));
    const location = {
      state: "verified",
      latE7: place.latE7 + stream.below(40_000),
      lonE7: place.lonE7,
      radiusM: 0,
    } as const;
    this.#ask({ type: "contact.describe", contact, incidentType: "theft", location });
    const grade = grades.names[stream.pickWeighted([3, 4, 2, 1])];
    const incidentType = stream.pick(["theft", "fight", "fight", "shots"]);
    const summary = stream.pick(sentences);
    const thrive = { threat: "some", harm: "none", risk: "some" } as const;
    const { incident = 0 } = this.#made({
      type: "incident.open",
      contact,
      incidentType,
      location,
      grade,
      thrive,
      summary,
    });
    if (grade === "resolution") this.#plan(600, () => this.#close(incident));
    else this.#plan(stream.lognormal(40, 0.7), () => this.#send(incident));
    if (stream.chance(0.3)) this.#plan(stream.between(30, 900), () => this.#note(incident));
  }

  #note(incident: number): void {
    this.#ask({ type: "incident.note", incident, note: this.#stream.pick(sentences) });
  }

  #send(incident: number): void {
    const { units } = this.#options;
    const from = this.#stream.below(units);
    for (let step = 0; step < units; step += 1) {
      const unit = (from + step) % units;
      if (!isFree(this.state, unit)) continue;
      if (!this.#sendUnit(unit, incident)) break;
      return;
    }
    this.#plan(60, () => this.#send(incident));
  }

  /** With what it rests on and the tracked position beside it, as the live loop does. */
  #sendUnit(unit: number, incident: number): boolean {
    const { recommend } = this.#options;
    if (recommend === undefined) {
      if (this.#ask({ type: "unit.send", incident, units: [unit] }).refusal !== undefined)
        return false;
      this.#plan(this.#stream.lognormal(45, 0.5), () => this.#move(unit, incident));
      return true;
    }
    if (findIncidentRow(this.state, incident) < 0) return false;
    const recommendation = recommend(this.state, incident, this.now);
    const chosen = recommendation.options[0]?.unit ?? unit;
    const used = isFree(this.state, chosen) ? chosen : unit;
    const sent = this.#ask({ type: "unit.send", incident, units: [used], recommendation });
    if (sent.refusal !== undefined) return false;
    const { latE7, lonE7 } = middleOf(used % areaCount);
    this.#ask({ type: "unit.place", unit: used, latE7, lonE7, source: "device" });
    this.#plan(this.#stream.lognormal(45, 0.5), () => this.#move(used, incident));
    return true;
  }

  #move(unit: number, incident: number): void {
    const stream = this.#stream;
    this.#ask({ type: "unit.progress", unit, status: "en route", label: "5" });
    const travelSeconds = stream.lognormal(360, 0.5);
    this.#plan(travelSeconds, () => this.#ask({ type: "unit.progress", unit, status: "at scene" }));
    const staySeconds = stream.lognormal(1500, 0.6);
    this.#plan(travelSeconds + staySeconds, () => this.#ask({ type: "unit.clear", unit }));
    this.#plan(travelSeconds + staySeconds + 120, () => this.#close(incident));
  }

  #close(incident: number): void {
    this.#ask({ type: "incident.close", incident, result: "done", words: "dealt with" });
  }
}

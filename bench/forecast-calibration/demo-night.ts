/**
 * The demo's world on a virtual clock, for forecasts to be judged by: the invented town's callers and crews (sim/behaviour)
 * with turnouts, ways on streets, custody, paperwork, meals and shifts that may not arrive, and robots that answer, open
 * and send as the demo's do, all by the live core's own commands. It knows nothing of what a forecast assumes, which is the
 * point. Not here: the server, and judging.
 */
import { assert } from "../../src/base/assert.ts";
import {
  microsFromSeconds,
  microsPerDay,
  microsPerSecond,
  type Instant,
} from "../../src/base/instant.ts";
import { RandomStream } from "../../src/base/random.ts";
import { countUnmet } from "../../src/core/allocation/unmet.ts";
import { findActiveAllocation } from "../../src/core/allocation/changes.ts";
import type { Command } from "../../src/core/commands.ts";
import { decide } from "../../src/core/decide.ts";
import type { Decision } from "../../src/core/decision.ts";
import { nextDueAt } from "../../src/core/due-work.ts";
import { findIncidentRow, makeRegionState } from "../../src/core/state/region-state.ts";
import { grades, incidentStates } from "../../src/core/vocabulary.ts";
import type { PositionOverlay } from "../../src/plan/positions.ts";
import { recommend } from "../../src/plan/recommend.ts";
import type { TravelTimes } from "../../src/plan/travel-times.ts";
import {
  Crew,
  commandOfAct,
  never,
  type CrewAct,
  type Duty,
} from "../../src/sim/behaviour/crew.ts";
import { HappeningSource, type Happening } from "../../src/sim/behaviour/happenings.ts";
import type { Scenario } from "../../src/sim/behaviour/scenario.ts";
import {
  listDuties,
  listPlannedSpans,
  taskFor,
  townCrewSupplies,
} from "../../src/sim/behaviour/town-crews.ts";
import { TownGraph } from "../../src/sim/behaviour/town-graph.ts";
import { makeTown } from "../../src/sim/town/make-town.ts";
import { regionConfigFromTown } from "../../src/sim/town/region-config.ts";
import type { Town } from "../../src/sim/town/town.ts";

/** The demo's robots look about as often. */
const tickMicros = 5 * microsPerSecond;
const retryMicros = 20 * microsPerSecond;
const attendedRetryMicros = 60 * microsPerSecond;
const closeMicros = 45 * microsPerSecond;
const plannedMicros = 4 * microsPerDay;
/** Diverts and stale positions are no question for a robot. */
const accept = ["unit.diverted", "unit.position-stale", "incident.enough-units"] as const;

interface Known {
  readonly happening: Happening;
  readonly sendAfter: Instant;
  tryAgainAt: Instant;
  crews: number;
}

export class DemoNight {
  readonly state = makeRegionState({}, false);
  now: Instant;
  readonly #town: Town;
  readonly #travel: TravelTimes;
  readonly #crews: readonly Crew[];
  readonly #duties: readonly Duty[][];
  readonly #source: HappeningSource;
  readonly #stream: RandomStream;
  readonly #known = new Map<number, Known>();
  readonly #closing = new Map<number, Instant>();
  /** Happenings that a call taker talks about, by when they are opened. */
  readonly #talking: { readonly at: Instant; readonly happening: Happening }[] = [];
  #ahead: Happening;

  constructor(scenario: Scenario, seed: number, travel: TravelTimes) {
    const { seed: townSeed, units, scale } = scenario.town;
    this.#town = makeTown({ seed: townSeed, unitCount: units, scale });
    this.#travel = travel;
    this.now = scenario.startAt;
    this.#source = new HappeningSource(this.#town, scenario, seed);
    this.#ahead = this.#source.next();
    this.#stream = new RandomStream(seed, "demo night");
    const graph = new TownGraph(this.#town);
    const until = scenario.startAt + plannedMicros;
    this.#duties = this.#town.units.map(({ shift }, unit) =>
      listDuties(scenario, unit, shift, until, seed),
    );
    this.#crews = this.#town.units.map(({ base }, unit) => {
      const supplies = townCrewSupplies(this.#town, graph, unit, seed, scenario.travelFactor);
      return new Crew(this.#town.bases[base], supplies);
    });
    this.#register(scenario, until);
  }

  #register(scenario: Scenario, until: Instant): void {
    const town = this.#town;
    this.#must({ type: "region.configure", config: regionConfigFromTown(town, "harbour") });
    for (const [unit, planned] of town.units.entries()) {
      const { callSign, vehicle, skills, area, base, crewCount, shift } = planned;
      const { latE7, lonE7 } = town.bases[base];
      const registered = { callSign, vehicle, skills, area: town.areas[area].code };
      this.#must({ type: "unit.register", ...registered, base: { latE7, lonE7 } });
      for (const [fromAt, untilAt] of listPlannedSpans(scenario, shift, this.now, until))
        this.#must({ type: "shift.plan", of: { unit }, fromAt, untilAt, crew: crewCount });
      this.#planDuty(unit);
    }
  }

  #ask(command: Command): Decision {
    return decide(this.state, command, { now: this.now, at: this.now, by: "robot" });
  }

  #must(command: Command): void {
    const { refusal } = this.#ask(command);
    assert(refusal === undefined, `${command.type}: ${refusal?.message}`);
  }

  /** Of units on duty, as their devices say. */
  positions(): PositionOverlay {
    const count = this.#crews.length;
    const overlay = {
      latE7: new Int32Array(count),
      lonE7: new Int32Array(count),
      at: new Float64Array(count),
    };
    for (const [unit, crew] of this.#crews.entries()) {
      if (crew.phase === "off") continue;
      const { latE7, lonE7 } = crew.positionAt(this.now);
      overlay.latE7[unit] = latE7;
      overlay.lonE7[unit] = lonE7;
      overlay.at[unit] = this.now;
    }
    return overlay;
  }

  playUntil(until: Instant): void {
    while (this.now < until) {
      const next = Math.min(until, this.now + tickMicros);
      for (let due = nextDueAt(this.state); due > 0 && due <= next; due = nextDueAt(this.state)) {
        this.now = Math.max(this.now, due);
        this.#must({ type: "due.work" });
      }
      this.now = next;
      this.#receive();
      for (const unit of this.#crews.keys()) this.#act(unit);
      this.#close();
      if (this.#sendAll()) for (const unit of this.#crews.keys()) this.#follow(unit);
    }
  }

  #receive(): void {
    for (; this.#ahead.at <= this.now; this.#ahead = this.#source.next()) {
      if (this.#ahead.kind === null) continue;
      const seconds = this.#stream.lognormal(4, 0.5) + this.#stream.lognormal(75, 0.45);
      this.#talking.push({
        at: this.#ahead.contacts[0].at + microsFromSeconds(seconds),
        happening: this.#ahead,
      });
    }
    for (let place = this.#talking.length - 1; place >= 0; place -= 1) {
      const { at, happening } = this.#talking[place];
      if (at > this.now) continue;
      this.#talking.splice(place, 1);
      this.#open(happening);
    }
  }

  #open(happening: Happening): void {
    const { kind, grade, latE7, lonE7, area } = happening;
    const decision = this.#ask({
      type: "incident.open",
      incidentType: kind?.code ?? "",
      grade: grades.names[grade],
      location: { state: "verified", latE7, lonE7, radiusM: 0 },
      area: this.#town.areas[area].code,
    });
    assert(decision.refusal === undefined, `open: ${decision.refusal?.message}`);
    const sendAfter = this.now + microsFromSeconds(this.#stream.lognormal(25, 0.4));
    const known = { happening, sendAfter, tryAgainAt: 0, crews: 0 };
    this.#known.set(decision.made.incident ?? -1, known);
  }

  #planDuty(unit: number): void {
    const duties = this.#duties[unit];
    for (let duty = duties.shift(); duty !== undefined; duty = duties.shift())
      if (duty.until > this.now) {
        this.#crews[unit].planDuty(duty);
        return;
      }
  }

  #act(unit: number): void {
    const crew = this.#crews[unit];
    if (crew.dueAt > this.now || crew.dueAt === never) return;
    for (const act of crew.act(this.now)) this.#perform(unit, crew, act);
    this.#follow(unit);
  }

  #perform(unit: number, crew: Crew, act: CrewAct): void {
    const { refusal } = this.#ask(commandOfAct(unit, this.#town.units[unit].crewCount, act));
    if (act.kind !== "book off") return;
    if (refusal === undefined) this.#planDuty(unit);
    // Something is on its stack: the crew stays until it is done.
    else
      crew.planDuty({ from: this.now + microsPerSecond, until: this.now + 900 * microsPerSecond });
  }

  /** The crew does what the room has it on. */
  #follow(unit: number): void {
    const crew = this.#crews[unit];
    const { allocations, incidents } = this.state.columns;
    const active = findActiveAllocation(this.state, unit);
    const incident = active < 0 ? undefined : incidents.number[allocations.incident[active]];
    if (incident === crew.task?.incident) return;
    if (crew.task !== undefined) crew.release(crew.task.incident, this.now);
    const known = incident === undefined ? undefined : this.#known.get(incident);
    if (incident === undefined || known === undefined) return;
    const { happening } = known;
    const order = known.crews;
    known.crews += 1;
    const row = findIncidentRow(this.state, incident);
    const grade = incidents.served[row];
    crew.assign(taskFor(happening, incident, grade, happening, order, this.#stream), this.now);
  }

  #close(): void {
    const { incidents, head } = this.state.columns;
    for (let row = 0; row < head.incidentRows[0]; row += 1) {
      if (incidents.state[row] !== incidentStates.code["awaiting result"]) continue;
      const incident = incidents.number[row];
      const at = this.#closing.get(incident);
      if (at === undefined) this.#closing.set(incident, this.now + closeMicros);
      else if (at <= this.now) {
        this.#ask({ type: "incident.close", incident, result: "resolved" });
        this.#closing.delete(incident);
      }
    }
  }

  /** Who waits by grade and clock, then who lacks a further unit; true when units were sent. */
  #sendAll(): boolean {
    const { incidents, waiting, head } = this.state.columns;
    const rows: number[] = [];
    for (const code of grades.names.keys())
      for (let row = waiting.first[code]; row >= 0; row = incidents.next[row]) rows.push(row);
    let sent = false;
    for (const row of rows) sent = this.#send(row, retryMicros) || sent;
    const { allocated, attended } = incidentStates.code;
    for (let row = 0; row < head.incidentRows[0]; row += 1) {
      const isServed = incidents.state[row] === allocated || incidents.state[row] === attended;
      if (!isServed || incidents.served[row] > grades.code.priority) continue;
      if (this.#known.get(incidents.number[row])?.crews === incidents.heldUnits[row])
        if (countUnmet(this.state, row) > 0) sent = this.#send(row, attendedRetryMicros) || sent;
    }
    return sent;
  }

  #send(row: number, retry: number): boolean {
    const incident = this.state.columns.incidents.number[row];
    const known = this.#known.get(incident);
    if (known === undefined || known.sendAfter > this.now || known.tryAgainAt > this.now)
      return false;
    known.tryAgainAt = this.now + retry;
    const { now } = this;
    const asked = { id: `r-${incident}`, incident, now };
    const advice = recommend(this.state, {
      ...asked,
      travel: this.#travel,
      positions: this.positions(),
    });
    const chosen = advice.options.filter((option) => option.chosen);
    let sent = false;
    for (const mode of ["send", "divert"] as const) {
      const units = chosen
        .filter(({ divert }) => (divert === null) === (mode === "send"))
        .map(({ unit }) => unit);
      if (units.length === 0) continue;
      sent = this.#ask({ type: "unit.send", incident, units, mode, accept }).refusal === undefined;
    }
    return sent;
  }
}

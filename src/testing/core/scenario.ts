/**
 * Given / when / then for the rules: `given(...commands).when(command).thenEvents(...events)` or `.thenRefused(code)`. What is
 * given are commands, or events as a log holds them; both must be taken. Events are compared by what the test names
 * of them: type and facts, in order, none left over. Every step runs on a twin, so each specification also proves that
 * the fold of its events is its state and that a refusal changed nothing.
 */

import assert from "node:assert/strict";
import { microsPerSecond, type Instant } from "../../base/instant.ts";
import type { Command } from "../../core/commands.ts";
import type { CoreEvent } from "../../core/events.ts";
import { evolve } from "../../core/evolve.ts";
import type { RefusalCode, WarningCode } from "../../core/refusal.ts";
import type { RegionConfig } from "../../core/region/config.ts";
import type { RegionState } from "../../core/state/region-state.ts";
import { makeRegionConfig, middleOf } from "./region-config.ts";
import { testStart, Twin, type Outcome } from "./twin.ts";

/** Seconds that pass before the next step. */
export interface Wait {
  readonly waitSeconds: number;
}
/** A command that is entered later than it occurred. */
export interface Late {
  readonly late: Command;
  readonly lateSeconds: number;
}
export type Step = Command | CoreEvent | Wait | Late;

/** What a test says of an event; facts that it does not name are not compared. */
export type Expected = {
  readonly [E in CoreEvent as E["type"]]: { readonly type: E["type"] } & Partial<Omit<E, "type">>;
}[CoreEvent["type"]];

export function wait(waitSeconds: number): Wait {
  return { waitSeconds };
}

export function late(lateSeconds: number, command: Command): Late {
  return { late: command, lateSeconds };
}

/** An instant, in seconds after the start of all test histories. */
export function after(seconds: number): Instant {
  return testStart + seconds * microsPerSecond;
}

/** Steps on an empty region without a configuration. */
export function givenNothing(...steps: Step[]): Scenario {
  return new Scenario(new Twin(), steps);
}

/** Steps on a configured region without units. */
export function given(...steps: Step[]): Scenario {
  return givenConfig({}, ...steps);
}

export function givenConfig(changes: Partial<RegionConfig>, ...steps: Step[]): Scenario {
  return new Scenario(new Twin(), [configured(changes), ...steps]);
}

export class Scenario {
  readonly twin: Twin;

  constructor(twin: Twin, steps: readonly Step[]) {
    this.twin = twin;
    for (const step of steps) take(twin, step);
  }

  get state(): RegionState {
    return this.twin.state;
  }

  when(step: Command | Late): When {
    const { twin } = this;
    return new When(twin, "late" in step ? twin.ask(step.late, step.lateSeconds) : twin.ask(step));
  }
}

function take(twin: Twin, step: Step): void {
  if ("waitSeconds" in step) twin.wait(step.waitSeconds);
  else if ("late" in step) twin.do(step.late, step.lateSeconds);
  else if ("entered" in step) {
    twin.events.push(step);
    for (const state of [twin.state, twin.folded]) evolve(state, step);
  } else twin.do(step);
}

function typesOf(list: readonly { readonly type: string }[]): string[] {
  return list.map(({ type }) => type);
}

function isAreaClock(event: CoreEvent): boolean {
  return (
    (event.type === "no-unit.began" || event.type === "no-unit.ended") && event.incident === null
  );
}

export class When {
  readonly twin: Twin;
  readonly outcome: Outcome;

  constructor(twin: Twin, outcome: Outcome) {
    this.twin = twin;
    this.outcome = outcome;
  }

  get state(): RegionState {
    return this.twin.state;
  }

  /** Exactly these events, in this order; the clocks of areas, which follow from them, are left out. */
  thenEvents(...expected: Expected[]): Scenario {
    return this.#compare(
      this.outcome.events.filter((event) => !isAreaClock(event)),
      expected,
    );
  }

  /** Exactly these events, those about the clocks of areas as well. */
  thenAllEvents(...expected: Expected[]): Scenario {
    return this.#compare(this.outcome.events, expected);
  }

  #compare(events: readonly CoreEvent[], expected: readonly Expected[]): Scenario {
    assert.deepEqual(this.outcome.decision.refusal, undefined);
    assert.deepEqual(typesOf(events), typesOf(expected));
    for (const [index, part] of expected.entries()) {
      const event = events[index] as unknown as Record<string, unknown>;
      const named = Object.keys(part).map((key) => [key, event[key]] as const);
      assert.deepEqual(Object.fromEntries(named), part);
    }
    return new Scenario(this.twin, []);
  }

  /** Exactly these warnings, whatever the events. */
  thenWarned(...codes: WarningCode[]): Scenario {
    const { decision } = this.outcome;
    if (decision.refusal !== undefined) assert.fail(`refused: ${decision.refusal.message}`);
    assert.deepEqual(
      decision.warnings.map(({ code }) => code),
      codes,
    );
    return new Scenario(this.twin, []);
  }

  /** Refused with this code and a sentence for a person; `needs` names what would have to be accepted. */
  thenRefused(code: RefusalCode, needs?: readonly WarningCode[]): Scenario {
    const { refusal } = this.outcome.decision;
    if (refusal === undefined) return assert.fail(`expected ${code}, but it was accepted`);
    assert.equal(refusal.code, code, refusal.message);
    assert.ok(
      refusal.message.length > 10 && !refusal.message.includes("undefined"),
      refusal.message,
    );
    assert.deepEqual(refusal.needs, needs);
    return new Scenario(this.twin, []);
  }
}

export function configured(changes: Partial<RegionConfig> = {}): Command {
  return { type: "region.configure", config: makeRegionConfig(changes) };
}

export interface UnitTraits {
  readonly area: string;
  readonly skills: readonly string[];
  readonly vehicle: string;
}

/** Registers a unit `callSign`; ids count from 0 in the order of registration. */
export function registered(callSign: string, traits: Partial<UnitTraits> = {}): Command {
  const { area, skills, vehicle } = {
    area: "west",
    skills: ["response"],
    vehicle: "car",
    ...traits,
  };
  return { type: "unit.register", callSign, vehicle, skills, area, base: middleOf(0) };
}

/** Registers units and books them on. */
export function onDuty(...units: (string | [string, Partial<UnitTraits>])[]): Command[] {
  return units.flatMap((each, unit) => [
    typeof each === "string" ? registered(each) : registered(...each),
    { type: "unit.book-on", unit, crew: 2 },
  ]);
}

export const somewhere = { state: "verified", ...middleOf(0), radiusM: 0 } as const;

/** Opens an incident in the area `west`; numbers count from 1. */
export function opened(
  grade: "immediate" | "priority" | "scheduled" | "resolution" = "priority",
  changes: Partial<Extract<Command, { type: "incident.open" }>> = {},
): Command {
  return { type: "incident.open", incidentType: "theft", location: somewhere, grade, ...changes };
}

export const ringing: Command = {
  type: "contact.receive",
  channel: "call",
  callerNumber: "01632 960001",
};

/** A call that rings and is answered; `contact` is its number. */
export function answered(contact = 1): Command[] {
  return [ringing, { type: "contact.answer", contact }];
}

export function sent(unit: number, incident = 1): Command {
  return { type: "unit.send", incident, units: [unit] };
}

export function progressed(
  unit: number,
  status: "en route" | "at scene" | "transporting",
): Command {
  return { type: "unit.progress", unit, status };
}

/** A line across a street of the area `west`. */
export const barricade = {
  kind: "barricade",
  points: [
    [10_050_000, 510_050_000],
    [10_051_000, 510_050_500],
  ],
} as const;

/** Reports a closure that expires after 12 hours; numbers count from 1. */
export function closureReported(
  changes: Partial<Extract<Command, { type: "closure.report" }>> = {},
): Command {
  return {
    type: "closure.report",
    shape: barricade,
    source: "crew",
    expiresAt: after(12 * 3600),
    ...changes,
  };
}

export const closureConfirmed: Command = { type: "closure.confirm", closure: 1 };

/** Plans a shift in seconds after the start of all test histories; numbers count from 1. */
export function planned(
  of: { readonly unit: number } | { readonly person: number },
  fromSeconds: number,
  untilSeconds: number,
  changes: Partial<Extract<Command, { type: "shift.plan" }>> = {},
): Command {
  return {
    type: "shift.plan",
    of,
    fromAt: after(fromSeconds),
    untilAt: after(untilSeconds),
    ...changes,
  };
}

/** Registers a constable; ids count from 0. */
export function registeredPerson(
  staffNumber: string,
  changes: Partial<Extract<Command, { type: "person.register" }>> = {},
): Command {
  return { type: "person.register", staffNumber, post: "constable", skills: [], ...changes };
}

/** What fell due until now, as the live loop asks for it. */
export const dueWork: Command = { type: "due.work" };

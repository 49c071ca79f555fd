/**
 * What became of every recorded call when it was played: gathered from the events of the log, beside what the
 * record says, and summed up as first-unit times by grade. A call without an end state is listed, not left out.
 */
import { type Instant, secondsFromMicros } from "../../base/instant.ts";
import type { CoreEvent } from "../../core/events.ts";
import { type Grade, grades } from "../../core/vocabulary.ts";
import type { RecordedCall } from "../../wire/recorded/recorded-day.ts";

export interface CallOutcome {
  readonly call: string;
  readonly grade: Grade;
  readonly receivedAt: Instant;
  contact: number;
  incident: number;
  openedAt: Instant;
  firstSentAt: Instant;
  firstAtSceneAt: Instant;
  closedAt: Instant;
  /** How the contact ended where it became no incident. */
  ended: string;
}

export interface GradeSummary {
  readonly grade: Grade;
  readonly calls: number;
  readonly ended: number;
  readonly rows: readonly MeasureRow[];
}

export interface MeasureRow {
  readonly measure: string;
  readonly recorded: Quantiles;
  readonly played: Quantiles;
}

export interface Quantiles {
  readonly count: number;
  readonly p50: number;
  readonly p90: number;
}

export function quantilesOf(values: readonly number[]): Quantiles {
  const sorted = values.toSorted((a, b) => a - b);
  // The smallest value that at least this share of all values does not exceed.
  const at = (share: number): number =>
    sorted.length === 0 ? Number.NaN : sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  return { count: sorted.length, p50: at(0.5), p90: at(0.9) };
}

export class OutcomeBook {
  readonly outcomes: CallOutcome[];
  readonly #byContact = new Map<number, CallOutcome>();
  readonly #byIncident = new Map<number, CallOutcome>();

  constructor(calls: readonly RecordedCall[]) {
    this.outcomes = calls.map(({ call, grade, receivedAt }) => ({
      call,
      grade,
      receivedAt,
      contact: 0,
      incident: 0,
      openedAt: 0,
      firstSentAt: 0,
      firstAtSceneAt: 0,
      closedAt: 0,
      ended: "",
    }));
  }

  /** `index`: place of the call in the list the book was made from. */
  noteContact(contact: number, index: number): void {
    this.outcomes[index].contact = contact;
    this.#byContact.set(contact, this.outcomes[index]);
  }

  findIndex(incident: number): number | undefined {
    const outcome = this.#byIncident.get(incident);
    return outcome === undefined ? undefined : this.outcomes.indexOf(outcome);
  }

  take(event: CoreEvent): void {
    if (event.type === "contact.linked") {
      const outcome = this.#byContact.get(event.contact);
      if (outcome === undefined) return;
      outcome.incident = event.incident;
      outcome.openedAt = event.at;
      this.#byIncident.set(event.incident, outcome);
    } else if (event.type === "contact.ended") {
      const outcome = this.#byContact.get(event.contact);
      if (outcome !== undefined) outcome.ended = event.outcome;
    } else if ("incident" in event && event.incident !== null) {
      const outcome = this.#byIncident.get(event.incident);
      if (outcome !== undefined) takeIncidentEvent(outcome, event);
    }
  }

  listUnended(): CallOutcome[] {
    return this.outcomes.filter((one) => one.closedAt === 0 && one.ended === "");
  }

  summarise(calls: readonly RecordedCall[]): GradeSummary[] {
    return grades.names.flatMap((grade) => {
      const pairs = calls
        .map((call, index) => ({ call, outcome: this.outcomes[index] }))
        .filter(({ call }) => call.grade === grade);
      if (pairs.length === 0) return [];
      const ended = pairs.filter(
        ({ outcome }) => outcome.closedAt > 0 || outcome.ended !== "",
      ).length;
      return {
        grade,
        calls: pairs.length,
        ended,
        rows: measures.map((measure) => measureRow(measure, pairs)),
      };
    });
  }
}

function takeIncidentEvent(outcome: CallOutcome, event: CoreEvent): void {
  if (event.type === "unit.allocated" && outcome.firstSentAt === 0) outcome.firstSentAt = event.at;
  else if (
    event.type === "unit.progressed" &&
    event.status === "at scene" &&
    outcome.firstAtSceneAt === 0
  ) {
    outcome.firstAtSceneAt = event.at;
  } else if (event.type === "incident.closed") outcome.closedAt = event.at;
  else if (event.type === "incident.reopened") outcome.closedAt = 0;
}

interface Pair {
  readonly call: RecordedCall;
  readonly outcome: CallOutcome;
}

interface Measure {
  readonly name: string;
  readonly recorded: (call: RecordedCall) => readonly [from: Instant, to: Instant];
  readonly played: (outcome: CallOutcome) => readonly [from: Instant, to: Instant];
}

/** 0 where no response has the time. */
function firstOf(call: RecordedCall, key: "dispatchedAt" | "onSceneAt"): Instant {
  const times = call.responses.flatMap((response) => response[key] ?? []);
  return times.length === 0 ? 0 : Math.min(...times);
}

const measures: readonly Measure[] = [
  {
    name: "received to first unit sent",
    recorded: (call) => [call.receivedAt, firstOf(call, "dispatchedAt")],
    played: (outcome) => [outcome.receivedAt, outcome.firstSentAt],
  },
  {
    name: "first unit sent to first at scene",
    recorded: (call) => [firstOf(call, "dispatchedAt"), firstOf(call, "onSceneAt")],
    played: (outcome) => [outcome.firstSentAt, outcome.firstAtSceneAt],
  },
  {
    name: "received to first at scene",
    recorded: (call) => [call.receivedAt, firstOf(call, "onSceneAt")],
    played: (outcome) => [outcome.receivedAt, outcome.firstAtSceneAt],
  },
];

function secondsOf([from, to]: readonly [Instant, Instant]): number[] {
  return from > 0 && to >= from ? [secondsFromMicros(to - from)] : [];
}

function measureRow(measure: Measure, pairs: readonly Pair[]): MeasureRow {
  return {
    measure: measure.name,
    recorded: quantilesOf(pairs.flatMap(({ call }) => secondsOf(measure.recorded(call)))),
    played: quantilesOf(pairs.flatMap(({ outcome }) => secondsOf(measure.played(outcome)))),
  };
}

export function writeSummary(summaries: readonly GradeSummary[]): string {
  const lines: string[] = [];
  const cell = (value: number): string =>
    (Number.isNaN(value) ? "-" : value.toFixed(0)).padStart(6);
  for (const { grade, calls, ended, rows } of summaries) {
    lines.push(`${grade}: ${calls} calls, ${ended} with an end state; seconds`);
    lines.push(`  ${"".padEnd(36)}${"recorded".padStart(20)}${"played".padStart(20)}`);
    lines.push(
      `  ${"".padEnd(36)}${"n    p50    p90".padStart(20)}${"n    p50    p90".padStart(20)}`,
    );
    for (const { measure, recorded, played } of rows) {
      const side = (one: Quantiles): string =>
        `${String(one.count).padStart(8)}${cell(one.p50)}${cell(one.p90)}`;
      lines.push(`  ${measure.padEnd(36)}${side(recorded)}${side(played)}`);
    }
  }
  return `${lines.join("\n")}\n`;
}

/** What can happen to a recall. It stands in the person's own columns; one at a time. */

import { noInstant, type Instant } from "../../base/instant.ts";
import type { CoreEvent } from "../events.ts";
import { scheduleCustody } from "../custody/changes.ts";
import { advance } from "../state/change.ts";
import type { RegionState } from "../state/region-state.ts";
import { recallStates, type RecallAnswer, type RecallEnd } from "../vocabulary.ts";
import type { PersonRecalled, RecallEvent } from "./recall-events.ts";

const states = recallStates.code;

export type RecallFacts = Pick<
  PersonRecalled,
  "fromAt" | "deadlineAt" | "debtMinutes" | "averageWeekHours"
>;

export function recallPerson(
  state: RegionState,
  at: Instant,
  person: number,
  facts: RecallFacts,
  reason: string,
): void {
  advance(state, at);
  const { people, head } = state.columns;
  people.recallState[person] = states.asked;
  people.recalledAt[person] = at;
  people.recallFromAt[person] = facts.fromAt;
  people.recallDueAt[person] = facts.deadlineAt;
  people.recallOverridden[person] = 0;
  head.recalls[0] += 1;
  head.openRecalls[0] += 1;
  scheduleCustody(state, at, person);
  const { fromAt, deadlineAt, debtMinutes, averageWeekHours } = facts;
  put(state, at, { type: "person.recalled", person, fromAt, deadlineAt, debtMinutes, averageWeekHours, text: { reason } }); // prettier-ignore
}

/** Whoever says to come is awaited: `dueAt` is when it alarms that nobody came. */
export function answerRecall(
  state: RegionState,
  at: Instant,
  person: number,
  answer: RecallAnswer,
  etaAt: Instant,
): void {
  advance(state, at);
  const { people, head } = state.columns;
  if (answer === "comes") {
    people.recallState[person] = states.comes;
    people.recallFromAt[person] = etaAt;
    people.recallDueAt[person] = etaAt;
  } else {
    close(state, person);
    head.recallsDeclined[0] += 1;
  }
  scheduleCustody(state, at, person);
  put(state, at, { type: "recall.answered", person, answer, etaAt });
}

export function endRecall(
  state: RegionState,
  at: Instant,
  person: number,
  end: RecallEnd,
  reason: string | undefined,
): void {
  advance(state, at);
  close(state, person);
  if (end === "came") state.columns.head.recallsCame[0] += 1;
  scheduleCustody(state, at, person);
  const text = reason === undefined ? {} : { text: { reason } };
  put(state, at, { type: "recall.ended", person, end, ...text });
}

function close(state: RegionState, person: number): void {
  const { people, head } = state.columns;
  people.recallState[person] = states.none;
  people.recallDueAt[person] = noInstant;
  head.openRecalls[0] -= 1;
}

type Facts = RecallEvent extends infer Each
  ? Each extends CoreEvent
    ? Omit<Each, "at" | "entered" | "by">
    : never
  : never;

function put(state: RegionState, at: Instant, facts: Facts): void {
  if (!state.sink.open) return;
  const { type, ...rest } = facts;
  state.sink.put({ type, at, entered: state.enteredAt, by: state.by, ...rest } as CoreEvent);
}

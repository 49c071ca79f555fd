/**
 * Tells the log that the record does not keep up, or lacks the cosignatures that it needs, each once while it lasts, with an alarm
 * that somebody acknowledges: what happens then could be changed unseen. The alarm ends by itself when it is over. Not here: how
 * it is noticed and for how long it may last before it is said (live/record/record-watch.ts).
 */

import { noInstant, type Instant } from "../../base/instant.ts";
import { endAlarmOf, raiseAlarm } from "../alarm/changes.ts";
import type { Command, CommandContext } from "../commands.ts";
import { accept, reject, shown, type Decision } from "../decision.ts";
import { limits } from "../limits.ts";
import { refuse, type Refusal } from "../refusal.ts";
import { advance } from "../state/change.ts";
import type { RegionState } from "../state/region-state.ts";

type Of<T extends Command["type"]> = Extract<Command, { type: T }>;

const codePattern = /^[a-z]+\.[a-z-]{1,60}$/;

function unchanged(): Decision {
  return reject(refuse("record.unchanged", "that is told already"));
}

export function decideNoteSigning(
  state: RegionState,
  { isUpToDate, code }: Of<"record.note-signing">,
  { at }: CommandContext,
): Decision {
  if (typeof isUpToDate !== "boolean")
    return reject(
      refuse("value.invalid", `isUpToDate: got ${shown(isUpToDate)}, expected true or false`),
    );
  if (!isUpToDate && (typeof code !== "string" || !codePattern.test(code)))
    return reject(
      refuse("value.invalid", `code: got ${shown(code)}, expected one like record.late`),
    );
  const { record } = state.columns;
  if (isUpToDate === (record.behindAt[0] === noInstant)) return unchanged();
  if (isUpToDate) {
    endAlarmOf(state, at, record.behindAlarm, 0);
    catchUp(state, at);
  } else {
    fallBehind(state, at, code);
    raiseAlarm(state, at, "record behind", 0);
  }
  return accept();
}

function checkCount(field: string, value: unknown): Refusal | undefined {
  const isCount = Number.isSafeInteger(value) && (value as number) >= 0;
  if (isCount && (value as number) <= limits.witnesses) return undefined;
  return refuse(
    "value.invalid",
    `${field}: got ${shown(value as number)}, expected 0 to ${limits.witnesses}`,
  );
}

export function decideNoteCosigning(
  state: RegionState,
  { present, required }: Of<"record.note-cosigning">,
  { at }: CommandContext,
): Decision {
  const fault = checkCount("present", present) ?? checkCount("required", required);
  if (fault !== undefined) return reject(fault);
  const { record } = state.columns;
  const isEnough = present >= required;
  if (isEnough === (record.uncosignedAt[0] === noInstant)) return unchanged();
  if (isEnough) {
    endAlarmOf(state, at, record.uncosignedAlarm, 0);
    turnCosigned(state, at);
  } else {
    turnUncosigned(state, at, { present, required });
    raiseAlarm(state, at, "cosignatures missing", 0);
  }
  return accept();
}

export function fallBehind(state: RegionState, at: Instant, code: string): void {
  advance(state, at);
  state.columns.record.behindAt[0] = at;
  const { enteredAt: entered, by, sink } = state;
  if (sink.open) sink.put({ type: "record.fell-behind", at, entered, by, code });
}

export function catchUp(state: RegionState, at: Instant): void {
  advance(state, at);
  state.columns.record.behindAt[0] = noInstant;
  const { enteredAt: entered, by, sink } = state;
  if (sink.open) sink.put({ type: "record.caught-up", at, entered, by });
}

export function turnUncosigned(
  state: RegionState,
  at: Instant,
  { present, required }: { readonly present: number; readonly required: number },
): void {
  advance(state, at);
  state.columns.record.uncosignedAt[0] = at;
  const { enteredAt: entered, by, sink } = state;
  if (sink.open) sink.put({ type: "record.uncosigned", at, entered, by, present, required });
}

export function turnCosigned(state: RegionState, at: Instant): void {
  advance(state, at);
  state.columns.record.uncosignedAt[0] = noInstant;
  const { enteredAt: entered, by, sink } = state;
  if (sink.open) sink.put({ type: "record.cosigned", at, entered, by });
}

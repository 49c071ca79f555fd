/**
 * Deciders of gaps: the server notes that it took nothing for a while, or that its clock jumped, and a person says that all of
 * it was entered. A gap of a minute or more alarms until then: what happened in it stands on paper. Not here: how a gap is
 * noticed (live/heartbeat.ts).
 */

import { microsPerMinute, type Instant } from "../../base/instant.ts";
import { endAlarm, endAlarmOf, raiseAlarm } from "../alarm/changes.ts";
import type { Command, CommandContext } from "../commands.ts";
import { accept, reject, shown, type Decision } from "../decision.ts";
import { refuse } from "../refusal.ts";
import type { RegionState } from "../state/region-state.ts";
import { gapKinds } from "../vocabulary.ts";
import { findGapRow, nextGapRow, noteGap, settleGap } from "./changes.ts";

type Of<T extends Command["type"]> = Extract<Command, { type: T }>;

/** Shorter ones are in the log and alarm nobody: a restart takes seconds, and nothing is on paper. */
export const gapAlarmMicros = microsPerMinute;

function isInstant(value: unknown): value is Instant {
  return Number.isSafeInteger(value) && (value as number) > 0;
}

export function decideNoteGap(
  state: RegionState,
  { kind, beforeAt, afterAt }: Of<"gap.note">,
  { at }: CommandContext,
): Decision {
  if (!gapKinds.names.includes(kind))
    return reject(
      refuse("value.invalid", `kind: got ${shown(kind)}, expected ${gapKinds.names.join(", ")}`),
    );
  if (!isInstant(beforeAt) || !isInstant(afterAt))
    return reject(
      refuse(
        "value.invalid",
        `beforeAt, afterAt: got ${shown(beforeAt)}, ${shown(afterAt)}, expected microseconds since 1970`,
      ),
    );
  if (beforeAt > afterAt !== (kind === "clock back") && beforeAt !== afterAt)
    return reject(
      refuse("value.invalid", `beforeAt: expected it before afterAt, or after it for "clock back"`),
    );
  const { gaps } = state.columns;
  const next = nextGapRow(state);
  if (gaps.number[next] > 0 && gaps.alarm[next] >= 0) endAlarm(state, at, gaps.alarm[next]);
  const row = noteGap(state, at, { kind, beforeAt, afterAt });
  if (Math.abs(afterAt - beforeAt) >= gapAlarmMicros)
    raiseAlarm(state, at, "gap in the log", gaps.number[row]);
  else settleGap(state, at, row);
  return accept();
}

export function decideSettleGap(
  state: RegionState,
  { gap }: Of<"gap.settle">,
  { at }: CommandContext,
): Decision {
  const { gaps } = state.columns;
  const row = Number.isInteger(gap) ? findGapRow(state, gap) : -1;
  if (row < 0) return reject(refuse("gap.unknown", `gap ${shown(gap)}: no such gap is kept`));
  if (gaps.settled[row] === 1)
    return reject(refuse("gap.settled", `gap ${gap} is settled already`));
  endAlarmOf(state, at, gaps.alarm, row);
  settleGap(state, at, row);
  return accept();
}

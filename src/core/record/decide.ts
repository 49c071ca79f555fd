/**
 * Facts about the record, kept in the log so that the record itself has an entry for them: that a text was erased, by whom
 * and why, and which keys sign. They change no column. The erasing is done beside the log, after the fact is durable.
 */

import type { Instant } from "../../base/instant.ts";
import type { Command, CommandContext } from "../commands.ts";
import { accept, checkReason, checkText, reject, shown, type Decision } from "../decision.ts";
import { limits } from "../limits.ts";
import { refuse } from "../refusal.ts";
import { advance } from "../state/change.ts";
import type { RegionState } from "../state/region-state.ts";

export function decideEraseText(
  state: RegionState,
  { position, askedBy, reason }: Extract<Command, { type: "record.erase-text" }>,
  context: CommandContext,
): Decision {
  const head = state.columns.head.position[0];
  if (!Number.isSafeInteger(position) || position < 1 || position > head)
    return reject(
      refuse("value.invalid", `position: got ${shown(position)}, expected 1 to ${head}`),
    );
  const fault = checkText("askedBy", askedBy, limits.nameLength) ?? checkReason(reason);
  if (fault !== undefined) return reject(fault);
  eraseText(state, context.at, { position, askedBy, text: { reason } });
  return accept();
}

export function decideSetKeys(
  state: RegionState,
  { keys }: Extract<Command, { type: "record.set-keys" }>,
  context: CommandContext,
): Decision {
  if (!Array.isArray(keys) || keys.length === 0 || keys.length > limits.recordKeys)
    return reject(refuse("value.invalid", `keys: expected a list of 1 to ${limits.recordKeys}`));
  const fault = keys
    .map((key: unknown) =>
      typeof key === "string"
        ? checkText("key", key, limits.recordKeyLength)
        : refuse("value.invalid", "key: expected text"),
    )
    .find((each) => each !== undefined);
  if (fault !== undefined) return reject(fault);
  setKeys(state, context.at, keys);
  return accept();
}

export interface ErasedText {
  readonly position: number;
  readonly askedBy: string;
  readonly text: { readonly reason: string };
}

/** `text` may itself have been erased. */
export function eraseText(
  state: RegionState,
  at: Instant,
  { position, askedBy, text }: ErasedText,
): void {
  advance(state, at);
  const { enteredAt: entered, by, sink } = state;
  if (sink.open) sink.put({ type: "record.text-erased", at, entered, by, position, askedBy, text });
}

export function setKeys(state: RegionState, at: Instant, keys: readonly string[]): void {
  advance(state, at);
  const { enteredAt: entered, by, sink } = state;
  if (sink.open) sink.put({ type: "record.keys-set", at, entered, by, keys });
}

/**
 * A line of the command grammar as commands of the core, read against the state of the moment it is decided in. The
 * grammar is the core's own module; here its fault becomes a fault of the live loop, and the warnings a person has
 * accepted are added to what is sent.
 */

import type { Instant } from "../base/instant.ts";
import type { Command } from "../core/commands.ts";
import { listFaults } from "../core/grammar/list-faults.ts";
import { namesFromState } from "../core/grammar/names-from-state.ts";
import type { FoundPlace } from "../core/grammar/names.ts";
import { parseLine } from "../core/grammar/parse-line.ts";
import type { WarningCode } from "../core/refusal.ts";
import type { RegionState } from "../core/state/region-state.ts";
import { LiveFault } from "./fault.ts";

export interface AskedLine {
  readonly line: string;
  readonly accept: readonly WarningCode[];
  readonly now: Instant;
  /** Place names of the loaded map; undefined where there is none. */
  readonly findPlace: ((words: string) => FoundPlace | undefined) | undefined;
}

export function readLine(asked: AskedLine, state: RegionState): readonly Command[] {
  const { line, accept, now, findPlace } = asked;
  const names = namesFromState(state, findPlace);
  const { commands, fault } = parseLine(line, names, now);
  if (fault !== undefined) {
    const messages = listFaults(line, names, now).map(({ message }) => message);
    throw new LiveFault(fault.code, messages.join("; "));
  }
  if (accept.length === 0) return commands;
  return commands.map((command) =>
    command.type === "unit.send" ? { ...command, accept } : command,
  );
}

/**
 * Words about who somebody is, put into the texts of a command: whatever is said with them has to be decided, counted and
 * recorded as if they were not there.
 */

import type { RandomStream } from "../../base/random.ts";
import type { Command } from "../../core/commands.ts";

/** Texts of commands; everything else is a code, a number or a closed name. */
const textFields = [
  "callerName",
  "callerNumber",
  "words",
  "place",
  "summary",
  "thriveWords",
  "reason",
  "note",
  "issuer",
  "basis",
];

const phrases = [
  "Romanian national",
  "asylum seeker",
  "refugee family",
  "devout Muslim",
  "Jewish",
  "Catholic priest",
  "Roma",
  "Black male",
  "union member",
  "illegal immigrant",
  "migrant worker",
  "speaks no English",
];

/** The same command with such words in each of its texts; commands without a text are as they were. */
export function withPhrases(command: Command, stream: RandomStream): Command {
  // Its reason is one of a closed list.
  if (command.type === "unit.set-status") return command;
  const said = { ...command } as Record<string, unknown>;
  for (const field of textFields) {
    const text = said[field];
    // A blank text means something (no number, no reason), a too long one too; both stay what they are.
    if (
      typeof text !== "string" ||
      text.trim() === "" ||
      text.length > 1_000 ||
      field === "callerNumber"
    )
      continue;
    said[field] = `${stream.pick(phrases)}, ${text}, ${stream.pick(phrases)}`;
  }
  return said as unknown as Command;
}

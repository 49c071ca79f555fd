/**
 * `muster do "send AB12 > 1043"`: one line of the command grammar through the public API, with an id of its own so
 * that a repeated attempt after a lost answer does nothing twice. `--preview` shows what would happen and does nothing.
 */

import { randomUUID } from "node:crypto";
import type { Command } from "commander";
import { addClientOptions, Client, type ClientOptions } from "./client.ts";
import { eventsText, printJson, printLine } from "./print.ts";
import { CliFault } from "./fault.ts";

interface DoOptions extends ClientOptions {
  readonly region?: string;
  readonly preview?: boolean;
  readonly accept?: string;
  readonly id?: string;
  readonly json?: boolean;
}

interface Preview {
  readonly events: readonly string[];
  readonly warnings: readonly { readonly message: string }[];
  readonly refusal?: { readonly code: string; readonly message: string };
}

interface Done {
  readonly position: number;
  readonly events: number;
  readonly made: Readonly<Record<string, number>>;
  readonly warnings: readonly { readonly message: string }[];
  readonly replayed?: true;
}

export function addDoCommand(program: Command): void {
  const command = program
    .command("do")
    .description("give a command in the command grammar, for example: muster do 'send AB12 > 1043'")
    .argument("<line...>", "the line; quote it, because > means something to a shell")
    .option("--region <id>", "region; needed when the server has several")
    .option("--preview", "show what would happen and do nothing")
    .option("--accept <codes>", "warnings that are accepted, with commas between")
    .option("--id <id>", "id of the command, to repeat one whose answer was lost")
    .option("--json", "print the server's answer as it is");
  addClientOptions(command).action(doLine);
}

async function doLine(words: string[], options: DoOptions): Promise<void> {
  const client = await Client.open(options, "supervisor");
  const region = encodeURIComponent(await client.region(options.region));
  const line = words.join(" ");
  if (options.preview === true) {
    const preview = await client.ask<Preview>("POST", `/api/regions/${region}/preview`, { line });
    if (options.json === true) printJson(preview);
    else printPreview(preview);
    return;
  }
  const id = options.id ?? randomUUID();
  const accept = options.accept?.split(",").map((code) => code.trim());
  const body = { id, line, ...(accept === undefined ? {} : { accept }) };
  const done = await client.ask<Done>("POST", `/api/regions/${region}/commands`, body);
  if (options.json === true) printJson(done);
  else printDone(done);
}

function printPreview({ events, warnings, refusal }: Preview): void {
  if (refusal !== undefined)
    throw new CliFault("cli.refused", `${refusal.message} [${refusal.code}]`);
  for (const event of events) printLine(`would happen: ${event}`);
  for (const warning of warnings) printLine(`warning: ${warning.message}`);
  if (events.length === 0) printLine("nothing would happen");
}

function printDone({ position, events, made, warnings, replayed }: Done): void {
  const numbers = Object.entries(made).map(([what, number]) => `${what} ${number}`);
  const what = [...numbers, `${eventsText(events)} up to position ${position}`].join(", ");
  printLine(`${replayed === true ? "done before" : "done"}: ${what}`);
  for (const warning of warnings) printLine(`warning: ${warning.message}`);
}

/** `muster gaps ...`: gaps of the log of a running server, when it took nothing or its clock jumped; to settle one is a command. */

import { randomUUID } from "node:crypto";
import type { Command } from "commander";
import { rfc3339FromInstant } from "../base/instant.ts";
import { gapText } from "../core/gap/gap-text.ts";
import type { GapView } from "../wire/gap-schema.ts";
import { addClientOptions, Client, type ClientOptions } from "./client.ts";
import { CliFault } from "./fault.ts";
import { printJson, printLine } from "./print.ts";

interface GapOptions extends ClientOptions {
  readonly region?: string;
  readonly json?: boolean;
}

export function addGapsCommand(program: Command): void {
  const gaps = program
    .command("gaps")
    .description("gaps of the log: when Muster took nothing, or its clock jumped");
  const list = gaps.command("list").description("list them, the newest first");
  const settle = gaps
    .command("settle")
    .description("say that all that happened in one is entered")
    .argument("<number>", "its number");
  for (const command of [list, settle])
    addClientOptions(
      command
        .option("--region <id>", "region; needed when the server has several")
        .option("--json", "print the server's answer as it is"),
    );
  list.action(listOfGaps);
  settle.action(settleGap);
}

/** One line for each, as it stands under whatever is counted over time. */
export function gapLine(gap: GapView): string {
  const { lateEntries, lastEntryAt, isSettled } = gap;
  const entered =
    lastEntryAt === null
      ? "nothing of it is entered"
      : `${lateEntries} events of it are entered, the last at ${rfc3339FromInstant(lastEntryAt).slice(0, 19)}Z`;
  return `gap ${gap.gap}: ${gapText(gap)} | ${entered} | ${isSettled ? "settled" : "NOT SETTLED"}`;
}

async function open(options: GapOptions) {
  const client = await Client.open(options, "supervisor");
  const path = `/api/regions/${encodeURIComponent(await client.region(options.region))}`;
  return { client, path };
}

async function listOfGaps(options: GapOptions): Promise<void> {
  const { client, path } = await open(options);
  const answer = await client.ask<{ gaps: GapView[] }>("GET", `${path}/gaps`);
  if (options.json === true) printJson(answer);
  else for (const gap of answer.gaps) printLine(gapLine(gap));
  if (options.json !== true && answer.gaps.length === 0) printLine("the log has no gap");
}

async function settleGap(number: string, options: GapOptions): Promise<void> {
  if (!/^[1-9]\d{0,8}$/.test(number))
    throw new CliFault(
      "cli.asked-wrongly",
      `The number is ${JSON.stringify(number)}, expected a whole number above 0.`,
    );
  const { client, path } = await open(options);
  const command = { type: "gap.settle", gap: Number(number) };
  const done = await client.ask<{ position: number }>("POST", `${path}/commands`, {
    id: randomUUID(),
    command,
  });
  if (options.json === true) printJson(done);
  else printLine(`done: gap ${number} is settled, position ${done.position}`);
}

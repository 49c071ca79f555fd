/** `muster warning ...`: warnings of a running server through its public API: issued, acknowledged, ended, listed. */

import { randomUUID } from "node:crypto";
import type { Command } from "commander";
import { rfc3339FromInstant } from "../base/instant.ts";
import { roles, type Role } from "../core/vocabulary.ts";
import type { WarningView } from "../http/routes/warnings.ts";
import { addClientOptions, Client, type ClientOptions } from "./client.ts";
import { CliFault } from "./fault.ts";
import { printJson, printLine } from "./print.ts";

interface RegionOptions extends ClientOptions {
  readonly region?: string;
  readonly json?: boolean;
}

export function addWarningCommand(program: Command): void {
  const warning = program
    .command("warning")
    .description("warnings: notices that named roles must acknowledge");
  const add = (name: string, about: string): Command =>
    warning
      .command(name)
      .description(about)
      .option("--region <id>", "region; needed when the server has several")
      .option("--json", "print the server's answer as it is");
  addClientOptions(add("list", "list warnings").option("--all", "ended ones, too")).action(
    listWarnings,
  );
  addClientOptions(
    add("issue", "warn roles of something")
      .argument("<words>", "what to warn of")
      .requiredOption("--to <roles>", "who must acknowledge it, with commas between"),
  ).action(issueWarning);
  addClientOptions(
    add("acknowledge", "acknowledge a warning for a role")
      .argument("<number>", "number of the warning")
      .requiredOption("--role <role>", "one's own; of a supervisor or overseer any that it names"),
  ).action(acknowledgeWarning);
  addClientOptions(
    add("end", "end a warning that all have acknowledged")
      .argument("<number>", "number of the warning")
      .requiredOption("--reason <words>", "why it is over"),
  ).action(endWarning);
}

async function open(options: RegionOptions): Promise<{ client: Client; path: string }> {
  const client = await Client.open(options, "supervisor");
  return {
    client,
    path: `/api/regions/${encodeURIComponent(await client.region(options.region))}`,
  };
}

function roleOf(text: string): Role {
  const role = roles.names.find((each) => each === text.trim());
  if (role !== undefined) return role;
  throw new CliFault(
    "cli.asked-wrongly",
    `The role is ${JSON.stringify(text)}, expected one of ${roles.names.join(", ")}; quote those of two words.`,
  );
}

function numberOf(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new CliFault(
    "cli.asked-wrongly",
    `The number is ${JSON.stringify(text)}, expected that of a warning.`,
  );
}

async function send(command: object, options: RegionOptions): Promise<void> {
  const { client, path } = await open(options);
  const done = await client.ask<{ position: number; made: { warning?: number } }>(
    "POST",
    `${path}/commands`,
    { id: randomUUID(), command },
  );
  if (options.json === true) printJson(done);
  else {
    const made = done.made.warning === undefined ? "" : `warning ${done.made.warning}, `;
    printLine(`done: ${made}position ${done.position}`);
  }
}

async function issueWarning(words: string, options: RegionOptions & { readonly to: string }) {
  const named = options.to.split(",").map(roleOf);
  await send({ type: "warning.issue", roles: named, words }, options);
}

async function acknowledgeWarning(
  number: string,
  options: RegionOptions & { readonly role: string },
) {
  // prettier-ignore
  const command = { type: "warning.acknowledge", warning: numberOf(number), role: roleOf(options.role) }; // prettier-ignore
  await send(command, options);
}

async function endWarning(number: string, options: RegionOptions & { readonly reason: string }) {
  await send({ type: "warning.end", warning: numberOf(number), reason: options.reason }, options);
}

async function listWarnings(options: RegionOptions & { readonly all?: boolean }): Promise<void> {
  const { client, path } = await open(options);
  const state = options.all === true ? "all" : "open";
  const answer = await client.ask<{ open: number; warnings: WarningView[] }>(
    "GET",
    `${path}/warnings?state=${state}&limit=1000`,
  );
  if (options.json === true) {
    printJson(answer);
    return;
  }
  for (const warning of answer.warnings) printLine(lineOf(warning));
  printLine(`${answer.open} open`);
}

function lineOf({ warning, state, roles: named, missing, ...rest }: WarningView): string {
  const parts = [
    `${warning} ${state}`,
    `to ${named.join(", ")}, ${rfc3339FromInstant(rest.issuedAt).slice(0, 19)}Z`,
    ...(missing.length === 0 ? [] : [`NOT ACKNOWLEDGED by ${missing.join(", ")}`]),
    ...(rest.escalatedTo === null ? [] : [`told: ${rest.escalatedTo}`]),
    rest.words,
    ...(state === "ended" ? [`ended: ${rest.reason}`] : []),
  ];
  return parts.join(" | ");
}

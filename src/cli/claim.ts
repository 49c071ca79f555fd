/** `muster claim ...`: who works on what in a running server, through its public API: list, make, release. */

import type { Command } from "commander";
import { rfc3339FromInstant, type Instant } from "../base/instant.ts";
import type { ClaimView } from "../http/routes/claims.ts";
import { addClientOptions } from "./client.ts";
import { CliFault } from "./fault.ts";
import { printJson, printLine } from "./print.ts";
import {
  addRegionOptions,
  openRegion,
  sendCommand,
  wholeNumber,
  type RegionOptions,
} from "./region-call.ts";

export function addClaimCommand(program: Command): void {
  const claim = program.command("claim").description("claims: who works on what");
  const add = (name: string, about: string): Command =>
    addRegionOptions(claim.command(name).description(about));
  addClientOptions(add("list", "list them, what came back first")).action(list);
  addClientOptions(
    add("make", "say that you work on something")
      .argument("<kind>", "contact, incident, channel or area")
      .argument("<which>", "its number, or the channel, or the code of the area")
      .option("--take-over", "also from somebody else"),
  ).action(make);
  addClientOptions(
    add("release", "give one back").argument("<claim>", "number of the claim"),
  ).action(release);
}

function subjectOf(kind: string, which: string): object {
  if (kind === "contact" || kind === "incident")
    return { kind, number: wholeNumber(`The ${kind}`, which) };
  if (kind === "channel") return { kind, channel: which };
  if (kind === "area") return { kind, area: which };
  throw new CliFault(
    "cli.asked-wrongly",
    `The kind is ${JSON.stringify(kind)}, expected contact, incident, channel or area.`,
  );
}

async function make(
  kind: string,
  which: string,
  options: RegionOptions & { readonly takeOver?: boolean },
): Promise<void> {
  const of = subjectOf(kind, which);
  const accept = options.takeOver === true ? { accept: ["claim.held"] } : {};
  await sendCommand(await openRegion(options), { type: "claim.make", of, ...accept }, options);
}

async function release(claim: string, options: RegionOptions): Promise<void> {
  const command = { type: "claim.release", claim: wholeNumber("The claim", claim) };
  await sendCommand(await openRegion(options), command, options);
}

function timeText(at: Instant): string {
  return `${rfc3339FromInstant(at).slice(0, 19)}Z`;
}

async function list(options: RegionOptions): Promise<void> {
  const { client, path } = await openRegion(options);
  const answer = await client.ask<{ claims: ClaimView[] }>("GET", `${path}/claims`);
  if (options.json === true) {
    printJson(answer);
    return;
  }
  for (const each of answer.claims) {
    const subject = `${each.kind} ${each.number > 0 ? each.number : each.code}`;
    const back =
      each.returnedAt === null ? "" : ` | CAME BACK ${timeText(each.returnedAt)} (${each.cause})`;
    printLine(`${each.claim} ${subject} | ${each.by} since ${timeText(each.claimedAt)}${back}`);
  }
  if (answer.claims.length === 0) printLine("nothing is claimed");
}

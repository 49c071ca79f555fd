/** `muster hand-over ...`: what is open and must be handed on, in a running server: show, begin, confirm, withdraw. */

import type { Command } from "commander";
import { rfc3339FromInstant, type Instant } from "../base/instant.ts";
import type { HandOverView } from "../wire/hand-over-schema.ts";
import { addClientOptions } from "./client.ts";
import { printJson, printLine } from "./print.ts";
import {
  addRegionOptions,
  openRegion,
  sendCommand,
  wholeNumber,
  type RegionOptions,
} from "./region-call.ts";

export function addHandOverCommand(program: Command): void {
  const handOver = program.command("hand-over").description("what is open, handed on by name");
  const add = (name: string, about: string): Command =>
    addRegionOptions(handOver.command(name).description(about));
  addClientOptions(add("show", "show what is open, and hand-overs nobody has confirmed")).action(
    show,
  );
  addClientOptions(
    add("begin", "your duty ends").option("--words <words>", "what the next one must know"),
  ).action(begin);
  addClientOptions(
    add("confirm", "you take over")
      .argument("<number>", "number of the hand-over")
      .requiredOption("--name <name>", "your name"),
  ).action(confirm);
  addClientOptions(
    add("withdraw", "it was begun by mistake")
      .argument("<number>", "number of the hand-over")
      .requiredOption("--reason <words>", "why"),
  ).action(withdraw);
}

async function begin(options: RegionOptions & { readonly words?: string }): Promise<void> {
  const words = options.words === undefined ? {} : { words: options.words };
  await sendCommand(await openRegion(options), { type: "hand-over.begin", ...words }, options);
}

async function confirm(
  number: string,
  options: RegionOptions & { readonly name: string },
): Promise<void> {
  const handOver = wholeNumber("The number", number);
  const command = { type: "hand-over.confirm", handOver, name: options.name };
  await sendCommand(await openRegion(options), command, options);
}

async function withdraw(
  number: string,
  options: RegionOptions & { readonly reason: string },
): Promise<void> {
  const handOver = wholeNumber("The number", number);
  const command = { type: "hand-over.withdraw", handOver, reason: options.reason };
  await sendCommand(await openRegion(options), command, options);
}

function timeText(at: Instant): string {
  return at === 0 ? "-" : `${rfc3339FromInstant(at).slice(0, 16)}Z`;
}

async function show(options: RegionOptions): Promise<void> {
  const { client, path } = await openRegion(options);
  const page = await client.ask<HandOverView>("GET", `${path}/hand-over`);
  if (options.json === true) {
    printJson(page);
    return;
  }
  const { level, reviewAt, isReviewOverdue } = page.level;
  const review = reviewAt === null ? "" : `, to be looked at again by ${timeText(reviewAt)}${isReviewOverdue ? " OVERDUE" : ""}`; // prettier-ignore
  printLine(`${timeText(page.at)} service level ${level}${review}`);
  for (const each of page.handOvers.filter(({ state }) => state === "begun"))
    printLine(`UNFINISHED hand-over ${each.handOver} of ${each.account} since ${timeText(each.begunAt)} (${each.cause})${each.words === "" ? "" : `: ${each.words}`}`); // prettier-ignore
  for (const each of page.owed) {
    const by = each.by === "" ? "" : `, ${each.by}`;
    printLine(`${each.kind} ${each.number} | ${timeText(each.at)}${each.isLate ? " LATE" : ""} | ${each.says}${by}`); // prettier-ignore
  }
  if (page.owed.length === 0) printLine("nothing is open");
}

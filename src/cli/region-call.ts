/** What commands about one region of a running server share: its address, numbers and hours as given, and sending one core command. */

import { randomUUID } from "node:crypto";
import type { Command } from "commander";
import { microsFromSeconds, type Instant } from "../base/instant.ts";
import type { Made } from "../core/decision.ts";
import type { Role } from "../core/vocabulary.ts";
import { Client, type ClientOptions } from "./client.ts";
import { CliFault } from "./fault.ts";
import { printJson, printLine } from "./print.ts";

export interface RegionOptions extends ClientOptions {
  readonly region?: string;
  readonly json?: boolean;
}

export interface RegionPlace {
  readonly client: Client;
  /** Of its routes. */
  readonly path: string;
}

export function addRegionOptions(command: Command): Command {
  return command
    .option("--region <id>", "region; needed when the server has several")
    .option("--json", "print the server's answer as it is");
}

/** `demoRole` is what a demo is asked for when there is no token. */
export async function openRegion(
  options: RegionOptions,
  demoRole: Role = "supervisor",
): Promise<RegionPlace> {
  const client = await Client.open(options, demoRole);
  return {
    client,
    path: `/api/regions/${encodeURIComponent(await client.region(options.region))}`,
  };
}

export function wholeNumber(what: string, text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new CliFault(
    "cli.asked-wrongly",
    `${what} is ${JSON.stringify(text)}, expected a whole number above 0.`,
  );
}

/** So many hours on the server's clock, which is not always this machine's. */
export async function inHours(place: RegionPlace, text: string): Promise<Instant> {
  return inSeconds(place, wholeNumber("--hours", text) * 3600);
}

/** The same of minutes; `what` is the option that says them. */
export async function inMinutes(place: RegionPlace, what: string, text: string): Promise<Instant> {
  return inSeconds(place, wholeNumber(what, text) * 60);
}

async function inSeconds({ client }: RegionPlace, seconds: number): Promise<Instant> {
  const { clock } = await client.ask<{ clock: { now: Instant } }>("GET", "/api/session");
  return clock.now + microsFromSeconds(seconds);
}

/** Sends it and prints what was made, by name and number. */
export async function sendCommand(
  { client, path }: RegionPlace,
  command: object,
  options: RegionOptions,
): Promise<void> {
  const done = await client.ask<{ position: number; made: Made }>("POST", `${path}/commands`, {
    id: randomUUID(),
    command,
  });
  if (options.json === true) {
    printJson(done);
    return;
  }
  const made = Object.entries(done.made).map(
    ([name, number]) =>
      `${name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)} ${number}, `,
  );
  printLine(`done: ${made.join("")}position ${done.position}`);
}

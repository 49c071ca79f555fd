/** `muster hospital ...`: what the counts of hospitals say, and a count of one, through the public API. */

import { randomUUID } from "node:crypto";
import type { Command } from "commander";
import type { Instant } from "../base/instant.ts";
import type { HospitalView } from "../http/routes/hospitals.ts";
import { addClientOptions, Client, type ClientOptions } from "./client.ts";
import { CliFault } from "./fault.ts";
import { printJson, printLine } from "./print.ts";

interface RegionOptions extends ClientOptions {
  readonly region?: string;
  readonly json?: boolean;
}

export function addHospitalCommand(program: Command): void {
  const hospital = program
    .command("hospital")
    .description("hospitals: counts of arrivals, and what they say");
  const add = (name: string, about: string): Command =>
    hospital
      .command(name)
      .description(about)
      .option("--region <id>", "region; needed when the server has several")
      .option("--json", "print the server's answer as it is");
  addClientOptions(add("list", "what the counts of each hospital say")).action(listHospitals);
  addClientOptions(
    add("count", "count the arrivals of the interval that ends now")
      .argument("<hospital>", "its code")
      .argument("<arrivals>", "how many arrived")
      .requiredOption("--minutes <minutes>", "length of the interval, 1 to 60"),
  ).action(countArrivals);
}

async function open(options: RegionOptions): Promise<{ client: Client; path: string }> {
  const client = await Client.open(options, "supervisor");
  return {
    client,
    path: `/api/regions/${encodeURIComponent(await client.region(options.region))}`,
  };
}

function wholeNumber(what: string, text: string): number {
  if (/^\d{1,6}$/.test(text)) return Number(text);
  throw new CliFault("cli.asked-wrongly", `${what} is ${JSON.stringify(text)}, expected a whole number.`); // prettier-ignore
}

async function countArrivals(
  hospital: string,
  text: string,
  options: RegionOptions & { readonly minutes: string },
): Promise<void> {
  const arrivals = wholeNumber("The count", text);
  const seconds = 60 * wholeNumber("--minutes", options.minutes);
  const { client, path } = await open(options);
  const { clock } = await client.ask<{ clock: { now: Instant } }>("GET", "/api/session");
  const command = { type: "hospital.count", hospital, untilAt: clock.now, seconds, arrivals };
  const done = await client.ask<{ position: number; events: number }>("POST", `${path}/commands`, {
    id: randomUUID(),
    command,
  });
  if (options.json === true) printJson(done);
  else
    printLine(
      `done: position ${done.position}${done.events > 1 ? ", a surge began or ended" : ""}`,
    );
}

async function listHospitals(options: RegionOptions): Promise<void> {
  const { client, path } = await open(options);
  const answer = await client.ask<{ hospitals: HospitalView[] }>("GET", `${path}/hospitals`);
  if (options.json === true) {
    printJson(answer);
    return;
  }
  for (const each of answer.hospitals) {
    const counts = `${each.observed} arrivals in ${Math.round(each.windowSeconds / 60)} min, ${each.expected} expected`;
    const signal = each.signal === null ? "" : ` | ${each.signal}`;
    printLine(`${each.code} ${each.name}: ${each.verdict} | ${counts}${signal}`);
  }
  if (answer.hospitals.length === 0) printLine("no hospital is configured");
}

/** `muster place-hazard ...`: hazards of places of a running server through its public API: list, warn, renew, end. */

import type { Command } from "commander";
import { rfc3339FromInstant } from "../base/instant.ts";
import type { PlaceHazardView } from "../http/routes/place-hazards.ts";
import { addClientOptions } from "./client.ts";
import { CliFault } from "./fault.ts";
import { printJson, printLine } from "./print.ts";
import {
  addRegionOptions,
  inHours,
  openRegion,
  sendCommand,
  wholeNumber,
  type RegionOptions,
} from "./region-call.ts";

interface WarnOptions extends RegionOptions {
  readonly at: string;
  readonly radius: string;
  readonly hours: string;
  readonly hazard?: string;
}

export function addPlaceHazardCommand(program: Command): void {
  const hazard = program
    .command("place-hazard")
    .description("hazards of places: they stand for a day at most");
  const add = (name: string, about: string): Command =>
    addRegionOptions(hazard.command(name).description(about));
  addClientOptions(add("list", "list those that stand")).action(listHazards);
  addClientOptions(
    add("warn", "warn of a place")
      .argument("<words>", "what is dangerous there")
      .requiredOption("--at <place>", "latitude and longitude in degrees, with a comma between")
      .option("--radius <metres>", "how far round it, 10 to 5000", "50")
      .option("--hours <hours>", "how long it stands, 24 at most", "24")
      .option("--hazard <code>", "code of the region's hazards"),
  ).action(warn);
  addClientOptions(
    add("renew", "it still stands")
      .argument("<number>", "its number")
      .option("--hours <hours>", "for how long from now, 24 at most", "24")
      .requiredOption("--reason <words>", "why it still stands"),
  ).action(renew);
  addClientOptions(
    add("end", "it is over")
      .argument("<number>", "its number")
      .requiredOption("--reason <words>", "why"),
  ).action(end);
}

async function warn(words: string, options: WarnOptions): Promise<void> {
  const degrees = options.at.split(",").map(Number);
  if (degrees.length !== 2 || !degrees.every(Number.isFinite))
    throw new CliFault(
      "cli.asked-wrongly",
      `--at is ${JSON.stringify(options.at)}, expected degrees such as 54.01,3.02.`,
    );
  const [latE7, lonE7] = degrees.map((each) => Math.round(each * 1e7));
  const radiusM = wholeNumber("--radius", options.radius);
  const hazard = options.hazard === undefined ? {} : { hazard: options.hazard };
  const place = await openRegion(options);
  const expiresAt = await inHours(place, options.hours);
  const command = { type: "place-hazard.warn", latE7, lonE7, radiusM, ...hazard, words, expiresAt };
  await sendCommand(place, command, options);
}

async function renew(
  number: string,
  options: RegionOptions & { readonly hours: string; readonly reason: string },
): Promise<void> {
  const placeHazard = wholeNumber("The number", number);
  const place = await openRegion(options);
  const expiresAt = await inHours(place, options.hours);
  const { reason } = options;
  await sendCommand(place, { type: "place-hazard.renew", placeHazard, expiresAt, reason }, options);
}

async function end(
  number: string,
  options: RegionOptions & { readonly reason: string },
): Promise<void> {
  const placeHazard = wholeNumber("The number", number);
  const command = { type: "place-hazard.end", placeHazard, reason: options.reason };
  await sendCommand(await openRegion(options), command, options);
}

async function listHazards(options: RegionOptions): Promise<void> {
  const { client, path } = await openRegion(options);
  const answer = await client.ask<{ placeHazards: PlaceHazardView[] }>(
    "GET",
    `${path}/place-hazards`,
  );
  if (options.json === true) {
    printJson(answer);
    return;
  }
  for (const each of answer.placeHazards) {
    const where = `${each.latE7 / 1e7},${each.lonE7 / 1e7}, ${each.radiusM} m`;
    const until = rfc3339FromInstant(each.expiresAt).slice(0, 19);
    const due = each.isDue ? " TO RENEW" : "";
    printLine(`${each.placeHazard} ${each.hazard ?? "hazard"} | ${where} | until ${until}Z${due} | ${each.words}`); // prettier-ignore
  }
  if (answer.placeHazards.length === 0) printLine("none stands");
}

/** `muster refuge ...`: refuges with their opening state, and saying it, through the public API. */

import { randomUUID } from "node:crypto";
import type { Command } from "commander";
import { refugeOpenings } from "../core/vocabulary.ts";
import type { RefugeView } from "../http/routes/refuges.ts";
import { addClientOptions, Client, type ClientOptions } from "./client.ts";
import { CliFault } from "./fault.ts";
import { printJson, printLine } from "./print.ts";

interface RegionOptions extends ClientOptions {
  readonly region?: string;
  readonly json?: boolean;
}

export function addRefugeCommand(program: Command): void {
  const refuge = program.command("refuge").description("refuges: where people can go");
  const add = (name: string, about: string): Command =>
    refuge
      .command(name)
      .description(about)
      .option("--region <id>", "region; needed when the server has several")
      .option("--json", "print the server's answer as it is");
  addClientOptions(add("list", "list refuges with their opening state")).action(listRefuges);
  addClientOptions(
    add("set", "say whether a refuge is open")
      .argument("<refuge>", "its code")
      .argument("<opening>", refugeOpenings.names.join(", "))
      .option("--places <number>", "free places; left out = not said"),
  ).action(setRefuge);
}

async function open(options: RegionOptions): Promise<{ client: Client; path: string }> {
  const client = await Client.open(options, "supervisor");
  return {
    client,
    path: `/api/regions/${encodeURIComponent(await client.region(options.region))}`,
  };
}

async function listRefuges(options: RegionOptions): Promise<void> {
  const { client, path } = await open(options);
  const answer = await client.ask<{ refuges: RefugeView[] }>("GET", `${path}/refuges`);
  if (options.json === true) {
    printJson(answer);
    return;
  }
  for (const { code, name, opening, places } of answer.refuges)
    printLine(`${code} ${name}: ${opening}${places === null ? "" : `, ${places} places`}`);
  if (answer.refuges.length === 0) printLine("no refuge is configured");
}

async function setRefuge(
  refuge: string,
  opening: string,
  options: RegionOptions & { readonly places?: string },
): Promise<void> {
  if (!refugeOpenings.has(opening))
    throw new CliFault(
      "cli.asked-wrongly",
      `The opening is ${JSON.stringify(opening)}, expected ${refugeOpenings.names.join(", ")}.`,
    );
  const { places } = options;
  if (places !== undefined && !/^\d{1,5}$/.test(places))
    throw new CliFault(
      "cli.asked-wrongly",
      `--places is ${JSON.stringify(places)}, expected a count.`,
    );
  const { client, path } = await open(options);
  const command = {
    type: "community.shelter",
    refuge,
    opening,
    ...(places === undefined ? {} : { places: Number(places) }),
  };
  const done = await client.ask<{ position: number }>("POST", `${path}/commands`, {
    id: randomUUID(),
    command,
  });
  if (options.json === true) printJson(done);
  else printLine(`done: ${refuge} is ${opening}, position ${done.position}`);
}

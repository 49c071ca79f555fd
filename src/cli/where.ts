/**
 * `muster where "12 athol st"`: asks the place search of a running server, as the contact form does, and prints what it
 * found with score, radius and how it was matched; a point is also put into words. Not found is an answer, not an
 * error: the exit code is 0, and it says of which map that is true.
 */

import type { Command } from "commander";
import { findWrittenPoint } from "../wire/grid/written-point.ts";
import { addClientOptions, Client, type ClientOptions } from "./client.ts";
import { printJson, printLine } from "./print.ts";

interface WhereOptions extends ClientOptions {
  readonly region?: string;
  readonly limit: string;
  readonly json?: boolean;
}

interface MapAbout {
  readonly name: string;
  readonly attribution: string;
  readonly dataDate: string;
}

interface Found {
  readonly map: MapAbout;
  readonly places: readonly {
    readonly name: string;
    readonly kind: string;
    readonly area: string;
    readonly latE7: number;
    readonly lonE7: number;
    readonly score: number;
    readonly matched: string;
    readonly radiusM: number;
  }[];
}

interface Described {
  readonly text: string;
}

export function addWhereCommand(program: Command): void {
  const command = program
    .command("where")
    .description("find a place: street, crossing, address, common place, grid reference or degrees")
    .argument("<text...>", "what a caller says, for example: 12 athol st douglas")
    .option("--region <id>", "region; needed when the server has several")
    .option("--limit <number>", "places at most", "5")
    .option("--json", "print the server's answer as it is");
  addClientOptions(command).action(find);
}

async function find(words: string[], options: WhereOptions): Promise<void> {
  const client = await Client.open(options, "supervisor");
  const region = encodeURIComponent(await client.region(options.region));
  const text = words.join(" ");
  const query = `q=${encodeURIComponent(text)}&limit=${encodeURIComponent(options.limit)}`;
  const found = await client.ask<Found>("GET", `/api/regions/${region}/places?${query}`);
  const point = findWrittenPoint(text);
  const described =
    point === undefined
      ? undefined
      : await client.ask<Described>(
          "GET",
          `/api/regions/${region}/places/nearest?latE7=${point.latE7}&lonE7=${point.lonE7}`,
        );
  if (options.json === true) {
    printJson(described === undefined ? found : { ...found, described });
    return;
  }
  for (const line of linesOf(found, described)) printLine(line);
}

/** What is printed: a line for each place, then the map it is from. */
export function linesOf({ places, map }: Found, described: Described | undefined): string[] {
  const lines = places.map(({ name, kind, area, latE7, lonE7, score, matched, radiusM }) => {
    const at = `${(latE7 / 1e7).toFixed(5)}, ${(lonE7 / 1e7).toFixed(5)} within ${radiusM} m`;
    const how = matched === "" ? "by its name" : matched;
    return [`${String(score).padStart(3)}  ${name}`, kind, area, at, how]
      .filter((part) => part !== "")
      .join(" | ");
  });
  if (places.length === 0) lines.push("not found in this map");
  if (described !== undefined)
    lines.push(
      described.text === "" ? "the map has nothing near it" : `that is: ${described.text}`,
    );
  const age = map.dataDate === "" ? "" : `data of ${map.dataDate}`;
  lines.push(`map: ${[map.name, map.attribution, age].filter((part) => part !== "").join(", ")}`);
  return lines;
}

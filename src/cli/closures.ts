/**
 * `muster closures ...`: the closure ledger of a running server through its public API: as a list, as GeoJSON out, and
 * as GeoJSON in, such as a feed of road works. What can not be imported is printed with its place in the file and the
 * reason, and then the exit code is 1.
 */

import { readFileSync, writeFileSync } from "node:fs";
import type { Command } from "commander";
import { microsFromSeconds, rfc3339FromInstant, type Instant } from "../base/instant.ts";
import type { ClosureView } from "../http/views/closure-view.ts";
import { closureFileLimits } from "../wire/closures/read-closures.ts";
import { addClientOptions, Client, type ClientOptions } from "./client.ts";
import { printJson, printLine } from "./print.ts";
import { CliFault } from "./fault.ts";

interface RegionOptions extends ClientOptions {
  readonly region?: string;
  readonly all?: boolean;
}

interface ImportOptions extends RegionOptions {
  readonly source: string;
  readonly sourceGrade?: string;
  readonly contentGrade?: string;
  readonly expiresInDays?: string;
  readonly since?: string;
  readonly expires?: string;
  readonly description?: string;
  readonly confirm?: boolean;
  readonly json?: boolean;
}

interface Imported {
  readonly taken: readonly { feature: number; id: string; closure: number; did: string }[];
  readonly faults: readonly { feature: number; id: string; code: string; detail: string }[];
}

/** Bytes of a file that is read whole. */
const fileBytesMost = 256 * 1024 * 1024;
const pageSize = 1_000;

export function addClosuresCommand(program: Command): void {
  const closures = program
    .command("closures")
    .description("roads said to be shut: list, import and export");
  const list = closures
    .command("list")
    .description("list closures with state, source, age and end")
    .option("--region <id>", "region; needed when the server has several")
    .option("--all", "ended ones that have not left yet, too")
    .option("--json", "print the server's answer as it is");
  addClientOptions(list).action(listClosures);
  const takeIn = closures
    .command("import")
    .description("report closures from GeoJSON; what stands already is not reported again")
    .argument("<file>", "a FeatureCollection of lines and areas")
    .option("--region <id>", "region; needed when the server has several")
    .requiredOption(
      "--source <source>",
      "who says so, where a feature does not: crew, partner, camera, public, own staff, road authority",
    ) // prettier-ignore
    .option("--source-grade <grade>", "how good the source is: 1, 2 or 3")
    .option("--content-grade <grade>", "how good what it says is: A to E")
    .option("--expires-in-days <days>", "end of those that do not say one, in days from now")
    .option("--since <property>", "property with the beginning; left out = since")
    .option("--expires <property>", "property with the end; left out = expires")
    .option("--description <property>", "property with the words; left out = description")
    .option("--confirm", "confirm them in the same breath")
    .option("--json", "print the server's answer as it is");
  addClientOptions(takeIn).action(importClosures);
  const giveOut = closures
    .command("export")
    .description("write closures as GeoJSON")
    .argument("<file>", "where to; - = standard output")
    .option("--region <id>", "region; needed when the server has several")
    .option("--all", "ended ones that have not left yet, too");
  addClientOptions(giveOut).action(exportClosures);
}

async function pathOf(client: Client, { region }: RegionOptions): Promise<string> {
  return `/api/regions/${encodeURIComponent(await client.region(region))}/closures`;
}

async function listClosures(options: RegionOptions & { readonly json?: boolean }): Promise<void> {
  const client = await Client.open(options, "supervisor");
  const path = await pathOf(client, options);
  const state = options.all === true ? "all" : "open";
  const closures: ClosureView[] = [];
  for (let after = -1; ;) {
    const query = `state=${state}&limit=${pageSize}&after=${after}`;
    const page = await client.ask<{ closures: ClosureView[] }>("GET", `${path}?${query}`);
    closures.push(...page.closures);
    if (page.closures.length < pageSize) break;
    after = page.closures[pageSize - 1].closure;
  }
  if (options.json === true) printJson(closures);
  else if (closures.length === 0) printLine("no road is said to be shut");
  else for (const closure of closures) printLine(lineOf(closure));
}

function secondText(at: Instant): string {
  return `${rfc3339FromInstant(at).slice(0, 19)}Z`;
}

/** One line: number, what is shut, who says so, and what it waits for. */
function lineOf(view: ClosureView): string {
  const grade = [view.sourceGrade, view.contentGrade].filter((each) => each !== "not graded");
  const bearing = view.bearingDegrees === null ? "" : ` ${view.bearingDegrees}°`;
  const parts = [
    `${view.closure} ${view.state}${view.hasBegun ? "" : " (planned)"}`,
    `${view.shape.kind}, ${view.direction === "both" ? "both directions" : view.direction}${bearing}`,
    `${view.source}${grade.length === 0 ? "" : ` ${grade.join("")}`}`,
    `${Math.round(view.ageSeconds / 60)} min old`,
    view.endedAt === null
      ? `until ${secondText(view.expiresAt)}`
      : `ended ${secondText(view.endedAt)}`,
  ];
  if (view.renewal !== "current" && view.endedAt === null) parts.push("TO RENEW");
  if (view.description !== "") parts.push(view.description);
  return parts.join(" | ");
}

function readCollection(file: string): readonly unknown[] {
  let text: string;
  try {
    const bytes = readFileSync(file);
    if (bytes.length > fileBytesMost)
      throw new Error(`it has ${bytes.length} bytes, expected at most ${fileBytesMost}`);
    text = bytes.toString("utf8");
  } catch (error) {
    throw new CliFault("cli.asked-wrongly", `${file} can not be read: ${(error as Error).message}`);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new CliFault("cli.asked-wrongly", `${file} is no JSON; check it with a JSON tool.`);
  }
  const { type, features } = (value ?? {}) as { type?: unknown; features?: unknown };
  if (type !== "FeatureCollection" || !Array.isArray(features))
    throw new CliFault("cli.asked-wrongly", `${file} is no GeoJSON FeatureCollection.`);
  return features;
}

async function importClosures(file: string, options: ImportOptions): Promise<void> {
  const features = readCollection(file);
  const settings = settingsOf(options);
  const client = await Client.open(options, "dispatcher");
  const path = `${await pathOf(client, options)}/import`;
  const taken: Imported["taken"][number][] = [];
  const faults: Imported["faults"][number][] = [];
  for (let from = 0; from < features.length; from += closureFileLimits.features) {
    const part = features.slice(from, from + closureFileLimits.features);
    const collection = { type: "FeatureCollection", features: part };
    const answer = await client.ask<Imported>("POST", path, { collection, ...settings });
    taken.push(...answer.taken.map((each) => ({ ...each, feature: from + each.feature })));
    faults.push(...answer.faults.map((each) => ({ ...each, feature: from + each.feature })));
  }
  if (options.json === true) printJson({ taken, faults });
  else printImport(features.length, taken, faults);
  if (faults.length > 0)
    throw new CliFault(
      "cli.findings",
      `${faults.length} could not be taken; the reasons are printed above.`,
    );
}

function settingsOf(options: ImportOptions): Record<string, unknown> {
  const { since, expires, description } = options;
  const names = { since, expires, description };
  const given = Object.entries(names).filter(([, name]) => name !== undefined);
  const days = options.expiresInDays === undefined ? undefined : Number(options.expiresInDays);
  if (days !== undefined && !(days > 0 && days <= 366))
    throw new CliFault("cli.asked-wrongly", "--expires-in-days takes a number of days up to 366.");
  return {
    source: options.source,
    ...(options.sourceGrade === undefined ? {} : { sourceGrade: options.sourceGrade }),
    ...(options.contentGrade === undefined ? {} : { contentGrade: options.contentGrade }),
    ...(days === undefined
      ? {}
      : { expiresAt: Date.now() * 1000 + microsFromSeconds(days * 86_400) }),
    ...(given.length === 0 ? {} : { names: Object.fromEntries(given) }),
    ...(options.confirm === true ? { confirm: true } : {}),
  };
}

function printImport(features: number, taken: Imported["taken"], faults: Imported["faults"]): void {
  const count = (what: string): number => taken.filter(({ did }) => did === what).length;
  printLine(
    `${features} features: ${count("reported")} reported, ${count("renewed")} renewed, ` +
      `${count("nothing")} stood already, ${faults.length} not taken`,
  );
  for (const { feature, id, code, detail } of faults)
    printLine(`feature ${feature}${id === "" ? "" : ` (${id})`}: ${detail} [${code}]`);
}

async function exportClosures(file: string, options: RegionOptions): Promise<void> {
  const client = await Client.open(options, "supervisor");
  const state = options.all === true ? "all" : "open";
  const collection = await client.ask<{ features: readonly unknown[] }>(
    "GET",
    `${await pathOf(client, options)}.geojson?state=${state}`,
  );
  const text = `${JSON.stringify(collection)}\n`;
  if (file === "-") process.stdout.write(text);
  else {
    writeFileSync(file, text);
    printLine(`${collection.features.length} closures in ${file}`);
  }
}

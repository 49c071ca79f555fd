/**
 * `muster eta FROM TO`: how long a way takes and along which streets, asked of a running server. FROM and TO are a call
 * sign, an incident number, a written point or the name of a place; what a name was taken for is said. No road path is
 * an answer, with the closures that shut it: the exit code is 0.
 */

import type { Command } from "commander";
import type { ShutEnd } from "../core/recommendation.ts";
import { describeEndShut, describeStartShut } from "../plan/reasons.ts";
import { findWrittenPoint } from "../wire/grid/written-point.ts";
import { addClientOptions, Client, type ClientOptions } from "./client.ts";
import { printJson, printLine } from "./print.ts";
import { CliFault } from "./fault.ts";

interface EtaOptions extends ClientOptions {
  readonly region?: string;
  readonly class?: string;
  readonly json?: boolean;
}

interface EtaAnswer {
  readonly vehicleClass: string;
  readonly travelSeconds: number | null;
  readonly distanceM: number | null;
  readonly source: {
    readonly name: string;
    readonly version: string;
    readonly errorSeconds: number;
    readonly errorOf?: string;
    readonly map?: { readonly hash: string; readonly epoch: number };
  };
  readonly shutBy: readonly number[];
  readonly reportedClosures: readonly number[];
  readonly aroundClosures: readonly number[];
  readonly closures: readonly { closure: number; kind: string; streets: readonly string[] }[];
  readonly startShut?: ShutEnd;
  readonly endShut?: ShutEnd;
  readonly steps: readonly { name: string; distanceM: number; travelSeconds: number }[];
}

interface UnitAnswer {
  readonly units: readonly { readonly unit: number; readonly callSign: string }[];
}

interface FoundAnswer {
  readonly places: readonly {
    readonly name: string;
    readonly latE7: number;
    readonly lonE7: number;
  }[];
}

export function addEtaCommand(program: Command): void {
  const command = program
    .command("eta")
    .description("how long a way takes and along which streets, closures included")
    .argument("<from>", "a call sign, a written point or a place")
    .argument("<to>", "an incident number, a written point or a place")
    .option("--region <id>", "region; needed when the server has several")
    .option("--class <code>", "vehicle class; left out = the unit's, or the first")
    .option("--json", "print the server's answer as it is");
  addClientOptions(command).action(eta);
}

async function eta(from: string, to: string, options: EtaOptions): Promise<void> {
  const client = await Client.open(options, "supervisor");
  const region = encodeURIComponent(await client.region(options.region));
  const query = new URLSearchParams();
  const unit = await findUnit(client, region, from);
  if (unit !== undefined) query.set("unit", String(unit));
  else await addPoint(client, region, query, "from", from);
  if (/^#?\d+$/.test(to)) query.set("incident", to.replace("#", ""));
  else await addPoint(client, region, query, "to", to);
  if (options.class !== undefined) query.set("class", options.class);
  const answer = await client.ask<EtaAnswer>(
    "GET",
    `/api/regions/${region}/eta?${query.toString()}`,
  );
  if (options.json === true) printJson(answer);
  else printAnswer(answer);
}

async function findUnit(client: Client, region: string, text: string): Promise<number | undefined> {
  if (!/^[A-Za-z0-9-]{1,16}$/.test(text)) return undefined;
  const wanted = text.toUpperCase();
  for (let after = -1; ;) {
    const path = `/api/regions/${region}/units?limit=1000&after=${after}`;
    const { units } = await client.ask<UnitAnswer>("GET", path);
    const found = units.find(({ callSign }) => callSign.toUpperCase() === wanted);
    if (found !== undefined) return found.unit;
    const last = units.at(-1);
    if (last === undefined || units.length < 1_000) return undefined;
    after = last.unit;
  }
}

async function addPoint(
  client: Client,
  region: string,
  query: URLSearchParams,
  end: "from" | "to",
  text: string,
): Promise<void> {
  let point: { latE7: number; lonE7: number } | undefined = findWrittenPoint(text);
  if (point === undefined) {
    const path = `/api/regions/${region}/places?limit=1&q=${encodeURIComponent(text)}`;
    const { places } = await client.ask<FoundAnswer>("GET", path);
    const [place] = places;
    if (place === undefined) {
      throw new CliFault(
        "cli.asked-wrongly",
        `${text} is no call sign and no written point, and not found in this map; expected one of these`,
      );
    }
    process.stderr.write(`${text} is taken for ${place.name}\n`);
    point = place;
  }
  query.set(`${end}LatE7`, String(point.latE7));
  query.set(`${end}LonE7`, String(point.lonE7));
}

function printAnswer(answer: EtaAnswer): void {
  const { travelSeconds, distanceM, source, shutBy, reportedClosures, steps } = answer;
  const { startShut, endShut } = answer;
  const closures = source.map === undefined ? "" : `, closures up to position ${source.map.epoch}`;
  const of = source.errorOf === undefined ? "" : ` of ${source.errorOf}`;
  const stated = `${source.name} (${source.version}), median error${of} ${source.errorSeconds} s${closures}`;
  if (travelSeconds === null) {
    const list = shutBy.length === 0 ? "none would help to lift" : shutBy.join(", ");
    printLine(`no road path: closures ${list}`);
  } else {
    printLine(`${timeText(travelSeconds)}, ${((distanceM ?? 0) / 1_000).toFixed(1)} km`);
  }
  printLine(`by ${stated}`);
  if (reportedClosures.length > 0)
    printLine(`passes reported closures ${reportedClosures.join(", ")}`);
  if (answer.aroundClosures.length > 0)
    printLine(`goes round closures ${answer.aroundClosures.join(", ")}`);
  if (startShut !== undefined) printLine(describeStartShut(startShut));
  if (endShut !== undefined) printLine(describeEndShut(endShut));
  for (const { closure, kind, streets } of answer.closures)
    printLine(
      `closure ${closure}: ${kind}${streets.length === 0 ? "" : ` in ${streets.join(", ")}`}`,
    );
  for (const step of steps)
    printLine(
      `  ${String(step.distanceM).padStart(6)} m  ${step.name === "" ? "(no name)" : step.name}`,
    );
}

function timeText(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  return minutes === 0
    ? `${seconds} s`
    : `${minutes} min ${String(seconds % 60).padStart(2, "0")} s`;
}

/**
 * Making a whole map package from its source, as `muster map build` does it, each time in a process of its own: only so
 * does the peak of the memory belong to the build alone. Not here: the contraction order by itself.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { findRealData } from "../../src/testing/real-data.ts";
import { type RealMapName, realMapNames, realMaps } from "../../src/testing/roads/real-map.ts";
import { atMost, type BenchOptions, figure, type Row, isSmoke } from "../bench.ts";

const rounds = 3;
/** Promised for Porto. */
const goals = { map: "porto", seconds: 15, megabytes: 1_500 } as const;

interface BuildSummary {
  readonly seconds: number;
  readonly peakMegabytes: number;
  readonly bytes: number;
  readonly networks: readonly { readonly arcs: number }[];
}

const main = join(import.meta.dirname, "..", "..", "src", "cli", "main.ts");

async function buildOnce(source: string, folder: string): Promise<BuildSummary> {
  const output = join(folder, "bench.map");
  const args = [main, "map", "build", source, "--output", output, "--force", "--json"];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise<number | null>((resolve) => void child.once("close", resolve));
  const [printed, complained] = await Promise.all([text(child.stdout), text(child.stderr)]);
  if ((await ended) !== 0) throw new Error(`muster map build ${source} failed: ${complained}`);
  return JSON.parse(printed) as BuildSummary;
}

async function measureMap(name: RealMapName, say: BenchOptions["say"]): Promise<Row[]> {
  const source = isSmoke ? undefined : findRealData(realMaps[name]);
  if (source === undefined) {
    say(`${name}: left out, ${realMaps[name]} is not on this machine; set MUSTER_DATA`);
    return [];
  }
  const folder = mkdtempSync(join(tmpdir(), "muster-bench-map-"));
  try {
    const made: BuildSummary[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      say(`${name}: whole map, round ${round} of ${rounds}`);
      made.push(await buildOnce(source, folder));
    }
    const of = (read: (summary: BuildSummary) => number): number =>
      made.map(read).toSorted((a, b) => a - b)[rounds >> 1];
    const arcs = made[0].networks.reduce((sum, network) => sum + network.arcs, 0);
    const seconds = of((each) => each.seconds);
    const megabytes = Math.max(...made.map((each) => each.peakMegabytes));
    const time = `${name}: whole map from its source, median of ${rounds}`;
    const memory = `${name}: peak memory of that, most of ${rounds}`;
    const isPromised = name === goals.map;
    return [
      isPromised ? atMost(time, seconds, "s", goals.seconds) : figure(time, seconds, "s"),
      isPromised
        ? atMost(memory, megabytes, "MB", goals.megabytes)
        : figure(memory, megabytes, "MB"),
      figure(`${name}: arcs of both networks`, arcs, "arcs"),
      figure(`${name}: package`, made[0].bytes / 1e6, "MB"),
      figure(`${name}: package, an arc`, made[0].bytes / arcs, "bytes"),
      figure(`${name}: peak memory, an arc`, (megabytes * 1e6) / arcs, "bytes"),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Every map of the data folder. */
export async function measureMapBuilds(say: BenchOptions["say"]): Promise<Row[]> {
  const rows: Row[] = [];
  for (const name of realMapNames) rows.push(...(await measureMap(name, say)));
  return rows;
}

/**
 * The C++ yardstick of the roads benches (bench/baseline/roads.cpp): compiled when a bench begins, given the town's
 * arrays as files, and asked batch by batch, so that it takes turns with ours. Without g++ the rows that compare are
 * left out, and it is said. Not here: measuring ours.
 */
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { makeRowTimes, rowsByHead } from "../../src/roads/search/arc-rows.ts";
import type { Town } from "./town.ts";

export type BaselineQuestion = "way" | "nearest" | "sweep" | "customise";

export interface Baseline {
  /** Asks the questions `begin` to before `begin + count`; milliseconds for all of them, and what they add up to. */
  readonly ask: (
    what: BaselineQuestion,
    begin: number,
    count: number,
    wanted?: number,
  ) => Promise<{ millis: number; sum: number }>;
  readonly close: () => void;
}

const source = join(import.meta.dirname, "..", "baseline", "roads.cpp");

/** Undefined where it can not be compiled. */
export async function startBaseline(
  town: Town,
  say: (line: string) => void,
): Promise<Baseline | undefined> {
  const folder = mkdtempSync(join(tmpdir(), "muster-bench-roads-"));
  const program = join(folder, "roads");
  const flags = ["-O3", "-march=native", "-std=c++17", "-o", program, source];
  const compiled = spawnSync("g++", flags, { encoding: "utf8" });
  if (compiled.status !== 0) {
    rmSync(folder, { recursive: true });
    say(`skipped: the comparison with C++ (${compiled.error?.message ?? compiled.stderr})`);
    return undefined;
  }
  writeArrays(town, folder);
  const child = spawn(program, [folder], { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const readLine = async (): Promise<string> => {
    const next = await lines.next();
    if (next.done === true) throw new Error("the C++ baseline ended early; see what it printed");
    return next.value;
  };
  await readLine();
  return {
    ask: async (what, begin, count, wanted = 0) => {
      child.stdin.write(`${what} ${begin} ${count} ${wanted}\n`);
      const [nanos, sum] = (await readLine()).split(" ").map(Number);
      return { millis: nanos / 1e6, sum };
    },
    close: () => {
      child.stdin.end();
      rmSync(folder, { recursive: true });
    },
  };
}

function writeArrays({ topology, metric, hierarchy, starts, ends, units }: Town, folder: string) {
  const { rank, firstUp, upHead, arcWeight } = hierarchy;
  const rows = rowsByHead(topology, rank);
  const { first, other } = rows;
  const weight = makeRowTimes(rows, metric);
  const arrays = {
    rank,
    firstUp,
    upHead,
    arcWeight,
    metric,
    first,
    other,
    weight,
    starts,
    ends,
    units,
  };
  for (const [name, values] of Object.entries(arrays))
    writeFileSync(join(folder, `${name}.i32`), values);
}

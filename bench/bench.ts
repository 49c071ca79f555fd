/**
 * What a benchmark is: the shape every `<name>.bench.ts` in this folder exports as `bench`, and the
 * row it answers with. A row with a goal says itself whether the goal is met, because only the
 * benchmark knows whether more is better. Not here: how rows are printed (run.ts).
 */

/** One measured figure. `goal` is text for people ("<= 50 ms"); both are null where none was promised. */
export type Row = {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly goal: string | null;
  readonly met: boolean | null;
};

export type BenchOptions = {
  /** Progress for a person; goes to stderr, so that --json has stdout to itself. */
  readonly say: (line: string) => void;
  /** Arguments after the name that the runner does not know, for the benchmark's own use. */
  readonly args: readonly string[];
};

export type Bench = {
  readonly name: string;
  /** What is promised and how it is measured, in one sentence; shown by `bench -- list`. */
  readonly about: string;
  readonly run: (options: BenchOptions) => Promise<readonly Row[]>;
};

/** Set by the runner's --smoke, before a benchmark is read, and inherited by the processes that one starts. */
export const smokeVariable = "MUSTER_BENCH_SMOKE";
export const isSmoke = process.env[smokeVariable] === "1";

/** A number of a benchmark's work: in full, or for a run that only shows that it starts and answers (`--smoke`). */
export function sized(full: number, tiny: number): number {
  return isSmoke ? tiny : full;
}

/** A row whose value must be at most `limit`. */
export function atMost(name: string, value: number, unit: string, limit: number): Row {
  return { name, value, unit, goal: `<= ${limit} ${unit}`, met: value <= limit };
}

/** A row whose value must be at least `limit`. */
export function atLeast(name: string, value: number, unit: string, limit: number): Row {
  return { name, value, unit, goal: `>= ${limit} ${unit}`, met: value >= limit };
}

/** A row that only informs. */
export function figure(name: string, value: number, unit: string): Row {
  return { name, value, unit, goal: null, met: null };
}

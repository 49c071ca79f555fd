/**
 * Starting a part of a load as a process of its own and talking to it by lines of JSON: one argument in, lines out.
 * The caller stops it; it never outlives the benchmark.
 */

import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";

export class Child {
  readonly #process: ChildProcess;
  readonly #lines: AsyncIterator<string>;

  constructor(file: string, argument: unknown) {
    this.#process = spawn(
      process.execPath,
      [join(import.meta.dirname, file), JSON.stringify(argument)],
      {
        stdio: ["pipe", "pipe", "inherit"],
      },
    );
    const { stdout } = this.#process;
    if (stdout === null) throw new Error("the child has no output");
    this.#lines = createInterface({ input: stdout })[Symbol.asyncIterator]();
  }

  /** The next line it prints, parsed. */
  async read<Value>(): Promise<Value> {
    const line = await this.#lines.next();
    if (line.done === true) throw new Error("a part of the load ended early; its output is above");
    return JSON.parse(line.value) as Value;
  }

  say(value: unknown): void {
    this.#process.stdin?.write(`${JSON.stringify(value)}\n`);
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode !== null) return;
    this.#process.kill("SIGTERM");
    await once(this.#process, "exit");
  }
}

/** Nanoseconds of a clock that all processes of the machine share. */
export function nowMillis(): number {
  return Number(process.hrtime.bigint() / 1000n) / 1000;
}

/** The value below which the share `p` of the sorted samples lies. */
export function percentile(sorted: Float64Array, p: number): number {
  if (sorted.length === 0) return Number.NaN;
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * p) - 1)];
}

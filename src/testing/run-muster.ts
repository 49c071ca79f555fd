/** The program itself, run as people run it: what it printed and its exit code. */

import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export async function runMuster(
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<Ran> {
  try {
    const program = join(import.meta.dirname, "..", "cli", "main.ts");
    const { stdout, stderr } = await run(process.execPath, [program, ...args], {
      env: { ...process.env, ...env },
      timeout: 30_000,
    });
    return { code: 0, stdout, stderr };
  } catch (error) {
    return error as Ran;
  }
}

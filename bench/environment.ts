/**
 * Where a figure was measured: it is printed with every benchmark, because a figure without its
 * machine says nothing. No host or user name is in it.
 */
import { execFileSync } from "node:child_process";
import { availableParallelism, cpus, totalmem } from "node:os";
import { resolve } from "node:path";

export type Environment = {
  readonly node: string;
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly platform: string;
  /** Short commit id, with "+changes" when tracked files differ from it; null outside a checkout. */
  readonly commit: string | null;
  readonly date: string;
};

function git(...args: string[]): string | null {
  try {
    const options = { cwd: resolve(import.meta.dirname, ".."), encoding: "utf8" } as const;
    return execFileSync("git", args, { ...options, stdio: ["ignore", "pipe", "ignore"] }).trim();
  } catch {
    return null;
  }
}

/** The machine and the code this process runs on, now. */
export function describeEnvironment(): Environment {
  const commit = git("rev-parse", "--short", "HEAD");
  const changed = git("status", "--porcelain", "--untracked-files=no");
  return {
    node: process.version,
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    cores: availableParallelism(),
    memoryGiB: Math.round((totalmem() / 2 ** 30) * 10) / 10,
    platform: `${process.platform}-${process.arch}`,
    commit: commit === null ? null : commit + (changed ? "+changes" : ""),
    date: new Date().toISOString(),
  };
}

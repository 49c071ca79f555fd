/** `muster witness` as a process of its own, on a free port, and a checkpoint sent to it. */

import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

const main = join(import.meta.dirname, "..", "..", "cli", "main.ts");

export interface RunningWitness {
  readonly child: ChildProcess;
  readonly url: string;
  /** All of its keys, in its own order. */
  readonly keys: readonly string[];
  readonly key: string;
}

export async function startWitness(
  data: string,
  log: string,
  more: readonly string[] = [],
): Promise<RunningWitness> {
  const given = ["--name", "w.example/1", "--log", log, "--data", data, "--port", "0", ...more];
  const child = spawn(process.execPath, [main, "witness", ...given], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let printed = "";
  child.stdout.setEncoding("utf8");
  const ready = new Promise<RunningWitness>((resolve, reject) => {
    child.stdout.on("data", (chunk: string) => {
      printed += chunk;
      const url = /(http:\/\/127\.0\.0\.1:\d+)\/$/m.exec(printed)?.[1];
      const keys = printed.match(/^w\.example\/1\+.*$/gm) ?? [];
      if (url !== undefined && keys.length > 0) resolve({ child, url, keys, key: keys[0] ?? "" });
    });
    child.once("exit", () => {
      reject(new Error(`the witness ended before it was ready: ${printed}`));
    });
  });
  return ready;
}

export async function stopWitness(
  { child }: Pick<RunningWitness, "child">,
  signal: NodeJS.Signals = "SIGTERM",
): Promise<void> {
  const gone = once(child, "exit");
  child.kill(signal);
  await gone;
}

export async function postCheckpoint(url: string, body: string) {
  const response = await fetch(`${url}/add-checkpoint`, { method: "POST", body });
  return {
    status: response.status,
    type: response.headers.get("content-type"),
    text: await response.text(),
  };
}

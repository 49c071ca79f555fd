/**
 * The process that serves rooms to the browser tests, one at a time, for as long as nobody kills it: then the next room
 * starts another one. Not here: what a room is (room.ts), and what runs in that process (room-server.ts).
 */

import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { after } from "node:test";

export type RoomRequest =
  | {
      readonly kind: "open";
      readonly directory: string;
      /** 0 = any free one. */
      readonly port: number;
      readonly units: number;
      /** How far the room's clock is ahead of the wall's from the beginning. */
      readonly aheadSeconds: number;
    }
  | { readonly kind: "pass"; readonly seconds: number }
  | { readonly kind: "close" };

export interface KnownPlace {
  readonly name: string;
  readonly latE7: number;
  readonly lonE7: number;
}

export interface RoomReady {
  readonly origin: string;
  readonly tokens: { readonly administrator: string; readonly supervisor: string };
  readonly places: readonly KnownPlace[];
}

/** `ready` only of a room that was opened. */
export type RoomAnswer =
  | { readonly ready: RoomReady | undefined }
  | { readonly error: string; readonly ready?: never };

let child: ChildProcess | undefined;

function start(): ChildProcess {
  // Without our own flags: they are the test runner's.
  const started = fork(join(import.meta.dirname, "room-server.ts"), { execArgv: [] });
  started.once("exit", () => {
    if (child === started) child = undefined;
  });
  return started;
}

/** One request at a time. */
async function ask(request: RoomRequest): Promise<RoomReady | undefined> {
  const asked = (child ??= start());
  const ended = new AbortController();
  const answered = once(asked, "message", ended) as Promise<[RoomAnswer]>;
  const exited = once(asked, "exit", ended).then(([code, signal]): never => {
    throw new Error(`the room's server ended with ${code ?? signal}`);
  });
  asked.send(request);
  try {
    const [answer] = await Promise.race([answered, exited]);
    if ("error" in answer) throw new Error(`the room's server: ${answer.error}`);
    return answer.ready;
  } finally {
    ended.abort();
    await Promise.allSettled([answered, exited]);
  }
}

export async function openInHost(
  directory: string,
  port: number,
  units: number,
  aheadSeconds = 0,
): Promise<RoomReady> {
  const ready = await ask({ kind: "open", directory, port, units, aheadSeconds });
  if (ready === undefined) throw new Error("the room's server opened no room");
  return ready;
}

export async function passInHost(seconds: number): Promise<void> {
  await ask({ kind: "pass", seconds });
}

export async function closeInHost(): Promise<void> {
  if (child !== undefined) await ask({ kind: "close" });
}

/** Kills the process as a power cut would: no signal handler runs. */
export async function killHost(): Promise<void> {
  if (child === undefined) return;
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}

after(async () => {
  if (child === undefined) return;
  const ended = once(child, "exit");
  child.disconnect();
  await ended;
});

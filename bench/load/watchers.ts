/**
 * The onlookers of `fanout`, as a process of its own: so many consoles and crews, each with an open stream. A console
 * parses what it gets, as a browser would before it shows it, and notes when. Told afterwards which commands there
 * were and when they were sent, it answers how long each took to be shown, and what was missed.
 */

import { sized } from "../bench.ts";
import { get, type IncomingMessage } from "node:http";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { nowMillis, percentile } from "./child.ts";
import type { LoadServer } from "./server.ts";

/** A command that was accepted: the position of its last event, its unit, when it was sent. */
export type SentCommand = readonly [position: number, unit: number, sentAt: number];

export interface WatchFigures {
  readonly consoleP50: number;
  readonly consoleP99: number;
  readonly consoleMax: number;
  readonly crewP50: number;
  readonly crewP99: number;
  readonly shown: number;
  readonly crewShown: number;
  readonly missed: number;
  readonly positionUpdatesPerSecond: number;
}

interface Argument {
  readonly server: LoadServer;
  readonly consoles: number;
}

class Watcher {
  readonly lastIds: number[] = [];
  readonly times: number[] = [];
  events = 0;
  first = 0;
  positionUpdates = 0;
  #text = "";

  take(chunk: string): void {
    const parts = (this.#text + chunk).split("\n\n");
    this.#text = parts.pop() ?? "";
    for (const part of parts) this.#takeFrame(part);
  }

  #takeFrame(part: string): void {
    const data = part.slice(part.indexOf("\ndata: ") + 7);
    if (part.includes("event: events")) {
      const events = JSON.parse(data) as unknown[];
      const last = Number(/^id: (\d+)/.exec(part)?.[1]);
      if (this.first === 0) this.first = last - events.length + 1;
      this.events += events.length;
      this.lastIds.push(last);
      this.times.push(nowMillis());
    } else if (part.includes("event: positions")) {
      this.positionUpdates += (JSON.parse(data) as { units: number[] }).units.length;
    }
  }

  /** When the event at `position` came, or undefined when it did not. */
  findTime(position: number): number | undefined {
    let [low, high] = [0, this.lastIds.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.lastIds[middle] < position) low = middle + 1;
      else high = middle;
    }
    return this.times[low];
  }
}

const { server, consoles: consoleCount } = JSON.parse(process.argv[2]) as Argument;
const path = `${server.origin}/api/regions/${server.region}/stream`;

async function open(token: string): Promise<Watcher> {
  const watcher = new Watcher();
  await new Promise<void>((resolve, reject) => {
    get(
      path,
      { agent: false, headers: { authorization: `Bearer ${token}` } },
      (response: IncomingMessage) => {
        response.setEncoding("utf8");
        response.on("data", (chunk: string) => watcher.take(chunk));
        // Only at the end of the benchmark; what was missed is counted.
        response.on("error", () => undefined);
        if (response.statusCode === 200) resolve();
        else reject(new Error(`a stream was refused: ${response.statusCode}`));
      },
    ).on("error", reject);
  });
  return watcher;
}

async function openAll(tokens: readonly string[]): Promise<Watcher[]> {
  const watchers: Watcher[] = [];
  // In handfuls: opening is not what is measured.
  for (let at = 0; at < tokens.length; at += 50) {
    watchers.push(...(await Promise.all(tokens.slice(at, at + 50).map(open))));
  }
  return watchers;
}

function judge(
  sent: readonly SentCommand[],
  consoles: Watcher[],
  crews: Watcher[],
  seconds: number,
): WatchFigures {
  const consoleTimes: number[] = [];
  const crewTimes: number[] = [];
  let missed = 0;
  for (const [position, unit, sentAt] of sent) {
    for (const watcher of consoles) {
      const at = watcher.findTime(position);
      if (at === undefined) missed += 1;
      else consoleTimes.push(at - sentAt);
    }
    const crew = crews[unit];
    const at = unit < 0 ? undefined : crew?.findTime(position);
    if (unit >= 0 && at === undefined) missed += 1;
    if (at !== undefined) crewTimes.push(at - sentAt);
  }
  for (const { events, first, lastIds } of consoles)
    missed += (lastIds.at(-1) ?? 0) - first + 1 - events;
  const sorted = Float64Array.from(consoleTimes).sort();
  const sortedCrew = Float64Array.from(crewTimes).sort();
  return {
    consoleP50: percentile(sorted, 0.5),
    consoleP99: percentile(sorted, 0.99),
    consoleMax: sorted.at(-1) ?? Number.NaN,
    crewP50: percentile(sortedCrew, 0.5),
    crewP99: percentile(sortedCrew, 0.99),
    shown: sorted.length,
    crewShown: sortedCrew.length,
    missed,
    positionUpdatesPerSecond: consoles[0].positionUpdates / seconds,
  };
}

const consoles = await openAll(Array.from({ length: consoleCount }, () => server.supervisor));
const crews = await openAll(server.crews);
// Joining a stream gives all positions first; they are no updates.
await sleep(sized(1_000, 100));
for (const watcher of consoles) watcher.positionUpdates = 0;
const startedAt = nowMillis();
process.stdout.write(`${JSON.stringify({ consoles: consoles.length, crews: crews.length })}\n`);
for await (const line of createInterface({ input: process.stdin })) {
  const sent = JSON.parse(line) as SentCommand[];
  const figures = judge(sent, consoles, crews, (nowMillis() - startedAt) / 1000);
  process.stdout.write(`${JSON.stringify(figures)}\n`);
}

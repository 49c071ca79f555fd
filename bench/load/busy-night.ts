/**
 * The work of `fanout`, as a process of its own: calls arriving evenly at so many an hour, each played through its nine
 * commands with some seconds between, each with a unit of its own; and position updates of all units, in batches ten
 * times a second. Told to begin, it answers with every accepted command and when it was sent.
 */

import { sized } from "../bench.ts";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { Api } from "./api.ts";
import { CallScript } from "./call-script.ts";
import { nowMillis } from "./child.ts";
import type { LoadServer } from "./server.ts";
import type { SentCommand } from "./watchers.ts";

export interface Night {
  readonly incidentsPerHour: number;
  readonly positionsPerSecond: number;
  readonly seconds: number;
}

export interface NightDone {
  readonly sent: readonly SentCommand[];
  readonly refused: number;
  readonly incidents: number;
  readonly positions: number;
}

interface Argument {
  readonly server: LoadServer;
  /** Units that are sent; the ids from 0. */
  readonly units: number;
  /** Units that report positions. */
  readonly tracked: number;
}

const { server, units, tracked } = JSON.parse(process.argv[2]) as Argument;
const base = `/api/regions/${server.region}`;
const stepMillis = sized(4_000, 20);
const batchesPerSecond = 10;
const desks = Array.from({ length: 20 }, () => new Api(server.origin, server.supervisor));
const feed = new Api(server.origin, server.feed);
const nightName = `night-${Date.now()}`;
let commands = 0;

class Playing {
  readonly sent: SentCommand[] = [];
  refused = 0;
  incidents = 0;
  positions = 0;

  async playCall(unit: number, desk: Api): Promise<void> {
    const script = new CallScript(server, unit);
    this.incidents += 1;
    while (!script.isOver) {
      const command = script.next();
      commands += 1;
      const sentAt = nowMillis();
      const { status, body } = await desk.post(`${base}/commands`, {
        id: `${nightName}-${commands}`,
        command,
      });
      if (status !== 200) {
        process.stderr.write(`${body.slice(0, 200)}\n`);
        this.refused += 1;
        return;
      }
      const answer = JSON.parse(body) as { position: number; made: object };
      const ownUnit = command.type.startsWith("unit.") ? unit : -1;
      this.sent.push([answer.position, ownUnit, sentAt]);
      script.take(answer.made);
      await sleep(stepMillis);
    }
  }

  async playPositions(perSecond: number, endAt: number): Promise<void> {
    const size = perSecond / batchesPerSecond;
    let next = 0;
    for (let due = nowMillis(); due < endAt; due += 1000 / batchesPerSecond) {
      const wait = due - nowMillis();
      if (wait > 0) await sleep(wait);
      const at = Date.now() * 1000;
      const positions = Array.from({ length: size }, (_, index) => {
        const unit = (next + index) % tracked;
        const { latE7, lonE7 } = server.centre;
        return {
          unit,
          at,
          latE7: latE7 + unit * 100 + ((due % 1000) | 0),
          lonE7: lonE7 + unit * 50,
        };
      });
      next = (next + size) % tracked;
      const { status, body } = await feed.post(`${base}/positions`, { positions });
      if (status === 202) this.positions += (JSON.parse(body) as { accepted: number }).accepted;
    }
  }
}

async function play({ incidentsPerHour, positionsPerSecond, seconds }: Night): Promise<NightDone> {
  const playing = new Playing();
  const startAt = nowMillis();
  const endAt = startAt + seconds * 1000;
  const positions = playing.playPositions(positionsPerSecond, endAt);
  const calls: Promise<void>[] = [];
  const every = 3_600_000 / incidentsPerHour;
  for (let due = startAt; due < endAt; due += every) {
    const wait = due - nowMillis();
    if (wait > 0) await sleep(wait);
    calls.push(playing.playCall(calls.length % units, desks[calls.length % desks.length]));
  }
  await Promise.all([...calls, positions]);
  const { sent, refused, incidents, positions: taken } = playing;
  return { sent, refused, incidents, positions: taken };
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(await play(JSON.parse(line) as Night))}\n`);
}

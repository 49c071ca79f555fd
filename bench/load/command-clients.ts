/**
 * The load generator of `commands`, as a process of its own: so many clients, each with one connection, that together
 * offer so many commands a second for so long. Times count from when a command was due to be sent, not from when
 * the client came to it, so a slow server cannot hide behind its own slowness. It reads phases and answers figures.
 */

import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { Api } from "./api.ts";
import { CallScript } from "./call-script.ts";
import { nowMillis, percentile } from "./child.ts";
import type { LoadServer } from "./server.ts";

export interface Phase {
  readonly perSecond: number;
  readonly seconds: number;
}

export interface PhaseFigures {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  readonly perSecond: number;
  readonly refused: number;
}

interface Argument {
  readonly server: LoadServer;
  readonly clients: number;
}

interface Client {
  readonly api: Api;
  readonly script: CallScript;
  readonly name: string;
  sent: number;
}

const { server, clients: count } = JSON.parse(process.argv[2]) as Argument;
const clients: Client[] = Array.from({ length: count }, (_, unit) => ({
  api: new Api(server.origin, server.supervisor),
  script: new CallScript(server, unit),
  name: `client-${unit}`,
  sent: 0,
}));
const path = `/api/regions/${server.region}/commands`;

async function sendNext(client: Client): Promise<boolean> {
  client.sent += 1;
  const { status, body } = await client.api.post(path, {
    id: `${client.name}-${client.sent}`,
    command: client.script.next(),
  });
  if (status !== 200) {
    process.stderr.write(`${body.slice(0, 200)}\n`);
    return false;
  }
  client.script.take((JSON.parse(body) as { made: object }).made);
  return true;
}

async function playPhase({ perSecond, seconds }: Phase): Promise<PhaseFigures> {
  const times: number[] = [];
  let refused = 0;
  const startAt = nowMillis() + 50;
  const endAt = startAt + seconds * 1000;
  const every = (count * 1000) / perSecond;
  let lastAnswerAt = startAt;
  const play = async (client: Client, index: number) => {
    for (let due = startAt + (index * every) / count; due < endAt; due += every) {
      const wait = due - nowMillis();
      if (wait > 0) await sleep(wait);
      // Far behind: the server does not hold this rate, and the phase should still end.
      if (nowMillis() - due > 5_000) {
        refused += 1;
        continue;
      }
      if (!(await sendNext(client))) refused += 1;
      lastAnswerAt = nowMillis();
      times.push(lastAnswerAt - due);
    }
  };
  await Promise.all(clients.map(play));
  const sorted = Float64Array.from(times).sort();
  return {
    p50: percentile(sorted, 0.5),
    p99: percentile(sorted, 0.99),
    max: sorted.at(-1) ?? Number.NaN,
    perSecond: (times.length * 1000) / (lastAnswerAt - startAt),
    refused,
  };
}

for await (const line of createInterface({ input: process.stdin })) {
  const figures = await playPhase(JSON.parse(line) as Phase);
  process.stdout.write(`${JSON.stringify(figures)}\n`);
}

/**
 * Readers of the public page, as a process of its own: so many requests a second over kept-alive connections for so long, each for the
 * page of a region. It reads phases and answers how many were answered and how fast.
 */

import { Agent, request } from "node:http";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { nowMillis, percentile } from "./child.ts";
import type { Phase, PhaseFigures } from "./command-clients.ts";
import type { LoadServer } from "./server.ts";

const { server, connections } = JSON.parse(process.argv[2]) as {
  readonly server: LoadServer;
  readonly connections: number;
};
const agent = new Agent({ keepAlive: true, maxSockets: connections });
const address = `${server.origin}/public/${server.region}`;

/** Whether it was answered with a page. */
function readPage(): Promise<boolean> {
  return new Promise((resolve) => {
    const sent = request(address, { agent, headers: { "accept-encoding": "gzip" } }, (response) => {
      response.on("end", () => resolve(response.statusCode === 200));
      response.on("error", () => resolve(false));
      response.resume();
    });
    sent.on("error", () => resolve(false));
    sent.end();
  });
}

async function playPhase({ perSecond, seconds }: Phase): Promise<PhaseFigures> {
  const times: number[] = [];
  let refused = 0;
  const startAt = nowMillis() + 50;
  const endAt = startAt + seconds * 1000;
  const every = (connections * 1000) / perSecond;
  const play = async (index: number): Promise<void> => {
    for (let due = startAt + (index * every) / connections; due < endAt; due += every) {
      const wait = due - nowMillis();
      if (wait > 0) await sleep(wait);
      if (!(await readPage())) refused += 1;
      times.push(nowMillis() - due);
    }
  };
  await Promise.all(Array.from({ length: connections }, (_, index) => play(index)));
  const sorted = Float64Array.from(times).sort();
  return {
    p50: percentile(sorted, 0.5),
    p99: percentile(sorted, 0.99),
    max: sorted.at(-1) ?? Number.NaN,
    perSecond: (times.length * 1000) / (nowMillis() - startAt),
    refused,
  };
}

for await (const line of createInterface({ input: process.stdin })) {
  const figures = await playPhase(JSON.parse(line) as Phase);
  process.stdout.write(`${JSON.stringify(figures)}\n`);
}

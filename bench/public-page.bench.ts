/**
 * What a thousand readers a second of the public page cost the control room: 200 commands a second over 50 clients, with and
 * without the readers, in turns so that a neighbour on the machine hits both alike. Server, clients and readers are processes
 * of their own on the same two cores.
 */

import {
  atLeast,
  atMost,
  figure,
  type Bench,
  type BenchOptions,
  type Row,
  sized,
} from "./bench.ts";
import { Child } from "./load/child.ts";
import type { PhaseFigures } from "./load/command-clients.ts";
import type { LoadServer } from "./load/server.ts";

const clients = sized(50, 2);
const commandsPerSecond = sized(200, 10);
const readsPerSecond = sized(1_000, 20);
const seconds = sized(6, 0.3);
const turns = sized(4, 1);

async function run({ say }: BenchOptions): Promise<Row[]> {
  const serverProcess = new Child("server.ts", { units: clients, crews: 0 });
  const children: Child[] = [serverProcess];
  try {
    const server = await serverProcess.read<LoadServer>();
    const commands = new Child("command-clients.ts", { server, clients });
    const readers = new Child("page-clients.ts", { server, connections: 100 });
    children.push(commands, readers);
    return await measure(commands, readers, say);
  } finally {
    for (const child of children.reverse()) await child.stop();
  }
}

async function measure(commands: Child, readers: Child, say: BenchOptions["say"]): Promise<Row[]> {
  const alone: PhaseFigures[] = [];
  const beside: PhaseFigures[] = [];
  const reads: PhaseFigures[] = [];
  commands.say({ perSecond: commandsPerSecond, seconds });
  await commands.read<PhaseFigures>();
  for (let turn = 0; turn < turns; turn += 1) {
    commands.say({ perSecond: commandsPerSecond, seconds });
    alone.push(await commands.read<PhaseFigures>());
    commands.say({ perSecond: commandsPerSecond, seconds });
    readers.say({ perSecond: readsPerSecond, seconds });
    beside.push(await commands.read<PhaseFigures>());
    reads.push(await readers.read<PhaseFigures>());
    say(
      `p99 of commands ${alone[turn].p99.toFixed(1)} ms alone, ${beside[turn].p99.toFixed(1)} ms beside ${reads[turn].perSecond.toFixed(0)} pages/s`,
    );
  }
  const middle = (values: readonly number[]): number =>
    values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
  const without = middle(alone.map(({ p99 }) => p99));
  const crowded = middle(beside.map(({ p99 }) => p99));
  const refused = [...beside, ...reads].reduce((sum, each) => sum + each.refused, 0);
  return [
    atLeast("pages answered per second", middle(reads.map((each) => each.perSecond)), "1/s", 950),
    figure("p99 of a page", middle(reads.map(({ p99 }) => p99)), "ms"),
    figure("p99 of commands without readers", without, "ms"),
    figure("p99 of commands with 1,000 readers a second", crowded, "ms"),
    atMost("the same as a ratio", crowded / without, "x", 1.1),
    atMost("refused", refused, "requests", 0),
  ];
}

export const bench: Bench = {
  name: "public-page",
  about: "1,000 readers of the public page a second leave the control room's p99 as it was",
  run,
};

/**
 * Durable commands through HTTP: one region, 50 clients, whole calls from ringing to closed. First 200 commands a
 * second are offered, then ever more, until the slowest hundredth takes longer than 100 ms or a command is refused.
 * Server and clients are processes of their own on the same machine; every answer means fsync was done.
 */

import {
  atMost,
  figure,
  type Bench,
  type BenchOptions,
  type Row,
  isSmoke,
  sized,
} from "./bench.ts";
import { Child } from "./load/child.ts";
import type { Phase, PhaseFigures } from "./load/command-clients.ts";
import type { LoadServer } from "./load/server.ts";

const clients = sized(50, 2);
const offered = sized(200, 40);
const steps = isSmoke ? [] : [300, 400, 600, 800, 1_000, 1_250, 1_500, 2_000, 2_500, 3_000, 4_000];

async function run({ say }: BenchOptions): Promise<Row[]> {
  const serverProcess = new Child("server.ts", { units: clients, crews: 0 });
  try {
    const server = await serverProcess.read<LoadServer>();
    const load = new Child("command-clients.ts", { server, clients });
    try {
      return await measure(load, say);
    } finally {
      await load.stop();
    }
  } finally {
    await serverProcess.stop();
  }
}

async function measure(load: Child, say: BenchOptions["say"]): Promise<Row[]> {
  const play = async (phase: Phase) => {
    load.say(phase);
    const figures = await load.read<PhaseFigures>();
    say(
      `${phase.perSecond}/s offered: ${figures.perSecond.toFixed(0)}/s, p50 ${figures.p50.toFixed(1)} ms, p99 ${figures.p99.toFixed(1)} ms, ${figures.refused} refused`,
    );
    return figures;
  };
  await play({ perSecond: offered, seconds: sized(5, 0.2) });
  const base = await play({ perSecond: offered, seconds: sized(20, 0.5) });
  let held = isHeld(base) ? base.perSecond : 0;
  for (const perSecond of held === 0 ? [] : steps) {
    let figures = await play({ perSecond, seconds: 8 });
    // Once more: a neighbour on the machine must not decide the figure.
    if (!isHeld(figures)) figures = await play({ perSecond, seconds: 8 });
    if (!isHeld(figures)) break;
    held = figures.perSecond;
  }
  return [
    figure("p50 at 200 commands/s", base.p50, "ms"),
    atMost("p99 at 200 commands/s", base.p99, "ms", 50),
    figure("slowest at 200 commands/s", base.max, "ms"),
    figure("refused or given up at 200 commands/s", base.refused, "commands"),
    figure("answered per second when 200 were offered", base.perSecond, "1/s"),
    figure("highest rate held with p99 <= 100 ms", held, "1/s"),
  ];
}

function isHeld({ p99, refused }: PhaseFigures): boolean {
  return p99 <= 100 && refused === 0;
}

export const bench: Bench = {
  name: "commands",
  about:
    "durable commands through HTTP, one region, 50 clients: p99 <= 50 ms at 200/s, and the highest rate held",
  run,
};

/**
 * From a command being sent to its event being shown at 50 consoles and 1,000 crew streams, while 20,000 incidents an
 * hour are played and 2,000 positions a second come in. The time begins before the command is accepted, so it is
 * longer than what is promised; the server, the work and the onlookers are processes of their own on one machine.
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
import type { Night, NightDone } from "./load/busy-night.ts";
import { Child } from "./load/child.ts";
import type { LoadServer } from "./load/server.ts";
import type { WatchFigures } from "./load/watchers.ts";

const consoles = sized(50, 2);
const crews = sized(1_000, 10);
const tracked = sized(2_000, 20);
const night: Night = {
  incidentsPerHour: sized(20_000, 3_600),
  positionsPerSecond: sized(2_000, 20),
  seconds: sized(60, 1),
};

async function run({ say }: BenchOptions): Promise<Row[]> {
  const children: Child[] = [];
  const start = (file: string, argument: unknown) => {
    const child = new Child(file, argument);
    children.unshift(child);
    return child;
  };
  try {
    const server = await start("server.ts", { units: tracked, crews }).read<LoadServer>();
    const watchers = start("watchers.ts", { server, consoles });
    await watchers.read();
    say(`${consoles} consoles and ${crews} crews are looking on; playing for ${night.seconds} s`);
    const work = start("busy-night.ts", {
      server: { ...server, crews: [] },
      units: crews,
      tracked,
    });
    work.say(night);
    const done = await work.read<NightDone>();
    watchers.say(done.sent);
    const figures = await watchers.read<WatchFigures>();
    return listRows(done, figures);
  } finally {
    for (const child of children) await child.stop();
  }
}

function listRows(done: NightDone, figures: WatchFigures): Row[] {
  const { seconds } = night;
  return [
    figure("shown at consoles, p50", figures.consoleP50, "ms"),
    atMost("shown at consoles, p99", figures.consoleP99, "ms", 1_000),
    figure("shown at consoles, slowest", figures.consoleMax, "ms"),
    figure("shown at crews, p50", figures.crewP50, "ms"),
    atMost("shown at crews, p99", figures.crewP99, "ms", 1_000),
    atMost("missed by any of them", figures.missed, "events", 0),
    atMost("commands refused", done.refused, "commands", 0),
    atLeast(
      "incidents played, per hour",
      (done.incidents / seconds) * 3600,
      "1/h",
      night.incidentsPerHour,
    ),
    atLeast("positions taken", done.positions / seconds, "1/s", night.positionsPerSecond * 0.99),
    figure("commands sent", done.sent.length / seconds, "1/s"),
    figure("showings measured", figures.shown + figures.crewShown, "showings"),
  ];
}

export const bench: Bench = {
  name: "fanout",
  about:
    "command sent to shown at 50 consoles and 1,000 crews, at 20,000 incidents/h and 2,000 positions/s: p99 <= 1 s",
  run,
};

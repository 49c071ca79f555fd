/**
 * Whether what nobody answers escalates, all of it and nothing else: 1,000 requests of which 300 are ignored, and 500 warnings,
 * through the live loop on the wall clock and the embedded store, with a restart after they were asked and another while
 * deadlines pass. Lateness is read from the log: when an escalation was entered, against the deadline.
 */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Command } from "../src/core/commands.ts";
import type { CoreEvent } from "../src/core/events.ts";
import { standardRequestRule } from "../src/core/request/request-rule.ts";
import { missingRoles } from "../src/core/warning/changes.ts";
import { listWarningRows } from "../src/core/warning/read.ts";
import { makeClock } from "../src/live/clock.ts";
import { makeLog } from "../src/live/log.ts";
import { RegionRuntime } from "../src/live/region-runtime.ts";
import { makeStraightLine } from "../src/plan/straight-line.ts";
import { openSqliteStore } from "../src/store/sqlite/engine.ts";
import type { EventStore } from "../src/store/port.ts";
import { roomConfig } from "../src/testing/control-room.ts";
import { atMost, figure, type Bench, type BenchOptions, type Row, sized } from "./bench.ts";

const requests = sized(1_000, 20);
const ignored = sized(300, 6);
const warnings = sized(500, 5);
/** Deadlines of a bench, not of a room: it runs on the wall clock. */
const receiveSeconds = sized(30, 2);
const stepSeconds = sized(10, 1);
const spreadSeconds = sized(10, 1);
const id = "room";
const actor = { account: "tester", role: "supervisor", unit: undefined } as const;

const config = {
  ...roomConfig(),
  id,
  requestRule: {
    ...standardRequestRule,
    receiveSeconds,
    answerSeconds: 3_600,
    commitSeconds: 3_600,
    chain: [
      { role: "dispatcher", seconds: stepSeconds },
      { role: "supervisor", seconds: stepSeconds },
    ],
  },
  warningRule: {
    first: { role: "dispatcher", seconds: receiveSeconds },
    second: { role: "supervisor", seconds: Math.max(1, stepSeconds / 2) },
    overseerSeconds: Math.max(1, stepSeconds / 2),
  },
} as const;

interface Room {
  readonly store: EventStore;
  readonly region: RegionRuntime;
}

async function open(directory: string): Promise<Room> {
  const store = await openSqliteStore({ directory });
  const region = await RegionRuntime.open({
    id,
    store,
    clock: makeClock(),
    log: makeLog("silent"),
    travel: makeStraightLine(),
    waitingCommands: 2_000,
    snapshotEvery: 1_000,
  });
  return { store, region };
}

async function shut({ store, region }: Room): Promise<void> {
  await region.close();
  await store.close();
}

let ids = 0;

async function give({ region }: Room, command: Command): Promise<void> {
  ids += 1;
  const digest = JSON.stringify(command);
  await region.submit({ id: `id-${ids}`, digest, actor, read: () => [command] });
}

function sleep(seconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1000));
}

/** Every third of those that are answered ends, the others go on with a later deadline. */
function answerTo(request: number): Command {
  if (request % 3 === 0)
    return { type: "request.answer", request, answer: "refused", reason: "none to spare" };
  return request % 3 === 1
    ? { type: "request.answer", request, answer: "accepted" }
    : { type: "request.receive", request };
}

async function ask(room: Room): Promise<void> {
  const each = (spreadSeconds * 1000) / requests;
  const startedAt = performance.now();
  for (let number = 1; number <= requests; number += 1) {
    const party = { kind: "partner", code: "fire" } as const;
    const words = `what is asked, number ${number}`;
    await give(room, { type: "request.ask", direction: "outgoing", kind: "people", quantity: 1, party, words }); // prettier-ignore
    if (number % 2 === 0)
      await give(room, { type: "warning.issue", roles: ["dispatcher", "supervisor"], words });
    const ahead = startedAt + number * each - performance.now();
    if (ahead > 5) await sleep(ahead / 1000);
  }
}

/** Ignored are the requests that are no multiple of 10 plus 3, 6 or 9: three of ten. */
function isIgnored(request: number): boolean {
  return [3, 6, 9].includes(request % 10);
}

async function answer(room: Room): Promise<void> {
  for (let number = 1; number <= requests; number += 1)
    if (!isIgnored(number)) await give(room, answerTo(number));
  for (let warning = 1; warning <= warnings; warning += 1) {
    if (warning % 3 === 0) continue;
    for (const role of ["dispatcher", "supervisor"] as const)
      await give(room, { type: "warning.acknowledge", warning, role });
    if (warning % 3 === 1) await give(room, { type: "warning.end", warning, reason: "it is over" });
  }
}

async function readLog({ store }: Room): Promise<CoreEvent[]> {
  const events: CoreEvent[] = [];
  for (let after = 0; ;) {
    const page = await store.read(id, after, 1_000);
    if (page.length === 0) return events;
    after += page.length;
    for (const { facts } of page) events.push(JSON.parse(facts) as CoreEvent);
  }
}

function listRows(events: readonly CoreEvent[], { region }: Room): Row[] {
  const escalated = events.filter((event) => event.type === "request.escalated");
  const first = escalated.filter(({ step }) => step === 1);
  const late = escalated.map(({ at, entered }) => (entered - at) / 1e6);
  const early = first.filter(({ at, deadlineAt }) => at !== deadlineAt).length;
  const missed = new Set(first.map(({ request }) => request).filter(isIgnored)).size;
  const wrong = first.filter(({ request }) => !isIgnored(request)).length;
  const shown = new Set(
    events.filter((event) => event.type === "warning.escalated" && event.to === "overseer").map((event) => (event as { warning: number }).warning), // prettier-ignore
  );
  const warned = events.filter((event) => event.type === "warning.escalated");
  const lateWarnings = warned.map(({ at, entered }) => (entered - at) / 1e6);
  const ended = events.filter(({ type }) => type === "warning.ended").length;
  const issued = events.filter(({ type }) => type === "warning.issued").length;
  const { state } = region;
  const rows = listWarningRows(state, false);
  const open = listWarningRows(state, true);
  const { warnings: columns } = state.columns;
  const unseen = open.filter((row) => missingRoles(state, row).length > 0);
  const withAlarm = unseen.filter((row) => columns.alarm[row] >= 0);
  const expectUnseen = Math.floor(warnings / 3);
  return [
    atMost(`of ${ignored} ignored requests, not escalated`, ignored - missed, "requests", 0),
    atMost("others escalated", wrong, "requests", 0),
    atMost("ignored ones escalated more or less than once a step", Math.abs(escalated.length - 2 * ignored), "times", 0), // prettier-ignore
    atMost("escalations at another time than the deadline", early, "times", 0),
    atMost("from the deadline to the log, latest", Math.max(...late), "s", 5),
    figure("from the deadline to the log, median", median(late), "s"),
    figure("from the deadline to the log, earliest", Math.min(...late), "s"),
    atMost(`of ${warnings} warnings, not issued or gone`, 2 * warnings - issued - rows.length, "warnings", 0), // prettier-ignore
    atMost("of those not ended, gone", Math.abs(issued - ended - open.length), "warnings", 0),
    atMost(`of ${expectUnseen} not acknowledged, not shown to the overseer`, expectUnseen - shown.size, "warnings", 0), // prettier-ignore
    atMost("of these, without a standing alarm", expectUnseen - withAlarm.length, "warnings", 0),
    atMost("warnings' escalations, latest", Math.max(...lateWarnings), "s", 5),
  ];
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;
}

async function run({ say }: BenchOptions): Promise<readonly Row[]> {
  const directory = mkdtempSync(join(tmpdir(), "muster-escalation-"));
  let room = await open(directory);
  try {
    await room.region.runSystem({ type: "region.configure", config });
    say(`asking ${requests} requests and ${warnings} warnings over ${spreadSeconds} s`);
    await ask(room);
    await answer(room);
    say("a restart before the deadlines");
    await shut(room);
    room = await open(directory);
    const firstDeadline = receiveSeconds - spreadSeconds;
    say(`deadlines pass in ${firstDeadline} s or less, with a restart in the middle of them`);
    while (room.region.state.columns.head.openAlarms[0] < ignored / 3) await sleep(0.1);
    await shut(room);
    room = await open(directory);
    const restarted = room.region.state.columns.head.openAlarms[0];
    await sleep(spreadSeconds + 3 * stepSeconds);
    const rows = listRows(await readLog(room), room);
    return [...rows, figure("alarms that stood at the second restart", restarted, "alarms")];
  } finally {
    await shut(room);
    rmSync(directory, { recursive: true, force: true });
  }
}

export const bench: Bench = {
  name: "escalation",
  about:
    "1,000 requests with 300 ignored: 300 of 300 escalate 0 to 5 s after the deadline, none else; 500 warnings: none disappears",
  run,
};

/**
 * Custody: 500 keys handed in within 20 minutes through the live loop, and how often the surge of hand-ins alarms on a day when nothing
 * is the matter: drawn shifts of 400 holders in twelve teams, looked at in every minute with a hand-in, from the middle of the
 * shift to an hour and a half after its end. The shifts are drawn from the model itself, so the figures hold as far as that does.
 */

import { microsPerHour, microsPerMinute } from "../src/base/instant.ts";
import { RandomStream } from "../src/base/random.ts";
import { gammaFrom } from "../src/base/samplers.ts";
import type { Command } from "../src/core/commands.ts";
import { countCustody, getItem } from "../src/core/custody/read.ts";
import {
  standardSurgeRule as rule,
  surgeAlarmRatio,
  surgeRatio,
  type SurgeGroup,
} from "../src/core/custody/surge-model.ts";
import { standardRoster } from "../src/core/region/policy.ts";
import { makeLog } from "../src/live/log.ts";
import { RegionRuntime } from "../src/live/region-runtime.ts";
import { makeStraightLine } from "../src/plan/straight-line.ts";
import { MemoryStore } from "../src/store/memory.ts";
import { roomConfig } from "../src/testing/control-room.ts";
import { TestClock } from "../src/testing/test-clock.ts";
import { atLeast, atMost, figure, type Bench, sized } from "./bench.ts";

const keys = 500;
const holders = 400;
const teams = 12;
const fewest = 20;
const ordinaryShifts = sized(3_000, 4);
const surges = sized(300, 2);
const seed = 20_261_128;
const window = rule.windowSeconds / 60;
/** Minutes about the planned end in which a shift is looked at. */
const [first, last] = [-240, 90];

/** Minute after which a holder has handed in by the curve, for a uniform draw: between its points as the model has it. */
function minuteOf(uniform: number): number {
  for (let point = 1; point < rule.curve.length; point += 1) {
    const [before, after] = [rule.curve[point - 1], rule.curve[point]];
    if (uniform > after.share) continue;
    const part = (uniform - before.share) / (after.share - before.share);
    return Math.ceil((before.seconds + part * (after.seconds - before.seconds)) / 60);
  }
  return last;
}

class Shifts {
  readonly #random = new RandomStream(seed, "custody");

  /** Team and minute of each hand-in. In each window a share of all hands in for other reasons: beta, as a ratio of gammas. */
  ordinary(): { readonly team: number; readonly minute: number }[] {
    const random = this.#random;
    const whole = random.uniform();
    const early = whole < 0.7 ? 0 : whole < 0.9 ? 10 : 20;
    const teamEarly = Array.from({ length: teams }, () => (random.uniform() < 0.05 ? 30 : 0));
    const size = 1 / rule.correlation - 1;
    const stray = Array.from({ length: Math.ceil((last - first) / window) }, () => {
      const some = gammaFrom(random, rule.strayShare * size, 1);
      return some / (some + gammaFrom(random, (1 - rule.strayShare) * size, 1));
    });
    return Array.from({ length: holders }, (_, head) => {
      const team = head % teams;
      const minute = minuteOf(random.uniform()) - early - teamEarly[team];
      const index = stray.findIndex((share) => random.uniform() < share);
      const strayed = index < 0 ? Infinity : first + (index + random.uniform()) * window;
      return { team, minute: Math.min(minute, Math.ceil(strayed)) };
    });
  }

  /** The share hands in evenly within 20 minutes, in the middle of the shift. */
  surge(share: number): { readonly team: number; readonly minute: number }[] {
    const from = first + 30;
    return this.ordinary().map((head) =>
      this.#random.uniform() < share
        ? { ...head, minute: from + Math.ceil(20 * this.#random.uniform()) }
        : head,
    );
  }
}

function firstAlarm(heads: ReturnType<Shifts["ordinary"]>, until: number): number {
  const busy = new Set(heads.map(({ minute }) => minute));
  for (let minute = first; minute <= until; minute += 1) {
    if (!busy.has(minute)) continue;
    const groups = Array.from({ length: teams }, (_, team): { -readonly [K in keyof SurgeGroup]: SurgeGroup[K] } => ({ team, sinceEnd: minute * microsPerMinute, holders: 0, handedIn: 0 })); // prettier-ignore
    for (const head of heads) {
      if (head.minute <= minute - window) continue;
      groups[head.team].holders += 1;
      if (head.minute <= minute) groups[head.team].handedIn += 1;
    }
    // So few of 400 never alarm, wherever they are in their shift; it is a third of the time.
    if (groups.reduce((sum, { handedIn }) => sum + handedIn, 0) < fewest) continue;
    if (surgeRatio(rule, groups) >= Math.log(surgeAlarmRatio)) return minute;
  }
  return Infinity;
}

interface Night {
  readonly right: number;
  readonly alarmMinute: number;
  readonly micros: number;
}

async function handInAll(): Promise<Night> {
  const [store, clock, travel] = [new MemoryStore(), new TestClock(), makeStraightLine()];
  const region = await RegionRuntime.open({ id: "room", store, clock, log: makeLog("silent"), travel, waitingCommands: 2_000, snapshotEvery: 1_000_000 }); // prettier-ignore
  const roster = { ...standardRoster, posts: [{ code: "constable", name: "Constable" }] };
  await region.runSystem({ type: "region.configure", config: { ...roomConfig(), id: "room", roster } }); // prettier-ignore
  let ids = 0;
  const ask = (command: Command) => {
    const id = `id-${(ids += 1)}`;
    return region.submit({ id, digest: id, actor: { account: "desk", role: "supervisor", unit: undefined }, read: () => [command] }); // prettier-ignore
  };
  const all = (make: (index: number) => Command) =>
    Promise.all(Array.from({ length: keys }, (_, index) => ask(make(index))));
  await all((index) => ({ type: "person.register", staffNumber: `N${index}`, post: "constable", skills: [] })); // prettier-ignore
  await all((index) => ({ type: "item.register", code: `K${index}`, kind: "key" }));
  const fromAt = clock.now();
  await all((person) => ({ type: "shift.plan", of: { person }, fromAt, untilAt: fromAt + 8 * microsPerHour })); // prettier-ignore
  await all((person) => ({ type: "person.book-on", person, items: [person] }));
  clock.move(2 * 3_600);
  await region.runSystem({ type: "due.work" });
  let [alarmMinute, micros] = [Infinity, 0];
  for (let minute = 0; minute < 20; minute += 1) {
    const startedAt = performance.now();
    await Promise.all(Array.from({ length: keys / 20 }, (_, index) => ask({ type: "item.hand-in", item: ((minute * keys) / 20 + index) * 7 % keys }))); // prettier-ignore
    micros += (performance.now() - startedAt) * 1_000;
    clock.move(60);
    await region.runSystem({ type: "due.work" });
    if (region.state.columns.custody.alarm[0] >= 0) alarmMinute = Math.min(alarmMinute, minute + 1);
  }
  let right = 0;
  for (let key = 0; key < keys; key += 1) {
    const { state, holder, lastHolder } = getItem(region.state, key);
    if (state === "in store" && holder === null && lastHolder === key) right += 1;
  }
  const { inStore, issued, missing } = countCustody(region.state);
  await region.close();
  return { right: inStore === keys && issued + missing === 0 ? right : 0, alarmMinute, micros };
}

export const bench: Bench = {
  name: "custody",
  about: "500 keys in 20 minutes, every state right; surges of hand-ins seen, and false alarms",
  async run({ say }) {
    say(`${keys} keys in 20 minutes through the live loop`);
    const night = await handInAll();
    const shifts = new Shifts();
    say(`${surges} surges of 30 % in 20 minutes`);
    let seen = 0;
    for (let run = 0; run < surges; run += 1)
      if (firstAlarm(shifts.surge(0.3), first + 50) <= first + 50) seen += 1;
    say(`${ordinaryShifts} ordinary shifts, a minute or two`);
    let wrong = 0;
    const startedAt = performance.now();
    for (let run = 0; run < ordinaryShifts; run += 1)
      if (firstAlarm(shifts.ordinary(), last) < Infinity) wrong += 1;
    const seconds = (performance.now() - startedAt) / 1_000;
    return [
      atLeast(`keys of ${keys} whose state is right, none unaccounted for`, night.right, "keys", keys), // prettier-ignore
      atMost("the surge alarms after", night.alarmMinute, "minutes", 20),
      figure("one hand-in through the live loop, memory store", night.micros / keys, "us"),
      atLeast("30 % of 400 hand in within 20 minutes, alarm within them", (100 * seen) / surges, "%", 99), // prettier-ignore
      atMost("false alarms in 1,000 ordinary shifts", (1_000 * wrong) / ordinaryShifts, "alarms", 1), // prettier-ignore
      figure("one ordinary shift looked at", (1_000 * seconds) / ordinaryShifts, "ms"),
    ];
  },
};

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Command } from "../core/commands.ts";
import { dueWork, given, planned, registered, wait } from "../testing/core/scenario.ts";
import { RefusedError } from "./fault.ts";
import { makeLog } from "./log.ts";
import { AbsencePool, poolAbsence, type PooledRegion } from "./absence-pool.ts";

const hour = 3_600;

/** A region that plans so many units of fifty heads each, of which so many heads book on. */
function region(id: string, units: number, come: number, asked: string[]): PooledRegion["region"] {
  const steps = Array.from({ length: units }, (_, unit) => [
    registered(`${id.toUpperCase()}${unit}`),
    planned({ unit }, hour, 9 * hour, { crew: 50 }),
  ]);
  const bookOn = Array.from({ length: units }, (_, unit): Command => ({ type: "unit.book-on", unit, crew: come })); // prettier-ignore
  const { twin } = given(...steps.flat(), wait(hour), ...bookOn, wait(1_800), dueWork);
  return {
    id,
    state: twin.state,
    status: "taking",
    now: () => twin.now,
    runSystem: (command: Command) => {
      asked.push(`${id}: ${JSON.stringify(command)}`);
      return Promise.resolve(twin.do(command) as never);
    },
  };
}

test("regions that are ordinary by themselves alarm together, and each is told once", async () => {
  const asked: string[] = [];
  // Of 350 heads 308 come: 12 % are missing.
  const regions = new Map(["a", "b", "c", "d", "e", "f", "g", "h"].map((id) => [id, region(id, 7, 44, asked)])); // prettier-ignore
  const pooled = poolAbsence(regions);
  for (const { found } of pooled.regions) assert.equal(found.verdict, "ordinary");
  assert.ok(pooled.alarms, `log ratio ${pooled.logRatio}`);
  const pool = new AbsencePool(regions, makeLog("silent"));
  await pool.look();
  assert.equal(asked.length, 8);
  assert.ok(asked.every((line) => line.includes('"absence.pool"') && line.includes('"h"')));
  for (const { state } of regions.values()) assert.ok(state.columns.absence.alarm[0] >= 0);
  await pool.look();
  assert.equal(asked.length, 8);
});

test("looks do not overlap on a slow disk, and what the region refuses by then is no fault", async () => {
  const asked: string[] = [];
  const regions = new Map(["a", "b", "c", "d", "e", "f", "g", "h"].map((id) => [id, region(id, 7, 44, asked)])); // prettier-ignore
  const slow = new Map(
    [...regions].map(([id, each]) => {
      const runSystem: PooledRegion["region"]["runSystem"] = async (command) => {
        await new Promise((done) => setTimeout(done, 5));
        if (id === "b") throw new RefusedError({ code: "absence.nobody-due", message: "over" });
        return each.runSystem(command);
      };
      return [id, { ...each, runSystem }] as const;
    }),
  );
  const errors: unknown[] = [];
  const log = { ...makeLog("silent"), error: (...said: unknown[]) => void errors.push(said) };
  const pool = new AbsencePool(slow, log as never);
  await Promise.all([pool.look(), pool.look(), pool.look()]);
  assert.equal(asked.length, 7);
  assert.deepEqual(errors, []);
});

test("who leaves a few at a time in every region alarms all of them, and a region where nobody left has no part in it", async () => {
  const asked: string[] = [];
  const evening = (id: string, leave: number): PooledRegion["region"] => {
    const shifts = Array.from({ length: 22 }, (_, unit): Command[] => [
      registered(`${id.toUpperCase()}${unit}`),
      planned({ unit }, 0, 9 * hour, { crew: 4 }),
      { type: "unit.book-on", unit, crew: 4 },
    ]);
    const off = Array.from({ length: leave }, (_, unit): Command => ({ type: "unit.book-off", unit })); // prettier-ignore
    const { twin } = given(...shifts.flat(), wait(3 * hour), ...off, wait(600), dueWork);
    return {
      id,
      state: twin.state,
      status: "taking",
      now: () => twin.now,
      runSystem: (command: Command) => {
        asked.push(id);
        return Promise.resolve(twin.do(command) as never);
      },
    };
  };
  const leave = [1, 1, 1, 1, 1, 1, 1, 1, 0];
  const regions = new Map(leave.map((count, index) => [`r${index}`, evening(`r${index}`, count)]));
  const pooled = poolAbsence(regions);
  for (const { found } of pooled.regions) assert.equal(found.verdict, "ordinary");
  assert.ok(pooled.alarms, `log ratio ${pooled.logRatio}`);
  await new AbsencePool(regions, makeLog("silent")).look();
  assert.deepEqual(asked, ["r0", "r1", "r2", "r3", "r4", "r5", "r6", "r7"]);
});

test("ordinary regions do not, nor does one alone", async () => {
  const asked: string[] = [];
  const ordinary = new Map(["a", "b", "c"].map((id) => [id, region(id, 7, 47, asked)]));
  assert.equal(poolAbsence(ordinary).alarms, false);
  await new AbsencePool(ordinary, makeLog("silent")).look();
  const alone = new Map([["a", region("a", 7, 10, asked)]]);
  assert.equal(poolAbsence(alone).alarms, false);
  await new AbsencePool(alone, makeLog("silent")).look();
  assert.deepEqual(asked, []);
});

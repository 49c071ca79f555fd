import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { microsPerHour, microsPerMinute } from "../base/instant.ts";
import type { Command } from "../core/commands.ts";
import { act, makeRoom, roomStartsAt } from "../testing/control-room.ts";
import { DemandCounts, DemandWatch } from "./demand-watch.ts";
import { makeLog } from "./log.ts";

/** So many evenly over an hour. */
function hour(
  counts: DemandCounts,
  beginsAt: number,
  many: number,
  cell = { incidentType: "noise", area: "north" },
): void {
  for (let each = 0; each < many; each += 1)
    counts.take({ ...cell, at: beginsAt + Math.floor(((each + 0.5) / many) * microsPerHour) });
}

function learned(perHour: number, hours: number): { counts: DemandCounts; now: number } {
  const counts = new DemandCounts();
  let now = roomStartsAt;
  for (let each = 0; each < hours; each += 1) {
    hour(counts, now, perHour);
    now += microsPerHour;
  }
  return { counts, now };
}

describe("demand by type and area", () => {
  test("four times 5 an hour is more than ordinary within that hour, 8 is not", () => {
    const rising = learned(5, 14 * 24);
    hour(rising.counts, rising.now, 20);
    const [cell] = rising.counts.list(rising.now + microsPerHour);
    assert.equal(cell.verdict, "more than ordinary");
    assert.equal(cell.counted, 20);
    assert.ok(cell.expected > 4.8 && cell.expected < 5.2, String(cell.expected));
    assert.ok(cell.expectedHigh < 20);
    const calm = learned(5, 14 * 24);
    hour(calm.counts, calm.now, 8);
    assert.equal(calm.counts.list(calm.now + microsPerHour)[0].verdict, "ordinary");
  });

  test("a little more is listed as perhaps, below what alarms", () => {
    const rising = learned(5, 28 * 24);
    hour(rising.counts, rising.now, 13);
    const [cell] = rising.counts.list(rising.now + microsPerHour - 1);
    assert.equal(cell.verdict, "perhaps more", String(cell.ratio));
  });

  test("hours of the week that differ by chance alone are one level, and those that really differ are not", () => {
    const expectedAt = (perHour: (hourOfWeek: number) => number, at: number): number => {
      const counts = new DemandCounts();
      let now = roomStartsAt;
      for (let each = 0; each < 4 * 168; each += 1, now += microsPerHour)
        hour(counts, now, perHour(each % 168));
      hour(counts, now, 5);
      const [cell] = counts.list(now + at * microsPerHour + microsPerHour - 1);
      return cell.expected;
    };
    // 4, 5 or 6 in turn: less spread than chance would have.
    assert.ok(Math.abs(expectedAt((each) => 4 + (each % 3), 2) - 5) < 0.1);
    assert.ok(expectedAt((each) => (each % 24 < 12 ? 1 : 9), 0) < 3.1);
  });

  test("of one in four hours too few come to say", () => {
    const counts = new DemandCounts();
    let now = roomStartsAt;
    for (let each = 0; each < 168; each += 1, now += 4 * microsPerHour) hour(counts, now, 1);
    hour(counts, now, 1);
    assert.equal(counts.list(now + microsPerHour)[0].verdict, "too few to say");
  });

  test("within a day of the first there is no baseline", () => {
    const { counts, now } = learned(5, 20);
    hour(counts, now, 40);
    assert.equal(counts.list(now + microsPerHour)[0].verdict, "no baseline");
  });

  test("hours in which Muster was away are no quiet ones", () => {
    const { counts, now } = learned(5, 7 * 24);
    const later = now + 7 * 24 * microsPerHour;
    hour(counts, later, 10);
    const at = later + microsPerHour;
    assert.ok(Math.abs(counts.hoursAt(at, 7 * 24 * microsPerHour) - 7 * 24) < 0.2);
    const [known] = counts.list(at, 7 * 24 * microsPerHour);
    const [counted] = counts.list(at);
    assert.ok(known.expected > 1.8 * counted.expected, `${known.expected}, ${counted.expected}`);
  });

  test("only cells of which something could be new are looked at: the last hour, and rises that stand", () => {
    const { counts, now } = learned(5, 48);
    for (const area of ["a", "b", "c"])
      counts.take({ incidentType: "flood", area, at: now - 20 * microsPerHour });
    counts.take({ incidentType: "theft", area: "a", at: now });
    const cells = (rises: Parameters<DemandCounts["listActive"]>[2]) =>
      counts
        .listActive(now + 50 * microsPerMinute, 0, rises)
        .map(({ incidentType, area }) => `${incidentType} ${area}`)
        .toSorted();
    assert.deepEqual(cells([]), ["noise north", "theft a"]);
    assert.deepEqual(
      cells([
        { incidentType: "flood", area: "b" },
        { incidentType: "theft", area: "a" },
      ]),
      ["flood b", "noise north", "theft a"],
    );
    const of = (list: { incidentType: string }[]) =>
      list.find(({ incidentType }) => incidentType === "theft");
    const at = now + 50 * microsPerMinute;
    assert.deepEqual(of(counts.listActive(at, 0, [])), of(counts.list(at)));
    assert.deepEqual(counts.listActive(now + 2 * microsPerHour, 0, []), []);
  });

  test("an hour that is busy every week is ordinary when it comes again", () => {
    const counts = new DemandCounts();
    let now = roomStartsAt;
    for (let each = 0; each < 8 * 168; each += 1, now += microsPerHour)
      hour(counts, now, each % 168 === 5 ? 24 : 4);
    const busyAt = now + 5 * microsPerHour;
    for (; now < busyAt; now += microsPerHour) hour(counts, now, 4);
    hour(counts, now, 20);
    const [cell] = counts.list(now + microsPerHour - 1);
    assert.ok(cell.expected > 12, `expected ${cell.expected}`);
    assert.equal(cell.verdict, "ordinary");
  });
});

test("the watch tells a rise once and its end once, through the region's own command", async () => {
  const room = makeRoom();
  let now = roomStartsAt;
  const told: unknown[] = [];
  const region = {
    id: "test",
    state: room.state,
    status: "taking" as const,
    now: () => now,
    runSystem: (command: Command) => {
      told.push(command.type === "demand.note" && command.rise);
      room.now = now;
      act(room, command);
      return Promise.resolve(undefined as never);
    },
  };
  const watch = new DemandWatch(region, makeLog("silent"));
  const brokenStore = { readFacts: () => Promise.reject(new Error("no log")) };
  await watch.read(brokenStore as never, 0);
  const cell = { incidentType: "burglary", area: "north" };
  for (let each = 0; each < 14 * 24; each += 1, now += microsPerHour)
    hour(watch.counts, now, 5, cell);
  hour(watch.counts, now, 25, cell);
  now += microsPerHour;
  await watch.look();
  await watch.look();
  now += 2 * microsPerMinute;
  await watch.look();
  assert.deepEqual(told, [null]);
  assert.equal(room.state.columns.rises.number[0], 1);
  now += microsPerHour;
  await watch.look();
  assert.deepEqual(told, [null, 1]);
  assert.equal(room.state.columns.head.openAlarms[0], 0);
});

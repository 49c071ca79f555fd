import assert from "node:assert/strict";
import { writeFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import * as fc from "fast-check";
import { findInstant, microsPerMinute, microsPerSecond } from "../../base/instant.ts";
import type { CoreEvent } from "../../core/events.ts";
import { makeLog } from "../../live/log.ts";
import { incidentKinds } from "../../sim/town/incident-kinds.ts";
import { makeTown } from "../../sim/town/make-town.ts";
import { regionConfigFromTown } from "../../sim/town/region-config.ts";
import { gatherDay } from "../../wire/recorded/gather.ts";
import { mappingSchema } from "../../wire/recorded/mapping.ts";
import { type CsvRow, RowReader } from "../../wire/recorded/row.ts";
import { findScenarioFile } from "../demo.ts";
import { importCalls } from "../recorded/import.ts";
import { findRealData, skipWithout } from "../../testing/real-data.ts";
import { demoAccounts } from "./accounts.ts";
import { FrameReader } from "./event-feed.ts";
import { type HostedWorld, hostWorld } from "./host-world.ts";
import { readRecordedFiles } from "./read-recorded.ts";
import { OutcomeBook, quantilesOf, writeSummary } from "./recorded-outcome.ts";
import { leadMicros, playRecorded } from "./recorded-player.ts";
import { readScenario } from "./scenario-file.ts";
import { Schedule } from "./schedule.ts";
import { playTown } from "./town-player.ts";
import { WorldView } from "./world-view.ts";

const folder = mkdtempSync(join(tmpdir(), "muster-drive-test-"));
after(() => rmSync(folder, { recursive: true }));

test("a schedule runs in order of time, and of planning for one instant", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20)), fc.nat(20), (times, now) => {
      const schedule = new Schedule();
      const ran: [at: number, order: number][] = [];
      for (const [order, at] of times.entries())
        schedule.plan(at, (planned) => ran.push([planned, order]));
      const due = times
        .map((at, order): [number, number] => [at, order])
        .filter(([at]) => at <= now);
      assert.equal(schedule.runDue(now), due.length);
      assert.deepEqual(ran, due.sort((a, b) => a[0] - b[0] || a[1] - b[1])); // prettier-ignore
      assert.equal(schedule.size, times.length - due.length);
    }),
  );
});

test("what an action plans for now or earlier runs in the same round", () => {
  const schedule = new Schedule();
  const ran: string[] = [];
  schedule.plan(5, () => {
    ran.push("first");
    schedule.plan(3, () => ran.push("late"));
    schedule.plan(9, () => ran.push("later"));
  });
  schedule.runDue(6);
  assert.deepEqual(ran, ["first", "late"]);
  assert.equal(schedule.nextAt, 9);
});

test("frames are read whatever the pieces they come in", () => {
  const text =
    'retry: 1000\n\nid: 7\nevent: events\ndata: [1,2]\n\nevent: head\ndata: {"now":5}\n\n: comment\n\n';
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: text.length - 1 })), (cuts) => {
      const reader = new FrameReader();
      const edges = [0, ...cuts.toSorted((a, b) => a - b), text.length];
      const frames = edges
        .slice(1)
        .flatMap((edge, index) => reader.push(text.slice(edges[index], edge)));
      assert.deepEqual(frames, [
        { event: "events", data: "[1,2]", id: "7" },
        { event: "head", data: '{"now":5}', id: undefined },
      ]);
    }),
  );
});

test("quantiles are values of the sample; of nothing they are not a number", () => {
  assert.deepEqual(quantilesOf([5, 1, 4, 2, 3]), { count: 5, p50: 3, p90: 5 });
  assert.ok(Number.isNaN(quantilesOf([]).p50));
});

const shippedScenarios = ["ordinary-night", "shift-does-not-arrive", "storm"];
test("the shipped scenarios are read, and stage only what the town has", () => {
  const codes = new Set(incidentKinds.map((kind) => kind.code));
  for (const name of shippedScenarios) {
    const scenario = readScenario(findScenarioFile(name));
    assert.equal(scenario.name, name);
    const { seed, units, scale } = scenario.town;
    const places = new Set(
      makeTown({ seed, unitCount: units, scale }).places.map((place) => place.kind as string),
    );
    for (const staged of scenario.staged) {
      assert.ok(codes.has(staged.kind));
      assert.ok(staged.placeKind === "" || places.has(staged.placeKind), staged.placeKind);
    }
  }
  const [, , night] = readScenario(findScenarioFile("shift-does-not-arrive")).shifts;
  assert.equal(night.arrivesOnDay.get(0), 0.33);
});

test("a scenario with faults names file, line and what was expected", () => {
  const path = join(folder, "bad.yaml");
  writeFileSync(
    path,
    'name: bad\ntitle: Bad\nsummary: Bad\ntown: { units: 5 }\nstart: 2027-03-05T20:30:00Z\nshifts:\n  early: { start: "7am", hours: 9 }\n  late: { start: "14:00", hours: 9 }\n  night: { start: "22:00", hours: 9 }\nstaged:\n  - { at: 5, kind: dragon }\n',
  );
  assert.throws(() => readScenario(path), (error: Error) => {
    assert.match(error.message, /bad\.yaml:4:\d+: town\.units: /);
    assert.match(error.message, /bad\.yaml:7:\d+: shifts\.early\.start: expected a time of day/);
    assert.match(error.message, /bad\.yaml:11:\d+: staged\.0\.kind: expected one of concern-for-safety/);
    return true;
  }); // prettier-ignore
});

test("lines of recorded calls that are none are named", () => {
  const calls = join(folder, "calls.jsonl");
  writeFileSync(calls, '{"call":"1"}\nnot json\n');
  assert.throws(() => readRecordedFiles(calls, calls), /calls\.jsonl:1: .*\n.*calls\.jsonl:2: /);
  assert.throws(
    () => readRecordedFiles(join(folder, "none.jsonl"), calls),
    /muster import writes it/,
  );
});

/** A made-up record: eight calls, five minutes apart, for two engines that are each forty minutes busy. */
function makeRecord(): ReturnType<typeof gatherDay> {
  const mapping = mappingSchema.parse({
    name: "Test",
    attribution: "Made up",
    region: { id: "test", name: "Test" },
    columns: {
      call: "id", receivedAt: "rung", answeredAt: "entered", type: "type", grade: "grade", lat: "lat", lon: "lon",
      area: "area", unit: "unit", unitKind: "kind", dispatchedAt: "sent", onSceneAt: "there", availableAt: "free",
    },
    types: { Fire: { code: "fire", name: "Fire" } },
    grades: { "1": "immediate" },
    unitKinds: { E: { vehicle: "engine", skills: ["fire"] } },
    plans: [{ grades: ["immediate"], needs: [{ vehicles: ["engine"] }] }],
  }); // prettier-ignore
  const reader = new RowReader(mapping);
  const at = (minute: number): string => new Date(Date.UTC(2017, 0, 1, 0, minute)).toISOString();
  const rows = Array.from({ length: 8 }, (_, index) => {
    const minute = 30 + index * 5;
    const cells: CsvRow = {
      id: String(index), rung: at(minute), entered: at(minute + 1), type: "Fire", grade: "1",
      lat: String(37.78 + index / 1000), lon: "-122.42", area: "A", unit: `E${index % 2}`, kind: "E",
      sent: at(minute + 2), there: at(minute + 6), free: at(minute + 14),
    }; // prettier-ignore
    const reading = reader.read(cells, index);
    assert.ok("row" in reading, JSON.stringify(reading));
    return reading.row;
  });
  return gatherDay(mapping, rows);
}

async function withWorld<Value>(
  options: Pick<Parameters<typeof hostWorld>[0], "region" | "startAt" | "speed">,
  work: (world: HostedWorld, view: WorldView) => Promise<Value>,
): Promise<Value> {
  const world = await hostWorld({
    config: { store: "memory", port: 0 },
    log: makeLog("fatal"),
    ...options,
  });
  try {
    const accounts = demoAccounts(world.running.origin, options.region.id);
    const view = new WorldView(await accounts.forRole("supervisor"), options.region.id);
    await view.load();
    return await work(world, view);
  } finally {
    await world.running.close();
    await world.store.close();
  }
}

test("a recorded day played through a live server: every call ends, and no faster than its crews can be there", async () => {
  const day = makeRecord();
  const startAt = day.calls[0].receivedAt - 15 * microsPerMinute;
  await withWorld({ region: day.region, startAt, speed: 1000 }, async (world, view) => {
    const result = await playRecorded({
      ...day,
      view,
      accounts: demoAccounts(world.running.origin, day.region.id),
      signal: AbortSignal.timeout(60_000),
      onProgress: () => undefined,
    });
    assert.deepEqual(result.book.listUnended(), []);
    for (const [index, outcome] of result.book.outcomes.entries()) {
      const { receivedAt, answeredAt } = day.calls[index];
      assert.equal(outcome.receivedAt, receivedAt);
      // Entered when the record says, to the microsecond: our own slowness is not the crews'.
      assert.equal(outcome.openedAt, answeredAt);
      assert.ok(outcome.firstSentAt >= outcome.openedAt + 10 * microsPerSecond);
      assert.ok(outcome.firstAtSceneAt > outcome.firstSentAt);
      assert.ok(outcome.closedAt > outcome.firstAtSceneAt);
    }
    const [summary] = result.book.summarise(day.calls);
    assert.equal(summary.ended, 8);
    assert.equal(summary.rows[2].recorded.p50, 360);
    assert.match(writeSummary([summary]), /immediate: 8 calls, 8 with an end state/);
  });
});

test("a fast world begins earlier, so that its crews are ready at the first call", () => {
  assert.equal(leadMicros(1), 15 * microsPerMinute);
  assert.equal(leadMicros(300), 300 * 30 * microsPerSecond);
});

const sffd = "calls/sffd-unit-responses-20161231-20170104.csv.gz";
test(
  "the first calls of the real San Francisco file each get an end state",
  { skip: skipWithout(sffd) },
  async () => {
    const mappingFile = join(import.meta.dirname, "..", "..", "..", "mappings", "sffd.yaml");
    const { day } = await importCalls(findRealData(sffd) ?? "", mappingFile, {
      write: () => undefined,
    });
    const calls = day.calls.slice(0, 8);
    const sent = new Set(calls.flatMap((call) => call.responses.map((response) => response.unit)));
    const units = day.units.filter((unit) => sent.has(unit.callSign));
    const startAt = calls[0].receivedAt - 8 * 500 * microsPerSecond;
    await withWorld({ region: day.region, startAt, speed: 500 }, async (world, view) => {
      const result = await playRecorded({
        calls,
        units,
        view,
        accounts: demoAccounts(world.running.origin, day.region.id),
        signal: AbortSignal.timeout(120_000),
        onProgress: () => undefined,
      });
      assert.deepEqual(result.book.listUnended(), []);
      const attended = result.book.outcomes.filter((one) => one.firstAtSceneAt > 0).length;
      assert.ok(attended > 0);
    });
  },
);

test("the invented town: robots work the calls; with them switched off calls ring and nobody is sent", async () => {
  const scenario = {
    ...readScenario(findScenarioFile("ordinary-night")),
    town: { seed: 5, units: 60, scale: 0.5 },
    demandFactor: 6,
    staged: [],
    emergenciesPerDay: 500,
  };
  const town = makeTown({ seed: 5, unitCount: 60, scale: 0.5 });
  const region = regionConfigFromTown(town, "harbour");
  await withWorld({ region, startAt: scenario.startAt, speed: 200 }, async (world, view) => {
    const switches = { callTaking: true, dispatch: true };
    const seen = new Map<string, number>();
    const count = (type: CoreEvent["type"]): number => seen.get(type) ?? 0;
    view.onEvent((event) => seen.set(event.type, (seen.get(event.type) ?? 0) + 1));
    const end = new AbortController();
    // The test goes by what has happened, not by time: the machine may be busy with other tests.
    let phase = "robots work";
    let phaseAt = 0;
    let openedByRobots = -1;
    let mostBookedOn = 0;
    let withoutUnitMicros = -1;
    await playTown({
      town,
      scenario,
      seed: 5,
      view,
      accounts: demoAccounts(world.running.origin, region.id),
      switches,
      signal: AbortSignal.any([end.signal, AbortSignal.timeout(150_000)]),
      afterRound: (now, { sender }) => {
        const { head, cover } = view.state.columns;
        if (mostBookedOn === 0) withoutUnitMicros = Math.max(...cover.total);
        mostBookedOn = Math.max(mostBookedOn, head.bookedOn[0]);
        const isLively = count("incident.closed") >= 1 && count("unit.progressed") >= 12;
        if (phase === "robots work" && isLively && count("incident.opened") >= 8) {
          switches.callTaking = false;
          switches.dispatch = false;
          phase = "robots finish";
          phaseAt = now;
        } else if (
          phase === "robots finish" &&
          now > phaseAt + 20 * microsPerMinute &&
          sender.pending === 0
        ) {
          // The longest call that was being held is over by now.
          openedByRobots = count("incident.opened");
          phase = "people alone";
        } else if (phase === "people alone" && countUnanswered(view) >= 5) end.abort();
      },
    });
    assert.equal(phase, "people alone");
    assert.equal(view.state.policy?.config.name, town.name);
    assert.ok(mostBookedOn >= 15, `got ${mostBookedOn} crews`);
    assert.equal(withoutUnitMicros, 0, "a new world does not begin without a unit");
    assert.ok(count("shift.planned") >= 60, `got ${count("shift.planned")} planned shifts`);
    assert.ok(count("shift.booked-on") >= 15, "those who come are there for the plan");
    assert.ok(count("unit.allocated") >= 6);
    assert.ok(countUnanswered(view) >= 5, "the time ran out before five calls rang");
    assert.equal(count("incident.opened"), openedByRobots);
  });
});

function countUnanswered(view: WorldView): number {
  const { head, contacts } = view.state.columns;
  let unanswered = 0;
  for (let row = 0; row < head.contactRows[0]; row += 1) {
    if (contacts.answeredAt[row] === 0 && contacts.number[row] > 0) unanswered += 1;
  }
  return unanswered;
}

test("an outcome book takes what events say and names calls without an end", () => {
  const day = makeRecord();
  const book = new OutcomeBook(day.calls);
  const base = { at: (findInstant("2017-01-01T01:00:00Z") ?? 0), entered: 0, by: "x" }; // prettier-ignore
  book.noteContact(3, 0);
  book.noteContact(4, 1);
  book.take({ ...base, type: "contact.linked", contact: 3, incident: 9 });
  book.take({ ...base, type: "incident.closed", incident: 9, result: "resolved" });
  book.take({ ...base, type: "contact.ended", contact: 4, outcome: "hoax" });
  assert.equal(book.listUnended().length, 6);
  book.take({ ...base, type: "incident.reopened", incident: 9, text: { reason: "x" } });
  assert.equal(book.listUnended().length, 7);
});

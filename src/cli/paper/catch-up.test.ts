/** Everything was down for three hours and 25 calls were taken on paper: they come into the log with their true times. */

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { rfc3339FromInstant, type Instant } from "../../base/instant.ts";
import { roomConfig } from "../../testing/control-room.ts";
import { runMuster as muster } from "../../testing/run-muster.ts";
import { TestClock } from "../../testing/test-clock.ts";
import { TestServer, testRegion, withServer } from "../../testing/test-server.ts";
import { MemoryStore } from "../../store/memory.ts";

const header =
  "number,occurred,words,place,latitude,longitude,type,grade,caller number,units,sent,arrived,cleared,result,closed,incident";
const { centre, incidentTypes, results } = roomConfig();
const result = results[0]?.code ?? "";
/** Types as different as can be, so that only what is meant to be alike is. */
const types = incidentTypes.map(({ code }) => code);
const minute = 60_000_000;

interface Row {
  readonly number: number;
  readonly at: Instant;
  readonly northM?: number;
  readonly type?: string;
  readonly words?: string;
  readonly rest?: string;
}

const numberOf = (number: number) => `M-260301-${String(number).padStart(3, "0")}`;

function rowOf({ number, at, northM = 0, type, words, rest = ",,,,,," }: Row): string {
  const latitude = (centre.latE7 / 1e7 + northM / 111_000).toFixed(6);
  const longitude = (centre.lonE7 / 1e7).toFixed(6);
  const said = words ?? `"case ${number}, told by hand"`;
  return `${numberOf(number)},${rfc3339FromInstant(at)},${said},Quay ${number},${latitude},${longitude},${type ?? types[number % types.length]},priority,+44 20 7946 0${100 + number},${rest}`;
}

async function listIncidents(server: TestServer): Promise<readonly Record<string, unknown>[]> {
  const { json } = await server.get(`/api/regions/${testRegion}/incidents?state=all`);
  return json["incidents"];
}

test("25 forms of a three hours' outage: entered once, at their times, what can not be is said", async () => {
  const folder = mkdtempSync(join(tmpdir(), "muster-paper-"));
  const file = join(folder, "forms.csv");
  const clock = new TestClock();
  const downAt = clock.now();
  const options = { units: 2, clock };
  const before = await TestServer.start({ ...options, store: new MemoryStore() });
  const location = { state: "given", latE7: centre.latE7, lonE7: centre.lonE7, radiusM: 0 };
  const fire = { type: "incident.open", incidentType: types[0], grade: "priority", location };
  const summary = "bins burning behind the market hall";
  await before.command({ ...fire, summary });
  const { store } = before;
  await before.running.close();
  clock.move(3 * 3_600);
  const at = (index: number): Instant => downAt + (5 + index * 6) * minute;
  const stamp = (index: number, minutes: number) =>
    rfc3339FromInstant(at(index) + minutes * minute);
  // Far apart from each other and from what is open already.
  const rows = Array.from({ length: 21 }, (_, index) =>
    rowOf({ number: index + 1, at: at(index), northM: 3_000 * (index + 1) }),
  );
  const served = `U1,${stamp(21, 2)},${stamp(21, 9)},${stamp(21, 30)},${result},${stamp(21, 31)},`;
  rows.push(rowOf({ number: 22, at: at(21), northM: 90_000, rest: served }));
  const alike = {
    at: downAt + minute,
    type: types[0],
    words: "bins burning behind the market hall",
  };
  rows.push(rowOf({ number: 23, ...alike }));
  rows.push(rowOf({ number: 24, at: downAt - 80 * 60 * minute, northM: 100_000 }));
  rows.push(rowOf({ number: 25, at: at(24), northM: 110_000, type: "no-such-type" }));
  const write = () => writeFileSync(file, `${[header, ...rows].join("\n")}\n`);
  write();
  try {
    await withServer({ ...options, store }, async (server) => {
      const env = { MUSTER_URL: server.origin, MUSTER_TOKEN: await server.token("supervisor") };
      const run = (...args: string[]) => muster(["catch-up", file, ...args], env);
      const shown = await run();
      assert.match(shown.stdout, /line 24: NOT ENTERED: M-260301-023 may be incident 1 \(\d+ %/);
      assert.equal((await listIncidents(server)).length, 1, "nothing was entered yet");
      const first = await run("--confirm");
      assert.match(first.stdout, /22 entered, 0 before, 3 not/, first.stdout + first.stderr);
      // 22 forms of the outage, each received, answered and opened, and what was done about one of them.
      const gap =
        /^gap 1: Muster was stopped in order .* \| (\d+) events of it are entered, .* NOT SETTLED$/m;
      assert.ok(Number(gap.exec(first.stdout)?.[1]) >= 3 * 22, first.stdout);
      assert.match(first.stdout, /line 25: NOT ENTERED: M-260301-024 .*time\.too-late/);
      assert.match(first.stdout, /line 26: NOT ENTERED: M-260301-025 .*no-such-type/);
      assert.match(first.stderr, /cli\.findings/);
      const contacts = await server.get(`/api/regions/${testRegion}/contacts?state=all`);
      assert.equal((contacts.json["contacts"] as unknown[]).length, 22, "nothing is half entered");
      const entered = await listIncidents(server);
      assert.equal(entered.length, 23);
      const last = entered.find((each) => String(each["summary"]).startsWith(numberOf(22)));
      assert.partialDeepStrictEqual(last, {
        state: "closed",
        openedAt: at(21),
        firstAllocatedAt: at(21) + 2 * minute,
        firstAtSceneAt: at(21) + 9 * minute,
        closedAt: at(21) + 31 * minute,
      });
      const { position } = server.region;
      // A person has decided about the likely duplicate, and corrected the type.
      rows[22] = `${rows[22]}1`;
      rows[24] = rowOf({ number: 25, at: at(24), northM: 110_000 });
      write();
      const second = await run("--confirm");
      assert.match(second.stdout, /2 entered, 22 before, 1 not/, second.stdout + second.stderr);
      assert.match(second.stdout, /line 24, M-260301-023: entered, incident 1\n/);
      assert.ok(server.region.position > position);
      const done = server.region.position;
      const third = await run("--confirm");
      assert.match(third.stdout, /0 entered, 24 before, 1 not/, third.stdout + third.stderr);
      assert.equal(server.region.position, done, "a third run adds no event");
      const all = await listIncidents(server);
      assert.equal(all.length, 24);
      assert.equal(all.find((each) => each["incident"] === 1)?.["contacts"], 1);
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test("a form about an incident that was closed meanwhile is found, and becomes a note on it when a person says so", async () => {
  const folder = mkdtempSync(join(tmpdir(), "muster-paper-"));
  const file = join(folder, "forms.csv");
  const words = "bins burning behind the market hall";
  try {
    await withServer({ units: 2 }, async (server) => {
      const env = { MUSTER_URL: server.origin, MUSTER_TOKEN: await server.token("supervisor") };
      const run = (...args: string[]) => muster(["catch-up", file, ...args], env);
      const location = { state: "given", latE7: centre.latE7, lonE7: centre.lonE7, radiusM: 0 };
      const fire = { incidentType: types[0], grade: "priority", location, summary: words };
      await server.command({ type: "incident.open", ...fire });
      const at = server.clock.now() + minute;
      server.clock.move(600);
      await server.command({ type: "incident.close", incident: 1, result });
      const row = rowOf({ number: 1, at, type: types[0], words });
      const write = (...rows: string[]) => writeFileSync(file, `${[header, ...rows].join("\n")}\n`);
      write(row);
      const shown = await run("--confirm");
      assert.match(shown.stdout, /NOT ENTERED: M-260301-001 may be incident 1, closed by now \(/);
      // Two hours later, somewhere near, is another matter.
      server.clock.move(3 * 3_600);
      const late = rowOf({ number: 2, at: at + 150 * minute, northM: 400, type: types[1] });
      write(late);
      assert.match((await run()).stdout, /line 2, M-260301-002: a new incident/);
      write(`${row}1`);
      assert.match((await run()).stdout, /is noted on incident 1, which is closed/);
      const entered = await run("--confirm");
      assert.match(entered.stdout, /1 entered, 0 before, 0 not/, entered.stdout + entered.stderr);
      const again = await run("--confirm");
      assert.match(again.stdout, /0 entered, 1 before, 0 not/, again.stdout + again.stderr);
      const [incident, ...others] = await listIncidents(server);
      assert.equal(incident["state"], "closed", "it is not opened again by a form");
      assert.equal(others.length, 0);
      const { json } = await server.get(`/api/regions/${testRegion}/incidents/1`);
      assert.match(JSON.stringify(json["notes"]), /M-260301-001, contact 1: bins burning/);
      const contact = await server.get(`/api/regions/${testRegion}/contacts/1`);
      assert.equal(contact.json["state"], "ended");
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test("what was asked wrongly", async () => {
  const folder = mkdtempSync(join(tmpdir(), "muster-paper-"));
  const file = join(folder, "forms.csv");
  try {
    for (const [text, expected] of [
      ["", /is empty/],
      ["number,occurred,words,nationality\n", /got the column "nationality"/],
      ["number,words\n", /the column "occurred" is missing/],
    ] as const) {
      writeFileSync(file, text);
      const ran = await muster(["catch-up", file]);
      assert.match(ran.stderr, expected);
      assert.match(ran.stderr, /cli\.asked-wrongly/);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

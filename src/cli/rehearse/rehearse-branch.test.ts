import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { rfc3339FromInstant } from "../../base/instant.ts";
import { encodeEvent } from "../../core/event-codec.ts";
import type { CoreEvent } from "../../core/events.ts";
import { limits } from "../../core/limits.ts";
import { makeStraightLine } from "../../plan/straight-line.ts";
import { Replication } from "../../sim/rehearsal/replication.ts";
import { makeTown } from "../../sim/town/make-town.ts";
import { withoutNetwork } from "../../testing/without-network.ts";
import { openSqliteStore } from "../../store/sqlite/engine.ts";
import { makeProgram } from "../main.ts";
import { makeTownPackage } from "../map/town-map.ts";
import { openTravel } from "./open-travel.ts";
import { readTravelFit } from "./travel-file.ts";
import { makePlan, plainVariant, readPlanFile } from "./plan-file.ts";

const root = join(import.meta.dirname, "..", "..", "..");
const folder = mkdtempSync(join(tmpdir(), "muster-branch-test-"));
const directory = join(folder, "store");
after(() => rmSync(folder, { recursive: true }));
const events: CoreEvent[] = [];

/** A store with one night of the shipped plan as its log: 16 hours, many calls. */
before(async () => {
  const plan = makePlan(readPlanFile(join(root, "rehearsals", "thin-night.yaml")), plainVariant);
  const straightLine = makeStraightLine();
  const sink = { open: true, put: (event: CoreEvent) => void events.push(event) };
  new Replication(plan, { seed: 3, replication: 0, travel: () => straightLine, sink }).run();
  await fillStore(directory, { night: events });
});

async function fillStore(path: string, logs: Record<string, readonly CoreEvent[]>): Promise<void> {
  const store = await openSqliteStore({ directory: path });
  for (const [region, log] of Object.entries(logs))
    for (let from = 0; from < log.length; from += 500)
      await store.append({
        region,
        expectedPosition: from,
        commandId: `c${from}`,
        records: log.slice(from, from + 500).map((event) => encodeEvent(event)),
      });
  await store.close();
}

function hashOf(): string {
  const hash = createHash("sha256");
  const files = readdirSync(directory, { withFileTypes: true }).filter((each) => each.isFile());
  // SQLite's own index of who reads is no part of the data.
  const names = files.map(({ name }) => name).filter((name) => !/-(?:shm|wal)$/.test(name));
  for (const name of names.sort()) hash.update(name).update(readFileSync(join(directory, name)));
  return hash.digest("hex");
}

function branch(name: string, ...args: string[]) {
  return branchOf(directory, name, ...args);
}

async function branchOf(store: string, name: string, ...args: string[]) {
  const program = await makeProgram(["rehearse"]);
  const out = join(folder, name);
  const said = ["rehearse", "--store", store, "--out", out, "--json", "--hours", "3"];
  await program.parseAsync([...said, "--replications", "30", ...args], { from: "user" });
  const read = (file: string) => readFileSync(join(out, file), "utf8");
  return { result: JSON.parse(read("result.json")), csv: read("result.csv"), html: read("report.html") }; // prettier-ignore
}

interface Row {
  readonly grade: string;
  readonly figure: string;
  readonly happened: number;
  readonly asItWas: { readonly mean: number; readonly halfWidth: number };
  readonly modelError: { readonly mean: number; readonly halfWidth: number };
  readonly changed: { readonly mean: number };
  readonly difference: { readonly mean: number; readonly halfWidth: number };
}

function rowOf({ figures }: { figures: readonly Row[] }, grade: string, figure: string): Row {
  return figures.find((row) => row.grade === grade && row.figure === figure) ?? assert.fail(figure);
}

describe("a branch from the log", () => {
  // Ten hours in, when enough is known of the day.
  const at = () => events[0].at + 10 * 3_600_000_000;

  test("beside what happened, which is counted from the log; the store is as it was", async () => {
    const before = hashOf();
    const when = rfc3339FromInstant(at());
    const { result, csv, html } = await branch("units", "--at", when, "--change", "units=-12");
    assert.equal(hashOf(), before);
    const until = at() + 3 * 3_600_000_000;
    const opened = events.filter(
      (event) =>
        event.type === "incident.opened" &&
        event.served === "immediate" &&
        event.clockAt >= at() &&
        event.at <= until,
    );
    assert.equal(result.kind, "rehearsal");
    assert.equal(rowOf(result, "immediate", "calls").happened, opened.length);
    const { asItWas, changed } = rowOf(result, "immediate", "noUnitMinutes");
    assert.ok(changed.mean > asItWas.mean, `${asItWas.mean} ${changed.mean}`);
    assert.equal(
      rowOf(result, "immediate", "calls").asItWas.mean,
      rowOf(result, "immediate", "calls").changed.mean,
    );
    assert.equal(result.queue.length, 12);
    const { stateHash, command } = result.reproducibility;
    assert.match(stateHash, /^[0-9a-f]+$/);
    assert.match(
      command,
      /^muster rehearse --store \S+ --region \S+ --at 2\S+ --change units=-12 /,
    );
    assert.ok(html.includes(stateHash) && html.includes('aria-label="Waiting incidents"'));
    assert.match(html, /class="frame">REHEARSAL</);
    assert.doesNotMatch(html, /<script|<link|<img|https?:/);
    assert.ok(csv.split("\n").slice(1, -1).every((line) => line.startsWith("rehearsal,"))); // prettier-ignore
  });

  test("in a process without a network it plays all the same", () => {
    const main = join(import.meta.dirname, "..", "main.ts");
    const asked = [
      "rehearse",
      "--store",
      directory,
      "--at",
      rfc3339FromInstant(at()),
      "--hours",
      "1",
    ];
    const flags = [...withoutNetwork, main, ...asked, "--replications", "2", "--threads", "2"];
    const { status, stdout, stderr } = spawnSync(process.execPath, flags, { encoding: "utf8" });
    assert.equal(status, 0, stderr);
    assert.match(stdout, /^REHEARSAL: /);
  });

  test("with nothing changed the calls that came come again, and what the model is off by is said", async () => {
    const { result, csv, html } = await branch("same", "--at", rfc3339FromInstant(at()));
    assert.equal(result.demand, "recorded");
    for (const grade of ["immediate", "priority", "scheduled"]) {
      const calls = rowOf(result, grade, "calls");
      assert.equal(calls.asItWas.mean, calls.happened);
      assert.equal(calls.asItWas.halfWidth, 0);
      const response = rowOf(result, grade, "meanResponseSeconds");
      const { mean } = response.modelError;
      assert.ok(Math.abs(mean) < 0.25 * response.happened, `${grade} ${mean}`);
      assert.ok(Math.abs(response.asItWas.mean - response.happened - mean) < 1e-9);
      assert.equal(response.changed, null);
    }
    // Ways are drawn, so what is played is not what happened.
    assert.notEqual(rowOf(result, "priority", "meanResponseSeconds").modelError.mean, 0);
    assert.ok(result.recorded.withScene > 0.7 * result.recorded.calls);
    assert.match(html, /the model&#39;s error is|the model's error is/);
    assert.match(csv, /,model_error,/);
  });

  test("a position and the time of its event are one moment; one result for any number of threads", async () => {
    const position = events.findLastIndex(({ entered }) => entered <= at()) + 1;
    const change = ["--change", "demand=2"];
    const one = await branch("one", "--at", String(position), ...change, "--threads", "1");
    const two = await branch("two", "--at", String(position), ...change, "--threads", "3");
    assert.deepEqual(two, one);
    assert.equal(one.result.position, position);
    const calls = rowOf(one.result, "priority", "calls");
    // The last quarter of an hour of the original's copies comes after the end.
    assert.ok(calls.changed.mean > 1.7 * calls.asItWas.mean, `${calls.changed.mean}`);
    assert.ok(calls.changed.mean <= 2 * calls.asItWas.mean);
  });

  test("with the calls of a forecast of that moment: other calls in each future", async () => {
    const drawn = ["--demand", "forecast", "--change", "demand=2"];
    const { result } = await branch("drawn", "--at", rfc3339FromInstant(at()), ...drawn);
    assert.equal(result.demand, "forecast");
    const calls = rowOf(result, "priority", "calls");
    assert.ok(calls.asItWas.halfWidth > 0);
    assert.ok(calls.changed.mean > 1.5 * calls.asItWas.mean);
  });

  test("a level, from the moment on: who is not served at it waits, and is reached by nobody", async () => {
    const asked = ["--at", rfc3339FromInstant(at()), "--change", "level=life-only"];
    const { result } = await branch("level", ...asked);
    const { asItWas, changed } = rowOf(result, "scheduled", "shareOpen");
    assert.ok(changed.mean > asItWas.mean + 0.2, `${asItWas.mean} ${changed.mean}`);
    assert.equal(result.change, "level=life-only");
  });

  test("a closure, by road: who has to go round it takes longer; one that shuts no road is refused", async () => {
    const town = makeTown({ seed: 5, unitCount: 40, scale: 0.5 });
    const map = join(folder, "town.map");
    writeFileSync(map, await makeTownPackage(town));
    const [lat, lon] = [town.centre.latE7 / 1e7, town.centre.lonE7 / 1e7];
    const path = join(folder, "plan.yaml");
    const text = readFileSync(join(root, "rehearsals", "thin-night.yaml"), "utf8");
    const circle = /lat: [\d.]+, lon: [\d.]+, radiusKm: \d+/g;
    writeFileSync(path, text.replaceAll(circle, `lat: ${lat}, lon: ${lon}, radiusKm: 1.2`));
    const inTown: CoreEvent[] = [];
    const sink = { open: true, put: (event: CoreEvent) => void inTown.push(event) };
    const { travelFor } = openTravel({
      mapPath: map,
      units: limits.units,
      places: [],
      fit: readTravelFit(undefined),
    });
    const plan = makePlan(readPlanFile(path), plainVariant);
    new Replication(plan, { seed: 3, replication: 0, travel: travelFor, sink }).run();
    const store = join(folder, "town-store");
    await fillStore(store, { town: inTown });
    const asked = ["--at", rfc3339FromInstant(at()), "--map", map, "--replications", "10"];
    const closed = ["--change", `closure=${lat},${lon},900`];
    const { result } = await branchOf(store, "closed", ...asked, ...closed);
    assert.match(result.reproducibility.travel, /^roads .*, map [0-9a-f]+/);
    const { difference } = rowOf(result, "priority", "meanResponseSeconds");
    assert.ok(difference.mean > difference.halfWidth, `${difference.mean} ${difference.halfWidth}`);
    const { happened, asItWas } = rowOf(result, "priority", "calls");
    assert.equal(asItWas.mean, happened);
    const outside = ["--change", `closure=${lat + 1},${lon},400`];
    await assert.rejects(branchOf(store, "outside", ...asked, ...outside), /shuts no road/);
  });

  test("of a store with two regions: which one is asked, and said", async () => {
    const store = join(folder, "two");
    const third = events.slice(0, Math.floor(events.length / 3));
    await fillStore(store, { harbour: events, moor: third });
    await assert.rejects(
      branchOf(store, "none", "--at", "900"),
      /--region: got none, expected one of harbour, moor/,
    );
    const asked = ["--region", "harbour", "--at", "900", "--replications", "2"];
    const { result, html } = await branchOf(store, "named", ...asked);
    assert.equal(result.region, "harbour");
    assert.match(html, /harbour from position 900/);
  });

  for (const [args, message] of [
    [["--at", "yesterday"], /--at: got yesterday/],
    [["--at", "2027-03-05T20:00:01Z", "--demand", "forecast"], /at least 10 are needed/],
    [["--at", "900", "--demand", "guessed"], /--demand: got "guessed", expected recorded or/],
    [["--at", "900", "--threads", "0"], /--threads: got "0"/],
    [["--at", "999999"], /less than a quarter of an hour/],
    [["--at", "900", "--change", "units=3"], /--change: got "units=3"/],
    [["--at", "900", "--change", "hold-back=nobody:1"], /--change: got "hold-back/],
    [["--at", "900", "--change", "level=calm"], /or level=priority-only \(normal, strained/],
    [["--at", "900", "--change", "closure=54,0.3,500"], /give a map package/],
    [["--at", "900", "--region", "other"], /expected one of night/],
  ] as const)
    test(`is refused with ${args.join(" ")}`, () =>
      assert.rejects(branch("refused", ...args), message));
});

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { rfc3339FromInstant } from "../../base/instant.ts";
import { encodeEvent } from "../../core/event-codec.ts";
import type { CoreEvent } from "../../core/events.ts";
import { makeStraightLine } from "../../plan/straight-line.ts";
import { Replication } from "../../sim/rehearsal/replication.ts";
import { openSqliteStore } from "../../store/sqlite/engine.ts";
import { makeProgram } from "../main.ts";
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
  const store = await openSqliteStore({ directory });
  for (let from = 0; from < events.length; from += 500)
    await store.append({
      region: "night",
      expectedPosition: from,
      commandId: `c${from}`,
      records: events.slice(from, from + 500).map((event) => encodeEvent(event)),
    });
  await store.close();
});

function hashOf(): string {
  const hash = createHash("sha256");
  const files = readdirSync(directory, { withFileTypes: true }).filter((each) => each.isFile());
  // SQLite's own index of who reads is no part of the data.
  const names = files.map(({ name }) => name).filter((name) => !/-(?:shm|wal)$/.test(name));
  for (const name of names.sort()) hash.update(name).update(readFileSync(join(directory, name)));
  return hash.digest("hex");
}

async function branch(name: string, ...args: string[]) {
  const program = await makeProgram(["rehearse"]);
  const out = join(folder, name);
  const said = ["rehearse", "--store", directory, "--out", out, "--json", "--hours", "3"];
  await program.parseAsync([...said, "--replications", "30", ...args], { from: "user" });
  const read = (file: string) => readFileSync(join(out, file), "utf8");
  return { result: JSON.parse(read("result.json")), csv: read("result.csv"), html: read("report.html") }; // prettier-ignore
}

interface Row {
  readonly grade: string;
  readonly figure: string;
  readonly happened: number;
  readonly asItWas: { readonly mean: number };
  readonly changed: { readonly mean: number };
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
    assert.match(html, /class="frame">REHEARSAL</);
    assert.doesNotMatch(html, /<script|<link|<img|https?:/);
    assert.ok(csv.split("\n").slice(1, -1).every((line) => line.startsWith("rehearsal,"))); // prettier-ignore
  });

  test("a position and the time of its event are one moment; the same figures each time", async () => {
    const position = events.findLastIndex(({ entered }) => entered <= at()) + 1;
    const one = await branch("one", "--at", String(position), "--change", "demand=2");
    const two = await branch("two", "--at", String(position), "--change", "demand=2");
    assert.deepEqual(two, one);
    assert.equal(one.result.position, position);
    const calls = rowOf(one.result, "priority", "calls");
    assert.ok(calls.changed.mean > 1.5 * calls.asItWas.mean);
  });

  for (const [args, message] of [
    [["--at", "yesterday"], /--at: got yesterday/],
    [["--at", "2027-03-05T20:00:01Z"], /at least 10 are needed/],
    [["--at", "999999"], /less than a quarter of an hour/],
    [["--at", "900", "--change", "units=3"], /--change: got "units=3"/],
    [["--at", "900", "--change", "hold-back=nobody:1"], /--change: got "hold-back/],
    [["--at", "900", "--change", "closure=54,0.3,500"], /give a map package/],
    [["--at", "900", "--region", "other"], /expected one of night/],
  ] as const)
    test(`is refused with ${args.join(" ")}`, () =>
      assert.rejects(branch("refused", ...args), message));
});

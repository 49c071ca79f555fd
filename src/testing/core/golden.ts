/**
 * Golden histories: logs that our own code once wrote, which every later version must fold to the same state. A file
 * is gzipped JSON lines: first a head, then one stored event a line. The head names the columns that the fingerprint
 * covers, so that a later version may add columns without making old histories look changed. Run as a program it
 * records one more (`node src/testing/core/golden.ts NAME SEED`); a recorded one is never recorded again.
 */

import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import * as fc from "fast-check";
import { decodeEvent, encodeEvent, type EventTexts } from "../../core/event-codec.ts";
import { evolve } from "../../core/evolve.ts";
import { jsonFromText, makeRegionText, type RegionText } from "../../core/state/region-text.ts";
import { makeRegionState, type RegionState } from "../../core/state/region-state.ts";
import { repository } from "../tidy/tree.ts";
import { BusyRegion } from "./busy-region.ts";
import { intentArbitrary, beginShift, live } from "./random-command.ts";
import { Twin } from "./twin.ts";

const folder = join(repository, "src", "core", "golden");
const suffix = ".jsonl.gz";
/** Fingerprints stand at every so many positions, to show where a history first goes another way. */
const stride = 500;

/** Tables that are facts; the others are counted again from these. */
const tables = [
  "head",
  "waiting",
  "cover",
  "units",
  "contacts",
  "incidents",
  "allocations",
  "alarms",
  "closures",
  "people",
  "shifts",
  "level",
] as const;
type GoldenTable = (typeof tables)[number];
/** A table that came later is not in the heads of older histories. */
export type GoldenColumns = { readonly [T in GoldenTable]?: readonly string[] };

/** What stood beside the columns when the first histories were recorded. */
const firstTexts = ["callSigns", "contacts", "incidents", "alarms"];

export interface GoldenHead {
  readonly columns: GoldenColumns;
  /** Names of the texts that the fingerprint covers; left out = `firstTexts`, and no shapes of closures. */
  readonly texts?: readonly string[];
  /** Fingerprint by position. */
  readonly fingerprints: { readonly [position: string]: string };
}

export interface Golden {
  readonly name: string;
  readonly head: GoldenHead;
  readonly events: readonly EventTexts[];
}

export function listGoldens(): readonly Golden[] {
  const files = readdirSync(folder).filter((file) => file.endsWith(suffix));
  return files.map((file) => {
    const [head, ...lines] = gunzipSync(readFileSync(join(folder, file)))
      .toString("utf8")
      .trimEnd()
      .split("\n");
    const events = lines.map((line) => {
      const [facts, privateText] = JSON.parse(line) as [string, string | null];
      return { facts, privateText };
    });
    return { name: file.slice(0, -suffix.length), head: JSON.parse(head) as GoldenHead, events };
  });
}

/** Folds a golden history and answers its fingerprints at the positions that its head names. */
export function foldGolden({ head, events }: Golden): GoldenHead["fingerprints"] {
  const state = makeRegionState();
  const found: Record<string, string> = {};
  events.forEach(({ facts, privateText }, index) => {
    evolve(state, decodeEvent(JSON.parse(facts), privateText));
    if (String(index + 1) in head.fingerprints) found[index + 1] = fingerprintOf(state, head);
  });
  return found;
}

function usedRows(state: RegionState, table: GoldenTable): number {
  const { head } = state.columns;
  const rows: { readonly [T in GoldenTable]: number } = {
    head: 1,
    waiting: state.capacities.waiting,
    cover: (state.policy?.areaCount ?? 0) * state.capacities.waiting,
    units: head.units[0],
    contacts: head.contactRows[0],
    incidents: head.incidentRows[0],
    allocations: head.allocationRows[0],
    alarms: head.alarmRows[0],
    closures: head.closureRows[0],
    people: head.people[0],
    shifts: head.shiftRows[0],
    level: 1,
  };
  return rows[table];
}

function fingerprintOf(state: RegionState, { columns, texts }: Omit<GoldenHead, "fingerprints">) {
  const hash = createHash("sha256");
  for (const table of tables)
    for (const name of columns[table] ?? []) {
      const column = (state.columns[table] as unknown as Readonly<Record<string, Float64Array>>)[
        name
      ];
      hash.update(`${table}.${name}:${column.slice(0, usedRows(state, table)).join(",")};`);
    }
  hash.update(JSON.stringify(state.policy?.config ?? null));
  hash.update(JSON.stringify(state.text === undefined ? null : textsOf(state.text, texts)));
  if (texts !== undefined) hash.update(JSON.stringify(state.closureShapes));
  return hash.digest("hex").slice(0, 32);
}

function textsOf(text: RegionText, names: readonly string[] = firstTexts) {
  const all = Object.entries(jsonFromText(text));
  return Object.fromEntries(all.filter(([name]) => names.includes(name)));
}

function listColumns(): GoldenColumns {
  const { columns } = makeRegionState();
  const names = (table: GoldenTable): string[] =>
    Object.keys(columns[table]).filter((name) => name !== "heap" && name !== "heapIndex");
  return Object.fromEntries(tables.map((table) => [table, names(table)]));
}

/** A history with everything in it: an ordinary day's work for most of it, then whatever can happen. */
function makeHistory(seed: number, count: number): EventTexts[] {
  const events: EventTexts[] = [];
  const state = makeRegionState();
  state.sink = { open: true, put: (event) => events.push(encodeEvent(event)) };
  const region = new BusyRegion(state, {
    units: 40,
    callsPerHour: 30,
    closuresPerHour: 40,
    absentShare: 0.1,
    seed,
  });
  while (events.length < count) region.step();
  return events;
}

function makeRandomHistory(seed: number, count: number): EventTexts[] {
  const twin = new Twin(true, false);
  beginShift(twin);
  for (let round = 0; twin.events.length < count; round += 1)
    for (const intent of fc.sample(intentArbitrary, { seed: seed + round, numRuns: 200 }))
      live(twin, intent);
  return twin.events.map(encodeEvent);
}

function record(name: string, events: readonly EventTexts[]): void {
  const path = join(folder, name + suffix);
  if (existsSync(path)) throw new Error(`${path} is recorded already; choose another name`);
  const positions = events
    .map((_, index) => index + 1)
    .filter((at) => at % stride === 0 || at === events.length);
  const blank = Object.fromEntries(positions.map((position) => [position, ""]));
  const columns = listColumns();
  const texts = Object.keys(jsonFromText(makeRegionText()));
  const head = { columns, texts };
  const fingerprints = foldGolden({ name, head: { ...head, fingerprints: blank }, events });
  const lines = events.map(({ facts, privateText }) => JSON.stringify([facts, privateText]));
  writeFileSync(
    path,
    gzipSync(`${[JSON.stringify({ ...head, fingerprints }), ...lines].join("\n")}\n`, { level: 9 }),
  );
}

if (process.argv[1] === import.meta.filename) {
  const [name = "", seed = "1"] = process.argv.slice(2);
  record(`${name}-day`, makeHistory(Number(seed), 2_500));
  record(`${name}-random`, makeRandomHistory(Number(seed), 2_500));
}

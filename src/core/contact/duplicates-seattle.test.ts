/**
 * Duplicate suggestions against real places, times and types: recorded 911 calls of the Seattle police, each of
 * which was attended as an incident of its own. So a suggestion for one of them is (nearly always) a false one, and a
 * second caller invented beside one of them shows how often the right incident is found. No words: the records have
 * none, so this is the hard case. docs/reference/duplicates.md gives the figures for all nine months.
 */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";
import { parse } from "csv-parse/sync";
import { findInstant, microsPerMinute } from "../../base/instant.ts";
import { RandomStream } from "../../base/random.ts";
import { act, makeRoom, roomConfig, type Room } from "../../testing/control-room.ts";
import { findRealData, skipWithout } from "../../testing/real-data.ts";
import { suggestDuplicates, type DuplicateDraft } from "./duplicates.ts";

const seattleFile = "calls/seattle-police-2015-01-09.csv.gz";
/** `MUSTER_SEATTLE_CALLS=99999` plays them all, in about a minute. */
const callsPlayed = Number(process.env["MUSTER_SEATTLE_CALLS"] ?? 4000);
const openMicros = 60 * microsPerMinute;
const secondCallerEvery = 20;

interface Call {
  readonly at: number;
  readonly type: string;
  readonly latE7: number;
  readonly lonE7: number;
  /** 800 m where the publisher cut the place to two decimals, else 0. */
  readonly radiusM: number;
}

function readCalls(): { calls: Call[]; groups: Map<string, string> } {
  const path = findRealData(seattleFile);
  assert.ok(path !== undefined);
  const rows: Record<string, string>[] = parse(gunzipSync(readFileSync(path)), { columns: true });
  const groups = new Map<string, string>();
  const calls = rows
    .filter((row) => row["officer_initiated"] === "0")
    .map((row) => {
      const type = row["initial_type"];
      groups.set(type, row["initial_group"]);
      return {
        at: findInstant(row["at_scene_at"]) ?? 0,
        type,
        latE7: Math.round(Number(row["lat"]) * 1e7),
        lonE7: Math.round(Number(row["lon"]) * 1e7),
        radiusM: row["coord_decimals"] === "2" ? 800 : 0,
      };
    })
    .sort((a, b) => a.at - b.at);
  return { calls: calls.slice(0, callsPlayed), groups };
}

function makeSeattle(groups: ReadonlyMap<string, string>): Room {
  const incidentTypes = Array.from(groups, ([code, group]) => ({
    code,
    name: code,
    group,
    grade: "scheduled" as const,
    words: [],
  }));
  return makeRoom({ ...roomConfig(), incidentTypes, responsePlans: [], retireSeconds: 60 });
}

interface Figures {
  falseAlarms: number;
  calls: number;
  seconds: number;
  first: number;
  shown: number;
  openMost: number;
}

function play(): Figures {
  const { calls, groups } = readCalls();
  const room = makeSeattle(groups);
  const random = new RandomStream(2015, "second-callers");
  const types = [...groups.keys()];
  const figures: Figures = {
    falseAlarms: 0,
    calls: 0,
    seconds: 0,
    first: 0,
    shown: 0,
    openMost: 0,
  };
  const open: { incident: number; at: number }[] = [];
  room.now = calls[0].at;
  for (const call of calls) {
    room.now = Math.max(room.now, call.at);
    while (open.length > 0 && open[0].at < room.now - openMicros)
      act(room, {
        type: "incident.close",
        incident: open.shift()?.incident ?? 0,
        result: "resolved",
      });
    act(room, { type: "due.work" });
    figures.openMost = Math.max(figures.openMost, open.length);
    const { type, ...place } = call;
    figures.calls += 1;
    const draft = { ...place, at: room.now, incidentType: type };
    if (suggestDuplicates(room.state, draft, 5).length > 0) figures.falseAlarms += 1;
    const made = act(room, {
      type: "incident.open",
      incidentType: type,
      grade: "scheduled",
      location: { state: call.radiusM > 0 ? "approximate" : "given", ...place },
    });
    open.push({ incident: made.incident ?? 0, at: room.now });
    if (figures.calls % secondCallerEvery === 0)
      askAgain(room, random, call, types, groups, figures);
  }
  return figures;
}

/** A second caller for the incident just opened: some metres off, a few minutes later, not always of its type. */
function askAgain(
  room: Room,
  random: RandomStream,
  call: Call,
  types: readonly string[],
  groups: ReadonlyMap<string, string>,
  figures: Figures,
): void {
  const fate = random.uniform();
  const alike = types.filter((type) => groups.get(type) === groups.get(call.type));
  const incidentType = fate < 0.75 ? call.type : alike[random.below(alike.length)];
  const draft: DuplicateDraft = {
    at: room.now + Math.floor(random.between(1, 10) * microsPerMinute),
    latE7: call.latE7 + Math.round(random.normal(0, 80) * 90),
    lonE7: call.lonE7 + Math.round(random.normal(0, 80) * 133),
    radiusM: call.radiusM,
    ...(fate < 0.9 ? { incidentType } : {}),
  };
  const got = suggestDuplicates(room.state, draft, 5);
  const newest = room.state.columns.head.nextIncident[0] - 1;
  figures.seconds += 1;
  if (got[0]?.incident === newest) figures.first += 1;
  if (got.some(({ incident }) => incident === newest)) figures.shown += 1;
}

test(
  "duplicates: real calls of Seattle: few false suggestions, and a second caller finds the incident",
  {
    skip: skipWithout(seattleFile),
  },
  (context) => {
    const { calls, falseAlarms, seconds, first, shown, openMost } = play();
    const share = (part: number, all: number): string => `${((100 * part) / all).toFixed(1)} %`;
    context.diagnostic(
      `${calls} calls, at most ${openMost} open: suggested for ${share(falseAlarms, calls)} of new incidents; ` +
        `of ${seconds} second callers the right one first for ${share(first, seconds)}, shown for ${share(shown, seconds)}`,
    );
    assert.ok(falseAlarms / calls < 0.05, `false: ${share(falseAlarms, calls)}`);
    assert.ok(first / seconds > 0.85, `first: ${share(first, seconds)}`);
  },
);

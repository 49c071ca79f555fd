import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { RandomStream } from "../../base/random.ts";
import {
  act,
  addIncident,
  makeRoom,
  placeAt,
  waitSeconds,
  type Room,
} from "../../testing/control-room.ts";
import { forkState } from "../state/region-state.ts";
import {
  duplicateLimits,
  leastScore,
  suggestDuplicates,
  type DuplicateDraft,
} from "./duplicates.ts";

function draftAt(room: Room, north: number, more: Partial<DuplicateDraft> = {}): DuplicateDraft {
  return { at: room.now, ...placeAt(north), ...more };
}

function suggest(room: Room, draft: DuplicateDraft): number[] {
  return suggestDuplicates(room.state, draft, 5).map((suggestion) => suggestion.incident);
}

test("duplicates: given a crash, when a second caller reports it, then it is suggested with reasons", () => {
  const room = makeRoom();
  const crash = addIncident(room, {
    type: "collision-injury",
    summary: "lorry on its side, driver trapped",
  });
  waitSeconds(room, 240);
  const draft = draftAt(room, 40, {
    incidentType: "collision-injury",
    words: "A lorry has tipped over",
  });
  const [got] = suggestDuplicates(room.state, draft, 5);
  assert.equal(got.incident, crash);
  assert.equal(got.distanceM, 40);
  assert.equal(got.ageSeconds, 240);
  assert.deepEqual(got.reasons, [
    "same spot",
    "reported just now",
    "same type",
    "same words: lorry",
  ]);
  assert.ok(got.score > 0.9, `got ${got.score}`);
});

test("duplicates: far away, long ago, or another matter altogether is not suggested", () => {
  const room = makeRoom();
  addIncident(room, { type: "collision-injury" });
  assert.deepEqual(suggest(room, draftAt(room, 3000, { incidentType: "collision-injury" })), []);
  assert.deepEqual(
    suggest(room, draftAt(room, 30, { incidentType: "noise", words: "loud party" })),
    [],
  );
  waitSeconds(room, 12 * 3600);
  assert.deepEqual(suggest(room, draftAt(room, 30, { incidentType: "collision-injury" })), []);
});

test("duplicates: a closed incident is not suggested, nor the one the caller belongs to", () => {
  const room = makeRoom();
  const incident = addIncident(room);
  const draft = draftAt(room, 0, { incidentType: "burglary" });
  assert.deepEqual(suggest(room, draft), [incident]);
  assert.deepEqual(suggest(room, { ...draft, except: incident }), []);
  act(room, { type: "incident.close", incident, result: "resolved" });
  assert.deepEqual(suggest(room, draft), []);
});

test("duplicates: words alone can be enough, words that everybody uses are not", () => {
  const room = makeRoom();
  for (let index = 0; index < 30; index += 1)
    addIncident(room, { north: 400 * index, type: "burglary", summary: "window broken, man seen" });
  const rare = addIncident(room, {
    north: 9000,
    type: "fire",
    summary: "crane burning above the harbour",
  });
  const draft = { at: room.now, words: "there is a crane on fire at the harbour" };
  assert.deepEqual(suggest(room, draft), [rare]);
  assert.deepEqual(suggest(room, { at: room.now, words: "a man, and a broken window" }), []);
});

test("duplicates: a place known roughly still finds, but is worth less than a precise one", () => {
  const room = makeRoom();
  const incident = addIncident(room, { type: "collision-injury" });
  const words = { incidentType: "collision-injury", words: "bad crash with a car" };
  const [rough] = suggestDuplicates(room.state, draftAt(room, 900, { ...words, radiusM: 1200 }), 5);
  const [exact] = suggestDuplicates(room.state, draftAt(room, 20, words), 5);
  assert.equal(rough.incident, incident);
  assert.ok(rough.reasons.includes("within the radius given"));
  assert.ok(rough.score < exact.score);
});

test("duplicates: what a later caller said about it counts too, as soon as it is said", () => {
  const room = makeRoom();
  const incident = addIncident(room, { type: "other", summary: "noise" });
  const draft = { at: room.now, words: "scaffolding collapsed" };
  assert.deepEqual(suggest(room, draft), []);
  const contact = act(room, { type: "contact.receive", channel: "call" }).contact ?? -1;
  act(room, { type: "contact.answer", contact });
  act(room, { type: "contact.link", contact, incident });
  act(room, { type: "contact.describe", contact, words: "the scaffolding has collapsed" });
  assert.deepEqual(suggest(room, draft), [incident]);
});

test("duplicates: forty callers for one crash", () => {
  const random = new RandomStream(40, "forty-callers");
  const room = makeRoom();
  const others = [
    "burglary",
    "violence",
    "noise",
    "theft-shop",
    "collision-damage",
    "concern-for-safety",
  ];
  for (let index = 0; index < 300; index += 1) {
    const type = others[random.below(others.length)];
    addIncident(room, {
      north: random.between(-8000, 8000),
      east: random.between(-8000, 8000),
      type,
    });
    if (index % 3 === 0) waitSeconds(room, 60);
  }
  const crash = addIncident(room, {
    type: "collision-injury",
    summary: "two cars, one on its roof",
  });
  const types = [
    "collision-injury",
    "collision-injury",
    "collision-damage",
    "road-obstruction",
    "medical-help",
    undefined,
  ];
  const said = [
    "a car is on its roof",
    "there has been a crash",
    "two cars crashed, people hurt",
    "somebody is trapped in a car",
    "",
  ];
  let first = 0;
  let shown = 0;
  for (let caller = 0; caller < 40; caller += 1) {
    waitSeconds(room, 20);
    const fate = caller % 8;
    const spread = fate < 6 ? 120 : 700;
    const north = random.normal(0, spread);
    const type = types[random.below(types.length)];
    const words = said[random.below(said.length)];
    const place =
      fate === 7
        ? {}
        : { ...placeAt(north, random.normal(0, spread)), radiusM: fate === 6 ? 800 : 0 };
    const got = suggest(room, {
      at: room.now,
      ...place,
      ...(type === undefined ? {} : { incidentType: type }),
      words,
    });
    if (got[0] === crash) first += 1;
    if (got.includes(crash)) shown += 1;
    const contact = act(room, { type: "contact.receive", channel: "call", words }).contact ?? -1;
    act(room, { type: "contact.answer", contact });
    act(room, { type: "contact.link", contact, incident: crash });
  }
  assert.deepEqual([first, shown], [39, 39]);
});

test("duplicates: nothing is changed, bounded, in order, and the same without text but for the words", () => {
  const draftOf = fc.record(
    {
      north: fc.integer({ min: -2000, max: 2000 }),
      radiusM: fc.integer({ min: 0, max: 2000 }),
      incidentType: fc.constantFrom("burglary", "fire", "no-such-type"),
      words: fc.string({ maxLength: 200 }),
    },
    { requiredKeys: [] },
  );
  const room = makeRoom();
  for (let index = 0; index < 60; index += 1)
    addIncident(room, {
      north: 10 * index,
      type: index % 2 === 0 ? "burglary" : "fire",
      summary: "smoke",
    });
  const before = new Uint8Array(room.state.buffer.slice(0));
  fc.assert(
    fc.property(draftOf, fc.integer({ min: -1, max: 50 }), ({ north, ...more }, limit) => {
      const draft = { at: room.now, ...(north === undefined ? {} : placeAt(north)), ...more };
      const got = suggestDuplicates(room.state, draft, limit);
      assert.ok(got.length <= Math.min(Math.max(limit, 0), duplicateLimits.suggestions));
      got.slice(1).forEach((suggestion, index) => {
        const better = got[index];
        assert.ok(better.score >= suggestion.score && suggestion.score >= leastScore);
        if (better.score === 1 && suggestion.score === 1)
          assert.notEqual(better.incident, suggestion.incident);
      });
      assert.deepEqual(suggestDuplicates(room.state, draft, limit), got);
      const { words: _, ...wordless } = draft;
      assert.deepEqual(
        suggestDuplicates(forkState(room.state), wordless, limit),
        suggestDuplicates(room.state, wordless, limit),
      );
    }),
  );
  assert.deepEqual(new Uint8Array(room.state.buffer), before);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { encodeEvent } from "../../core/event-codec.ts";
import type { CoreEvent } from "../../core/events.ts";
import { publicFacts } from "../../core/public-facts.ts";
import { makeRegionState } from "../../core/state/region-state.ts";
import { makeEntry, readEntry } from "../../record/entry/entry.ts";
import { BusyRegion } from "../../testing/core/busy-region.ts";
import { sha256 } from "./node-crypto.ts";
import { partEvent, type StoredFacts } from "./part-event.ts";

test("every event of a busy region parts into what is listed and what is not, and its entry shows no more", () => {
  const state = makeRegionState();
  const seen = new Set<string>();
  let position = 0;
  const check = (event: CoreEvent): void => {
    position += 1;
    const { facts, privateText } = encodeEvent(event);
    const stored = JSON.parse(facts) as StoredFacts;
    const text: unknown = privateText === null ? undefined : JSON.parse(privateText);
    const parted = partEvent(position, stored, text);
    const names = Object.keys(stored).filter((name) => !["type", "at", "entered"].includes(name));
    const all = [...Object.keys(parted.shown), ...Object.keys(parted.hidden)];
    assert.deepEqual(all.toSorted(), names.toSorted());
    const listed: readonly string[] = publicFacts[event.type];
    assert.ok(Object.keys(parted.shown).every((name) => listed.includes(name)));
    assert.ok("by" in parted.hidden);
    const salts = { facts: new Uint8Array(32), text: new Uint8Array(32) };
    const entry = readEntry(makeEntry(sha256, parted, salts)).value ?? assert.fail();
    assert.deepEqual(entry.facts, parted.shown);
    assert.equal(entry.hashes.text !== undefined, text !== undefined, event.type);
    assert.equal(entry.position, position);
    seen.add(event.type);
  };
  state.sink = { open: true, put: check };
  const region = new BusyRegion(state, { units: 60, callsPerHour: 60, seed: 3 });
  while (state.columns.head.position[0] < 6_000) region.step();
  assert.ok(seen.size > 20);
});

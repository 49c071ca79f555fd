import assert from "node:assert/strict";
import { test } from "node:test";
import { SyncPlace } from "./sync-place.ts";

/** Quick syncs of the thread, one every 50 ms from one moment to another. */
function noteQuick(place: SyncPlace, from: number, to: number): void {
  for (let now = from; now <= to; now += 50) place.note(1, now);
}

test("only a load on a disk that was quick for a quarter of a second is synced in the main thread", () => {
  const place = new SyncPlace();
  noteQuick(place, 0, 200);
  assert.equal(place.choose(64, 249), "thread", "too little is known of the disk yet");
  place.note(1, 250);
  assert.equal(place.choose(64, 250), "main");
  assert.equal(place.choose(15, 250), "thread", "no load");
  assert.equal(place.choose(16, 250), "main");
  place.note(9, 270);
  assert.equal(place.choose(64, 270), "main");
  place.note(11, 290);
  assert.equal(place.choose(64, 290), "thread");
  // The quarter begins with the first quick one, not with the slow one.
  noteQuick(place, 300, 500);
  assert.equal(place.choose(64, 549), "thread");
  noteQuick(place, 550, 550);
  assert.equal(place.choose(64, 550), "main");
});

test("calm rests on syncs that were seen: none, or none lately, is no evidence", () => {
  const place = new SyncPlace();
  assert.equal(place.choose(64, 10_000), "thread", "no sync was seen at all");
  place.note(1, 10_000);
  assert.equal(place.choose(64, 10_250), "thread", "one sync is no quarter of a second");
  place.note(1, 10_250);
  assert.equal(place.choose(64, 10_250), "main");
  assert.equal(place.choose(64, 10_500), "main");
  assert.equal(place.choose(64, 10_501), "thread", "the disk may have changed since");
  place.note(1, 11_000);
  assert.equal(place.choose(64, 11_000), "thread", "after a rest the quarter begins anew");
  noteQuick(place, 11_050, 11_250);
  assert.equal(place.choose(64, 11_250), "main");
});

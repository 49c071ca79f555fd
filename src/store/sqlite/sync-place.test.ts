import assert from "node:assert/strict";
import { test } from "node:test";
import { SyncPlace } from "./sync-place.ts";

test("only a load on a disk that was quick for a quarter of a second is synced in the main thread", () => {
  const place = new SyncPlace(0);
  assert.equal(place.choose(64, 249), "thread", "nothing is known of the disk yet");
  assert.equal(place.choose(64, 250), "main");
  assert.equal(place.choose(15, 250), "thread", "no load");
  assert.equal(place.choose(16, 250), "main");
  place.note(9, 2_000);
  assert.equal(place.choose(64, 2_000), "main");
  place.note(11, 2_500);
  assert.equal(place.choose(64, 2_500), "thread");
  // In the thread it is slow once more: the quarter begins anew.
  place.note(500, 2_650);
  assert.equal(place.choose(64, 2_751), "thread");
  assert.equal(place.choose(64, 2_899), "thread");
  place.note(1, 2_899);
  assert.equal(place.choose(64, 2_900), "main");
});

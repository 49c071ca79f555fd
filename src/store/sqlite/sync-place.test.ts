import assert from "node:assert/strict";
import { test } from "node:test";
import { SyncPlace } from "./sync-place.ts";

test("only a load on a disk that was quick for a second is synced in the main thread", () => {
  const place = new SyncPlace(0);
  assert.equal(place.choose(64, 999), "thread", "nothing is known of the disk yet");
  assert.equal(place.choose(64, 1_000), "main");
  assert.equal(place.choose(15, 1_000), "thread", "no load");
  assert.equal(place.choose(16, 1_000), "main");
  place.note(9, 2_000);
  assert.equal(place.choose(64, 2_000), "main");
  place.note(11, 2_500);
  assert.equal(place.choose(64, 2_500), "thread");
  // In the thread it is slow once more: the second begins anew.
  place.note(500, 3_400);
  assert.equal(place.choose(64, 3_501), "thread");
  assert.equal(place.choose(64, 4_399), "thread");
  place.note(1, 4_399);
  assert.equal(place.choose(64, 4_400), "main");
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { KeptTiles, keptTilesLimits } from "./kept-tiles.ts";

test("tiles that were read are not read again while there is room, and those of one level do not push out another's", () => {
  const kept = new KeptTiles();
  const read: string[] = [];
  const get = (level: number, index: number): Uint8Array =>
    kept.get({ level, index }, () => {
      read.push(`${level}/${index}`);
      return Uint8Array.of(level, index);
    });
  get(1, 0);
  for (let index = 0; index < keptTilesLimits.lowest; index += 1) get(0, index);
  assert.deepEqual(get(0, 0), Uint8Array.of(0, 0));
  assert.equal(read.length, 1 + keptTilesLimits.lowest);
  // One more: the one that was asked for least lately is number 1, because 0 was asked for since.
  get(0, keptTilesLimits.lowest);
  get(0, 0);
  get(1, 0);
  assert.equal(read.length, 2 + keptTilesLimits.lowest);
  get(0, 1);
  assert.equal(read.at(-1), "0/1");
});

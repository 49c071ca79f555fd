import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { makeTown } from "../../sim/town/make-town.ts";
import { openPackage } from "./open-package.ts";
import { makeTownPackage, openTownMap } from "./town-map.ts";

const town = makeTown({ seed: 5, unitCount: 40, scale: 0.5 });

test("the town's map is the same bytes for ever, is kept, and made anew when the file is damaged", async () => {
  const folder = mkdtempSync(join(tmpdir(), "muster-town-"));
  try {
    const made = await openTownMap(town, folder);
    const [name] = readdirSync(folder);
    const bytes = readFileSync(join(folder, name));
    assert.deepEqual(Buffer.from(await makeTownPackage(town)), bytes);
    const kept = await openTownMap(town, folder);
    assert.equal(kept.roads.hash, made.roads.hash);
    writeFileSync(join(folder, name), bytes.subarray(0, bytes.length / 2));
    const anew = await openTownMap(town, folder);
    assert.equal(anew.roads.hash, made.roads.hash);
    assert.deepEqual(readFileSync(join(folder, name)), bytes);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test("every street and place of the town is in its map, and every street can be driven", async () => {
  const { roads, map } = openPackage(await makeTownPackage(town));
  const { network } = roads.road;
  const names = new Set(network.names);
  for (const { name } of town.streets) assert.ok(names.has(name), name);
  for (const { name } of town.places) assert.equal(map.findPlaces(name, 5)[0]?.label, name);
  assert.equal(network.arcRules.filter((rules) => rules !== 0).length, 0);
});

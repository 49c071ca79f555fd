/**
 * Every scenario shipped, played by the real live loop: a server on the embedded store, its callers, crews and robots, a
 * fast clock. Then its log is read as `muster rehearse --store` reads it and folded as a branch folds it: at the end and at
 * moments in between the state is the live room's, bit by bit.
 */

import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { microsPerMinute } from "../../base/instant.ts";
import { hashState } from "../../core/state/hash.ts";
import { forkState } from "../../core/state/region-state.ts";
import { makeLog } from "../../live/log.ts";
import type { RegionRuntime } from "../../live/region-runtime.ts";
import { replayUntil } from "../../sim/branch/replay.ts";
import { makeTown } from "../../sim/town/make-town.ts";
import { regionConfigFromTown } from "../../sim/town/region-config.ts";
import { findScenarioFile } from "../demo.ts";
import { openLog } from "../rehearse/read-log.ts";
import { demoAccounts } from "./accounts.ts";
import { hostWorld } from "./host-world.ts";
import { readScenario } from "./scenario-file.ts";
import { playTown } from "./town-player.ts";
import { WorldView } from "./world-view.ts";

const folder = mkdtempSync(join(tmpdir(), "muster-scenario-test-"));
after(() => rmSync(folder, { recursive: true }));

const speed = 300;
/** Of the world, at least; the storm's forty callers ring after 45 minutes. */
const playedMinutes = 47;
/** A play goes on until the room has lived so much, however slow the machine. */
const livedEvents = 700;
const markEvery = 120;

const scenarios = readdirSync(join(import.meta.dirname, "..", "..", "..", "scenarios"))
  .filter((name) => name.endsWith(".yaml"))
  .map((name) => name.replace(/\.yaml$/, ""));

/** Plays into a store; answers the live state's hashes by position. */
async function playLive(name: string, dataDir: string): Promise<Map<number, string>> {
  const scenario = readScenario(findScenarioFile(name));
  const { seed, units, scale } = scenario.town;
  const town = makeTown({ seed, unitCount: units, scale });
  const config = regionConfigFromTown(town, "harbour");
  const { startAt } = scenario;
  const { running, store } = await hostWorld({
    config: { dataDir, port: 0 },
    region: config,
    startAt,
    speed,
    log: makeLog("fatal"),
  });
  const hashes = new Map<number, string>();
  try {
    const accounts = demoAccounts(running.origin, config.id);
    const view = new WorldView(await accounts.forRole("supervisor"), config.id);
    await view.load();
    const region = running.context.regions.get(config.id);
    assert.ok(region);
    const until = startAt + playedMinutes * microsPerMinute;
    const end = new AbortController();
    const signal = AbortSignal.any([end.signal, AbortSignal.timeout(150_000)]);
    const switches = { callTaking: true, dispatch: true };
    let nextMark = 1;
    const afterRound = (now: number): void => {
      if (region.position >= nextMark) {
        nextMark = region.position + markEvery;
        mark(region, hashes);
      }
      if (now >= until && region.position >= livedEvents) end.abort();
    };
    await playTown({ town, scenario, seed, view, accounts, switches, signal, afterRound });
    assert.ok(end.signal.aborted, `the time ran out at position ${region.position}`);
    await running.close();
    mark(region, hashes);
  } catch (error) {
    await running.close();
    throw error;
  } finally {
    await store.close();
  }
  return hashes;
}

/** Without text: a rehearsal has none. */
function mark(region: RegionRuntime, hashes: Map<number, string>): void {
  hashes.set(region.position, hashState(forkState(region.state)));
}

for (const name of scenarios)
  test(`${name}: lived by the live loop and read back by a rehearsal, it is the same state`, async (context) => {
    const dataDir = join(folder, name);
    const hashes = await playLive(name, dataDir);
    const log = openLog(dataDir, undefined);
    try {
      for (const [position, hash] of hashes) {
        const { state } = replayUntil(log.list(), { position });
        assert.equal(state.columns.head.position[0], position);
        assert.equal(hashState(state), hash, `position ${position}`);
      }
      const position = Math.max(...hashes.keys());
      const types = new Set([...log.list()].map(({ type }) => type));
      context.diagnostic(`${position} events of ${types.size} types, ${hashes.size} moments`);
      assert.ok(hashes.size >= 3, `${hashes.size} moments`);
      assert.ok(types.size > 20, `${types.size} types`);
      assert.equal([...log.list()].length, position, "the log ends where the live room ended");
    } finally {
      log.close();
    }
  });

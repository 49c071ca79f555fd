/** The people of twelve regions on one fast clock: what no region shows alone is seen of all of them together. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { assessAbsence } from "../../core/absence/assess.ts";
import { alarmRatio } from "../../core/absence/absence-model.ts";
import { makeLog } from "../../live/log.ts";
import { makeTown } from "../../sim/town/make-town.ts";
import { alliedConfigFromTown } from "../../sim/town/region-config.ts";
import { listNeighbours } from "../../sim/town/towns.ts";
import { demoAccounts } from "./accounts.ts";
import { hostWorld } from "./host-world.ts";
import { headsOf, playPeople } from "./people-player.ts";
import { readScenario } from "./scenario-file.ts";

const scenario = readScenario(
  join(import.meta.dirname, "..", "..", "..", "scenarios", "shift-does-not-arrive.yaml"),
);

test("the shipped scenario has twelve regions of 148,452 officers, of whom 8.3 % leave, for three days", () => {
  const { forces } = scenario;
  assert.ok(forces !== undefined);
  assert.equal(forces.regions.length, 12);
  assert.equal(forces.regions.reduce((sum, { officers }) => sum + officers, 0), 148_452); // prettier-ignore
  assert.deepEqual([forces.leaves.share, forces.days], [0.083, 3]);
  const heads = forces.regions.map(({ officers }) => headsOf(forces, officers));
  assert.equal(heads.reduce((sum, count) => sum + count, 0), 1_485); // prettier-ignore
  assert.ok(scenario.closures.length > 0 && scenario.requests.length > 0);
  assert.ok(scenario.surges.every(({ factor }, index, all) => index === 0 || factor > all[index - 1].factor)); // prettier-ignore
});

test("8.3 % of those on duty in twelve regions leave: no region alarms alone, all together do", async () => {
  const { forces } = scenario;
  assert.ok(forces !== undefined);
  const town = makeTown({ seed: 7, unitCount: 40, scale: 0.5 });
  const [first, ...others] = forces.regions.map((region, index) =>
    alliedConfigFromTown(town, region, listNeighbours(forces.regions, index)),
  );
  const world = await hostWorld({
    config: { store: "memory", port: 0, forecast: { everySeconds: 0 } },
    log: makeLog("fatal"),
    region: first,
    neighbours: others,
    startAt: scenario.startAt,
    speed: 300,
  });
  const { context, origin } = world.running;
  const { regions, absencePool } = context;
  const stop = new AbortController();
  const now = () => context.clock.now();
  const accounts = demoAccounts(origin, first.id);
  const playing = playPeople({ scenario, forces, seed: 7, accounts, now, signal: stop.signal });
  try {
    const isSuspected = () => [...regions.values()].some(({ state }) => state.columns.absence.suspectedAt[0] !== 0); // prettier-ignore
    for (const until = Date.now() + 120_000; !isSuspected(); await sleep(100)) {
      assert.ok(Date.now() < until, "nothing was suspected");
      await absencePool.look();
    }
    const left = { onDuty: 0, left: 0 };
    for (const { state } of regions.values()) {
      const { absence } = state.columns;
      if (absence.suspectedAt[0] === 0) continue;
      assert.equal(absence.pooled[0], 1, "together with others");
      const { evidence } = assessAbsence(state, now());
      assert.ok(evidence.ratio < alarmRatio, `alone it is ${evidence.ratio}`);
      left.onDuty += evidence.onDuty;
      left.left += evidence.left;
    }
    assert.ok(left.left / left.onDuty < 0.15, `${left.left} of ${left.onDuty}`);
  } finally {
    stop.abort();
    await playing;
    await world.running.close();
    await world.store.close();
  }
});

test("whoever an earlier play left on duty, and whose turn is over, goes home when the play goes on", async () => {
  const { forces } = scenario;
  assert.ok(forces !== undefined);
  const few = { ...forces, regions: [{ id: "harbour", name: "Harbour", officers: 1_000 }] };
  const town = makeTown({ seed: 7, unitCount: 40, scale: 0.5 });
  const world = await hostWorld({
    config: { store: "memory", port: 0, forecast: { everySeconds: 0 } },
    log: makeLog("fatal"),
    region: alliedConfigFromTown(town, few.regions[0], []),
    // Between the turns of the second day: nobody's runs.
    startAt: scenario.startAt + 15 * 3_600 * 1_000_000,
    speed: 1,
  });
  const { context, origin } = world.running;
  const stop = new AbortController();
  const accounts = demoAccounts(origin, "harbour");
  const play = { scenario, forces: few, seed: 7, accounts, now: () => context.clock.now() };
  const { state } = [...context.regions.values()][0];
  const onDuty = (): number => [...state.columns.people.onDutyAt].filter((at) => at > 0).length;
  const until = async (isSo: () => boolean): Promise<void> => {
    for (const end = Date.now() + 60_000; !isSo(); await sleep(50)) assert.ok(Date.now() < end);
  };
  try {
    const first = new AbortController();
    const playing = playPeople({ ...play, signal: first.signal });
    await until(() => state.columns.head.people[0] === 10);
    first.abort();
    await playing;
    const supervisor = await accounts.forRole("supervisor");
    for (const person of [0, 1, 2]) await supervisor.command("harbour", { type: "person.book-on", person }); // prettier-ignore
    assert.equal(onDuty(), 3);
    const again = playPeople({ ...play, signal: stop.signal });
    await until(() => onDuty() === 0);
    stop.abort();
    await again;
  } finally {
    stop.abort();
    await world.running.close();
    await world.store.close();
  }
});

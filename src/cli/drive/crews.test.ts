import assert from "node:assert/strict";
import { test } from "node:test";
import { Crew } from "../../sim/behaviour/crew.ts";
import { makeTown } from "../../sim/town/make-town.ts";
import { ApiClient } from "./api-client.ts";
import { CrewsPlayer } from "./crews.ts";
import { Schedule } from "./schedule.ts";
import { Sender } from "./sender.ts";
import { WorldView } from "./world-view.ts";

test("a position has what the server takes and no more, also of a crew that stands at its base", async () => {
  const town = makeTown({ seed: 7, unitCount: 40, scale: 1 });
  const [base] = town.bases;
  const sent: unknown[] = [];
  const client = ApiClient.withToken("http://127.0.0.1:1", "none");
  client.command = async () => ({ position: 1, events: 1, made: {} });
  client.postAgain = async (_path, body) => sent.push(body);
  const crew = new Crew(base, {
    turnoutSeconds: () => assert.fail("nobody sends the crew"),
    journey: () => assert.fail("the crew has not left yet"),
    patrol: () => assert.fail("the crew has not been free yet"),
  });
  // As after a restart, when the unit was sent somewhere before: the crew is on and has not moved yet.
  crew.phase = "turnout";
  const view = new WorldView(client, "test");
  view.state.columns.units.firstAllocation.fill(-1);
  const players = new CrewsPlayer({
    view,
    sender: new Sender("test"),
    schedule: new Schedule(),
    units: [{ unit: 3, crewCount: 2, crew, duties: [] }],
    clientFor: async () => client,
    tracker: client,
    taskFor: () => assert.fail("nothing new is given to it"),
    positionSeconds: 5,
  });
  players.tick(30_000_000);
  await new Promise((resolve) => setImmediate(resolve));
  const { latE7, lonE7 } = base;
  assert.deepEqual(sent, [{ positions: [{ unit: 3, at: 30_000_000, latE7, lonE7 }] }]);
});

test("a crew that books off is seen once more at its base: its vehicle is not left standing where it was last", async () => {
  const [base] = makeTown({ seed: 7, unitCount: 40, scale: 1 }).bases;
  const sent: { positions: { unit: number; latE7: number; lonE7: number }[] }[] = [];
  const client = ApiClient.withToken("http://127.0.0.1:1", "none");
  client.command = async () => ({ position: 1, events: 1, made: {} });
  client.postAgain = async (_path, body) => sent.push(body as (typeof sent)[number]);
  const supplies = {
    turnoutSeconds: () => assert.fail("nobody sends the crew"),
    journey: () => assert.fail("nobody sends the crew"),
    patrol: () => assert.fail("its duty is over"),
  };
  const crew = new Crew(base, supplies, { latE7: base.latE7 + 100_000, lonE7: base.lonE7 });
  crew.phase = "idle";
  crew.dueAt = 30_000_000;
  const view = new WorldView(client, "test");
  view.state.columns.units.firstAllocation.fill(-1);
  const players = new CrewsPlayer({
    view,
    sender: new Sender("test"),
    schedule: new Schedule(),
    units: [{ unit: 3, crewCount: 2, crew, duties: [] }],
    clientFor: async () => client,
    tracker: client,
    taskFor: () => assert.fail("nothing new is given to it"),
    positionSeconds: 5,
  });
  for (const seconds of [30, 40, 50, 60]) {
    players.tick(seconds * 1_000_000);
    await new Promise((resolve) => setImmediate(resolve));
  }
  assert.equal(crew.phase, "off");
  assert.deepEqual(
    sent.flatMap(({ positions }) => positions.map(({ latE7, lonE7 }) => [latE7, lonE7])),
    [[base.latE7, base.lonE7]],
  );
});

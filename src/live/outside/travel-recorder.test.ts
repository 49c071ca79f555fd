import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import type { Command } from "../../core/commands.ts";
import type { CoreEvent } from "../../core/events.ts";
import { TestServer, testRegion } from "../../testing/test-server.ts";

type Recorded = Extract<CoreEvent, { type: "unit.travel-recorded" }>;

/** A control room whose configuration names a router that the test plays. */
async function withOpinions(
  answer: RequestListener,
  work: (server: TestServer, asked: string[]) => Promise<void>,
): Promise<void> {
  const asked: string[] = [];
  const router: Server = createServer((request, response) => {
    asked.push(request.url ?? "");
    answer(request, response);
  }).listen(0, "127.0.0.1");
  await once(router, "listening");
  const { port } = router.address() as AddressInfo;
  const outside = { kind: "osrm", url: `http://127.0.0.1:${port}/`, timeoutMillis: 300 } as const;
  const server = await TestServer.start({ config: { travel: { outside } }, units: 2 });
  try {
    await work(server, asked);
  } finally {
    await server.stop();
    router.closeAllConnections();
    router.close();
  }
}

async function send(server: TestServer): Promise<void> {
  const { region } = server;
  const { config } = region.state.policy!;
  const location = { state: "verified", ...config.centre, radiusM: 0 } as const;
  const open: Command = {
    type: "incident.open",
    incidentType: config.incidentTypes[0].code,
    location,
    area: config.areas[0].code,
    grade: "immediate",
  };
  const { made } = await region.runSystem(open);
  await region.runSystem({ type: "unit.send", incident: made.incident ?? 0, units: [0] });
}

async function listRecorded(server: TestServer): Promise<Recorded[]> {
  const records = await server.store.read(testRegion, 0, 1_000);
  return records
    .map(({ facts }) => JSON.parse(facts) as CoreEvent)
    .filter((event) => event.type === "unit.travel-recorded");
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 5));
}

test("after a unit was sent, the other program's travel time is a fact of the log with its source", () =>
  withOpinions(
    (_request, response) =>
      response.end('{"code":"Ok","durations":[[241.6]],"distances":[[1800]],"data_version":"nov"}'),
    async (server, asked) => {
      await send(server);
      await until(async () => (await listRecorded(server)).length === 1);
      const [recorded] = await listRecorded(server);
      assert.deepEqual(
        [recorded.unit, recorded.incident, recorded.source, recorded.version, recorded.by],
        [0, 1, "osrm", "nov", "system"],
      );
      assert.deepEqual([recorded.travelSeconds, recorded.distanceM], [242, 1800]);
      const { centre } = server.region.state.policy!.config;
      assert.deepEqual([recorded.toLatE7, recorded.toLonE7], [centre.latE7, centre.lonE7]);
      assert.ok(asked[0].startsWith("/table/v1/driving/"), asked[0]);
    },
  ));

test("a router that is silent delays no command and leaves no fact", () =>
  withOpinions(
    () => {},
    async (server, asked) => {
      const startedAt = server.region.durablePosition;
      await send(server);
      assert.ok(server.region.durablePosition > startedAt, "sent and durable without an answer");
      await until(async () => asked.length === 1);
      await until(async () =>
        /unanswered\{region="room"\} 1/.test(server.running.context.metrics.write()),
      );
      assert.deepEqual(await listRecorded(server), []);
    },
  ));

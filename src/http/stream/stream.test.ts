/**
 * The live stream as a client sees it: the snapshot and what follows fold to the server's own state, a gap is resumed
 * by the last id, a crew gets what is its own, and a client that does not read is cut loose and comes back.
 */

import assert from "node:assert/strict";
import { connect } from "node:net";
import { test } from "node:test";
import * as fc from "fast-check";
import { decodeEvent } from "../../core/event-codec.ts";
import { evolve } from "../../core/evolve.ts";
import { hashState } from "../../core/state/hash.ts";
import { findSnapshotState } from "../../core/state/snapshot.ts";
import type { RegionState } from "../../core/state/region-state.ts";
import { makeRegionState } from "../../core/state/region-state.ts";
import { testRegion, withServer, type TestServer } from "../../testing/test-server.ts";
import { streamLimits } from "./event-stream.ts";

interface Frame {
  readonly event: string;
  readonly id: number | undefined;
  // Frames of many shapes are looked into.
  readonly data: Record<string, never> & unknown[];
}

const path = `/api/regions/${testRegion}`;

/** A client that keeps every frame it got. */
class Follower {
  readonly frames: Frame[] = [];
  readonly #controller = new AbortController();
  isEnded = false;

  static async open(
    server: TestServer,
    query: string,
    headers: Record<string, string>,
  ): Promise<Follower> {
    const follower = new Follower();
    const { signal } = follower.#controller;
    const response = await fetch(`${server.origin}${path}/stream${query}`, { headers, signal });
    assert.equal(response.status, 200);
    assert.equal(response.headers.get("content-type"), "text/event-stream");
    void follower.#read(response.body as ReadableStream<Uint8Array>);
    return follower;
  }

  async #read(body: ReadableStream<Uint8Array>): Promise<void> {
    let text = "";
    const decoder = new TextDecoder();
    try {
      for await (const chunk of body) {
        text += decoder.decode(chunk, { stream: true });
        const parts = text.split("\n\n");
        text = parts.pop() ?? "";
        for (const part of parts) this.#take(part);
      }
    } catch {
      // The test stopped reading.
    }
    this.isEnded = true;
  }

  #take(part: string): void {
    const fields = new Map(
      part
        .split("\n")
        .map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 2)]),
    );
    const data = fields.get("data");
    if (data === undefined) return;
    const id = fields.get("id");
    this.frames.push({
      event: fields.get("event") ?? "",
      id: id === undefined ? undefined : Number(id),
      data: JSON.parse(data) as Frame["data"],
    });
  }

  get events(): Record<string, never>[] {
    return this.frames
      .filter(({ event }) => event === "events")
      .flatMap(({ data }) => data as unknown as Record<string, never>[]);
  }

  get lastId(): number {
    return Math.max(0, ...this.frames.map(({ id }) => id ?? 0));
  }

  async until(isSo: () => boolean): Promise<void> {
    while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
  }

  close(): void {
    this.#controller.abort();
  }
}

async function headersOf(
  server: TestServer,
  role: "supervisor" | "dispatcher" | "crew",
  unit = 0,
): Promise<Record<string, string>> {
  return { authorization: `Bearer ${await server.token(role, "account", unit)}` };
}

function foldFrames(state: RegionState, follower: Follower): void {
  for (const event of follower.events) evolve(state, decodeEvent(event, null));
}

async function takeSnapshot(server: TestServer): Promise<{ state: RegionState; position: number }> {
  const response = await fetch(`${server.origin}${path}/snapshot`, {
    headers: await headersOf(server, "supervisor"),
  });
  const state = findSnapshotState(new Uint8Array(await response.arrayBuffer()));
  assert.ok(state !== undefined);
  return { state, position: Number(response.headers.get("muster-position")) };
}

const ring = {
  type: "contact.receive",
  channel: "call",
  callerNumber: "01632 960001",
  words: "smoke",
};

const note = { type: "contact.receive", channel: "text" } as const;

test("snapshot and stream fold to the server's state, and ids count positions without a gap", async () => {
  await withServer({ units: 3 }, async (server) => {
    await server.command(ring);
    const { state, position } = await takeSnapshot(server);
    const follower = await Follower.open(
      server,
      `?after=${position}`,
      await headersOf(server, "supervisor"),
    );
    await Promise.all(Array.from({ length: 30 }, () => server.command(ring)));
    await server.command({ type: "unit.raise-emergency", unit: 1 });
    const end = server.region.durablePosition;
    await follower.until(() => follower.lastId === end);
    assert.equal(follower.events.length, end - position);
    let at = position;
    for (const { event, id, data } of follower.frames) {
      if (event !== "events") continue;
      at += data.length;
      assert.equal(id, at);
    }
    foldFrames(state, follower);
    assert.equal(hashState(state), (await server.get(`${path}/hash`)).json["hash"]);
    follower.close();
  });
});

test("a client that is ahead of the streams, by its snapshot, sees nothing twice", async () => {
  await withServer({ units: 1 }, async (server) => {
    const headers = await headersOf(server, "supervisor");
    for (let round = 0; round < 20; round += 1) {
      await server.region.runSystem(note);
      const { durablePosition, publisher } = server.region;
      // Durable, and not handed out yet: a frame leaves a few milliseconds later.
      const isAhead = publisher.position < durablePosition;
      const follower = await Follower.open(server, `?after=${durablePosition}`, headers);
      await server.region.runSystem(note);
      await follower.until(() => follower.events.length > 0);
      assert.equal(follower.events.length, 1, isAhead ? "ahead" : "level");
      follower.close();
    }
  });
});

test("whatever the gaps, a client that resumes by its last id misses nothing and sees nothing twice", async () => {
  await withServer({}, async (server) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 4 }),
        async (bursts) => {
          const headers = await headersOf(server, "supervisor");
          const start = server.region.durablePosition;
          const seen: unknown[] = [];
          let last = start;
          for (const burst of bursts) {
            const follower = await Follower.open(server, "", {
              ...headers,
              "last-event-id": String(last),
            });
            await Promise.all(Array.from({ length: burst }, () => server.command(ring)));
            await follower.until(() => follower.events.length > 0);
            seen.push(...follower.events);
            last += follower.events.length;
            follower.close();
          }
          const rest = await Follower.open(server, "", {
            ...headers,
            "last-event-id": String(last),
          });
          const end = server.region.durablePosition;
          await rest.until(() => rest.lastId >= end);
          seen.push(...rest.events);
          rest.close();
          const log = await server.get(`${path}/events?after=${start}&limit=1000`);
          const events = (log.json["events"] as unknown as { event: unknown }[]).map(
            ({ event }) => event,
          );
          assert.deepEqual(seen, events);
        },
      ),
      { numRuns: 15 },
    );
  });
});

test("from the very beginning, beyond what the publisher keeps, comes from the store", async () => {
  await withServer({ units: 2 }, async (server) => {
    await server.command(ring);
    // Another process of the same store: its publisher has kept nothing.
    await server.running.close();
    const { TestServer } = await import("../../testing/test-server.ts");
    const again = await TestServer.start({ store: server.store, clock: server.clock });
    try {
      const token = await again.running.context.identity.tokens.make(
        "supervisor",
        "account",
        "x",
        0,
        Number.MAX_SAFE_INTEGER,
      );
      const follower = await Follower.open(again, "?after=0", {
        authorization: `Bearer ${token.reveal()}`,
      });
      await follower.until(() => follower.lastId === again.region.durablePosition);
      const state = makeRegionState();
      foldFrames(state, follower);
      assert.equal(hashState(state), hashState(again.region.state));
      follower.close();
    } finally {
      await again.running.close();
    }
  });
});

test("whoever has another history is refused, on the stream and in the log's pages", async () => {
  await withServer({}, async (server) => {
    const snapshot = await fetch(`${server.origin}${path}/snapshot`, {
      headers: await headersOf(server, "supervisor"),
    });
    const history = snapshot.headers.get("muster-history") ?? "";
    assert.equal(history, server.store.history);
    const headers = await headersOf(server, "supervisor");
    const follower = await Follower.open(server, `?after=0&history=${history}`, headers);
    follower.close();
    const page = await server.get(`${path}/events?history=${history}`);
    assert.equal(page.json["history"], history);
    for (const address of [
      "stream?after=0&history=other",
      "events?history=other",
      "stream?history=",
    ]) {
      const answer = await server.get(`${path}/${address}`);
      assert.deepEqual([answer.status, answer.json.code], [409, "history.replaced"], address);
    }
  });
});

test("a position that the log has not reached is refused by its code", async () => {
  await withServer({}, async (server) => {
    const answer = await server.get(`${path}/stream?after=999999`);
    assert.deepEqual([answer.status, answer.json.code], [422, "position.not-yet"]);
  });
});

test("a crew gets its own unit and its incident with the words, live and after a gap, and nothing else", async () => {
  await withServer({ units: 2 }, async (server) => {
    const headers = await headersOf(server, "crew", 0);
    const start = server.region.durablePosition;
    const live = await Follower.open(server, "", headers);
    const location = { state: "given", latE7: 540_000_000, lonE7: 30_000_000, radiusM: 0 };
    const open = {
      type: "incident.open",
      incidentType: "other",
      grade: "priority",
      location,
      area: "north",
      summary: "A",
    };
    await server.command(open);
    await server.command({ ...open, summary: "B" });
    await server.command({ type: "unit.send", incident: 1, units: [0] });
    await server.command({ type: "unit.send", incident: 2, units: [1] });
    await server.command({ type: "incident.note", incident: 1, note: "dog in the yard" });
    await server.command({ type: "incident.note", incident: 2, note: "not for unit 0" });
    await server.command({ type: "unit.stand-down", unit: 0, incident: 1, reason: "enough" });
    await server.command({ type: "incident.note", incident: 1, note: "no longer for unit 0" });
    await server.command({
      type: "unit.set-status",
      unit: 0,
      status: "unavailable",
      reason: "meal break",
    });
    const isLast = (follower: Follower) =>
      follower.events.some((event) => event["type"] === "unit.status-set");
    await live.until(() => isLast(live));
    const types = live.events.map((event) => event["type"] as string);
    assert.equal(types[0], "unit.allocated", "nothing from before its time");
    const text = JSON.stringify(live.events);
    assert.match(text, /dog in the yard/);
    assert.doesNotMatch(text, /not for unit 0|no longer for unit 0/);
    live.close();
    const resumed = await Follower.open(server, `?after=${start}`, headers);
    await resumed.until(() => isLast(resumed));
    assert.deepEqual(resumed.events, live.events);
    resumed.close();
    const console = await server.request(`${path}/stream?view=console`, { headers });
    assert.equal(console.json.code, "access.role");
  });
});

test("positions and heads come without being asked for; a head tells the age of the feed", async () => {
  await withServer({ units: 2 }, async (server) => {
    const follower = await Follower.open(server, "", await headersOf(server, "supervisor"));
    await server.post(
      `${path}/positions`,
      { positions: [{ unit: 1, at: server.clock.now(), latE7: 5, lonE7: 6 }] },
      "administrator",
    );
    const isMoved = ({ event, data }: Frame) =>
      event === "positions" && (data["units"] as number[]).includes(1);
    await follower.until(() => follower.frames.some(isMoved));
    const moved = follower.frames.find(isMoved);
    assert.deepEqual(
      [moved?.data["lat"], moved?.data["lon"], moved?.data["ages"]],
      [[5], [6], [0]],
    );
    server.clock.move(7);
    await follower.until(() =>
      follower.frames.some(
        ({ event, data }) => event === "head" && data["feeds"]["positions"] === 7,
      ),
    );
    follower.close();
  });
});

test("a client that does not read is cut loose; others go on", async () => {
  await withServer({ units: 1 }, async (server) => {
    const good = await Follower.open(server, "", await headersOf(server, "supervisor"));
    const { hostname, port } = new URL(server.origin);
    const lazy = connect({ host: hostname, port: Number(port) });
    const token = await server.token("supervisor");
    lazy.write(
      `GET ${path}/stream HTTP/1.1\r\nHost: ${hostname}:${port}\r\nAuthorization: Bearer ${token}\r\n\r\n`,
    );
    lazy.pause();
    lazy.on("error", () => undefined);
    await good.until(() => server.running.context.openStreams.count === 2);
    // 12 kB each in UTF-8; the system's own socket buffers take some megabytes before anything waits here.
    const note = { type: "incident.note", incident: 1, note: "\u6f22".repeat(3_900) } as const;
    const location = { state: "not asked", latE7: 0, lonE7: 0, radiusM: 0 };
    await server.command({
      type: "incident.open",
      incidentType: "other",
      grade: "priority",
      location,
      area: "north",
    });
    let sent = 0;
    while (server.running.context.openStreams.cutForSlowness === 0) {
      await Promise.all(Array.from({ length: 20 }, () => server.region.runSystem(note)));
      await good.until(() => good.lastId === server.region.durablePosition);
      sent += 20;
      assert.ok(
        sent < 1_900,
        `${sent} notes of 12 kB did not fill ${streamLimits.bufferedBytes} bytes`,
      );
    }
    const end = server.region.durablePosition;
    await good.until(() => good.lastId === end);
    assert.equal(good.isEnded, false);
    assert.equal(server.running.context.openStreams.count, 1);
    good.close();
    lazy.destroy();
  });
});

test("an account has so many streams and no more; one that ends makes room, others are not touched", async () => {
  const config = { limits: { streamsPerAccount: 2 } };
  await withServer({ config }, async (server) => {
    const headers = await headersOf(server, "supervisor");
    const first = await Follower.open(server, "", headers);
    const second = await Follower.open(server, "", headers);
    const refused = await server.request(`${path}/stream`, { headers });
    assert.deepEqual([refused.status, refused.json.code], [429, "rate.streams"]);
    assert.equal(refused.headers.get("retry-after"), "5");
    const other = await Follower.open(server, "", await headersOf(server, "dispatcher"));
    first.close();
    await other.until(() => server.running.context.openStreams.countOf("supervisor") === 1);
    const third = await Follower.open(server, "", headers);
    assert.equal(server.running.context.openStreams.countOf("supervisor"), 2);
    for (const follower of [second, third, other]) follower.close();
  });
});

test("streams end when their session is signed out everywhere, and when the server stops", async () => {
  await withServer({}, async (server) => {
    const { cookie } = await server.signIn("supervisor");
    const mine = await Follower.open(server, "", { cookie });
    const other = await Follower.open(server, "", await headersOf(server, "supervisor"));
    await server.post("/api/accounts/supervisor/disable", {}, "administrator");
    await mine.until(() => mine.isEnded && other.isEnded);
    const desk = await server.signIn("dispatcher");
    const signedOut = await Follower.open(server, "", { cookie: desk.cookie });
    await server.request("/api/session", { method: "DELETE", headers: desk });
    await signedOut.until(() => signedOut.isEnded);
    const last = await Follower.open(server, "", {
      authorization: `Bearer ${await server.token("dispatcher")}`,
    });
    await server.running.close();
    await last.until(() => last.isEnded);
  });
});

test("whatever a client says it has seen, it gets a stream or a stable code", async () => {
  await withServer({}, async (server) => {
    await server.command(ring);
    const authorization = `Bearer ${await server.token("supervisor")}`;
    const seen = fc.oneof(
      fc.integer({ min: -5, max: 30 }).map(String),
      fc.constantFrom("9007199254740993", "1e3", "0x10", "NaN", "18446744073709551616"),
      fc.stringMatching(/^[\x20-\x7e]{0,30}$/),
    );
    await fc.assert(
      fc.asyncProperty(seen, fc.option(seen), async (after, lastId) => {
        const controller = new AbortController();
        const response = await fetch(
          `${server.origin}${path}/stream?after=${encodeURIComponent(after)}`,
          {
            headers: { authorization, ...(lastId === null ? {} : { "last-event-id": lastId }) },
            signal: controller.signal,
          },
        );
        if (response.status !== 200) {
          const { code } = (await response.json()) as { code: string };
          assert.ok(
            ["position.not-yet", "input.invalid"].includes(code),
            `${response.status} ${code}`,
          );
        }
        controller.abort();
      }),
      { numRuns: 60 },
    );
    assert.deepEqual(
      server.logged.filter((line) => line.includes("bug in a handler")),
      [],
    );
  });
});

/**
 * The one suite that every engine passes. Each case opens its own store through the given function; what only one
 * engine promises (files, locks, crashes) is tested beside that engine. Random histories: contract-properties.ts.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { readChunks } from "./chunks.ts";
import {
  StoreFault,
  storeLimits,
  type AppendRequest,
  type EventStore,
  type StoreFaultCode,
} from "./port.ts";

export type StoreCase = (store: EventStore) => Promise<void>;

/** `withStore` opens an empty store, runs the case and closes it. */
export function testStoreContract(
  engine: string,
  withStore: (run: StoreCase) => Promise<void>,
): void {
  for (const [name, run] of Object.entries({
    ...logCases,
    ...limitCases,
    ...readCases,
    ...besideCases,
  })) {
    void test(`${engine}: ${name}`, () => withStore(run));
  }
}

export function request(
  region: string,
  expectedPosition: number,
  commandId: string,
  ...facts: string[]
): AppendRequest {
  return {
    region,
    expectedPosition,
    commandId,
    records: facts.map((text) => ({ facts: text, privateText: null })),
  };
}

export async function rejectsWith(
  code: StoreFaultCode,
  promise: Promise<unknown>,
): Promise<StoreFault> {
  const outcome = await promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  assert.ok("error" in outcome, `expected ${code}, but it was accepted`);
  assert.ok(
    outcome.error instanceof StoreFault,
    `expected ${code}, got ${String("error" in outcome && outcome.error)}`,
  );
  assert.equal(outcome.error.code, code, outcome.error.message);
  return outcome.error;
}

const logCases: Record<string, StoreCase> = {
  "positions are 1, 2, 3 in each region by itself": async (store) => {
    assert.deepEqual(await store.append(request("north", 0, "c1", '{"n":1}', '{"n":2}')), {
      firstPosition: 1,
      lastPosition: 2,
    });
    assert.deepEqual(await store.append(request("south", 0, "c1", '{"s":1}')), {
      firstPosition: 1,
      lastPosition: 1,
    });
    assert.deepEqual(await store.append(request("north", 2, "c2", '{"n":3}')), {
      firstPosition: 3,
      lastPosition: 3,
    });
    assert.equal(await store.readHead("north"), 3);
    assert.equal(await store.readHead("south"), 1);
    assert.deepEqual(await store.listRegions(), ["north", "south"]);
    assert.deepEqual(
      (await store.read("north", 0, 10)).map((record) => [record.position, record.facts]),
      [
        [1, '{"n":1}'],
        [2, '{"n":2}'],
        [3, '{"n":3}'],
      ],
    );
  },
  "a wrong expected position changes nothing": async (store) => {
    await store.append(request("north", 0, "c1", '{"n":1}'));
    await rejectsWith("store.stale-position", store.append(request("north", 0, "c2", '{"n":2}')));
    await rejectsWith("store.stale-position", store.append(request("north", 2, "c3", '{"n":2}')));
    await rejectsWith("store.stale-position", store.append(request("south", 1, "c4", '{"n":2}')));
    assert.equal(await store.readHead("north"), 1);
    assert.deepEqual(await store.listRegions(), ["north"]);
    // A refused id is not used up.
    await store.append(request("north", 1, "c2", '{"n":2}'));
  },
  "a command id is accepted once per region, and a repeat says so whatever position it expects":
    async (store) => {
      await store.append(request("north", 0, "c1", '{"n":1}'));
      await rejectsWith(
        "store.duplicate-command",
        store.append(request("north", 1, "c1", '{"n":2}')),
      );
      await rejectsWith(
        "store.duplicate-command",
        store.append(request("north", 0, "c1", '{"n":2}')),
      );
      assert.deepEqual(await store.findCommand("north", "c1"), {
        firstPosition: 1,
        lastPosition: 1,
      });
      assert.equal(await store.findCommand("south", "c1"), undefined);
      assert.equal(await store.findCommand("north", "c2"), undefined);
      await store.append(request("south", 0, "c1", '{"n":1}'));
    },
  "appends may be sent before earlier ones are durable": async (store) => {
    const appends = Array.from({ length: 200 }, (_, n) =>
      store.append(request("north", n, `c${n}`, `{"n":${n}}`)),
    );
    const answers = await Promise.all(appends);
    assert.deepEqual(
      answers.map((answer) => answer.firstPosition),
      answers.map((_, n) => n + 1),
    );
    assert.equal(await store.readHead("north"), 200);
  },
  "what was built on a refused command is refused as stale": async (store) => {
    await store.append(request("north", 0, "c0", '{"n":0}'));
    const first = store.append(request("north", 1, "c1", '{"n":1}'));
    const repeat = store.append(request("north", 2, "c0", '{"n":2}'));
    const built = store.append(request("north", 3, "c3", '{"n":3}'));
    const again = store.append(request("north", 2, "c4", '{"n":4}'));
    await first;
    await rejectsWith("store.duplicate-command", repeat);
    await rejectsWith("store.stale-position", built);
    assert.deepEqual(await again, { firstPosition: 3, lastPosition: 3 });
  },
  "close commits what is queued and takes nothing more": async (store) => {
    const queued = store.append(request("north", 0, "c1", '{"n":1}'));
    const closing = store.close();
    assert.deepEqual(await queued, { firstPosition: 1, lastPosition: 1 });
    await closing;
    assert.equal(store.status.state, "closed");
    await rejectsWith("store.closed", store.append(request("north", 1, "c2", '{"n":2}')));
    await rejectsWith("store.closed", store.readHead("north"));
    await rejectsWith("store.closed", store.writeDocument("accounts", "a", 0, "{}"));
  },
  "the status counts commits and commands": async (store) => {
    await store.append(request("north", 0, "c1", '{"n":1}'));
    await rejectsWith("store.stale-position", store.append(request("north", 7, "c2", '{"n":1}')));
    const { state, queuedCommands, commandsCommitted, commits, epoch } = store.status;
    assert.deepEqual(
      { state, queuedCommands, commandsCommitted },
      { state: "open", queuedCommands: 0, commandsCommitted: 1 },
    );
    assert.ok(commits >= 1 && epoch >= 1);
  },
};

const limitCases: Record<string, StoreCase> = {
  "arguments outside the port's shape are refused and change nothing": async (store) => {
    const good = request("north", 0, "c1", '{"n":1}');
    const wrong: Partial<AppendRequest>[] = [
      { region: "" },
      { region: "n".repeat(storeLimits.maxNameLength + 1) },
      { region: "../north" },
      { commandId: "" },
      { commandId: "c".repeat(storeLimits.maxCommandIdLength + 1) },
      { commandId: "c\0d" },
      { commandId: "\ud800" },
      { expectedPosition: -1 },
      { expectedPosition: 0.5 },
      { expectedPosition: Number.NaN },
      { records: [] },
      { records: [{ facts: "[1]", privateText: null }] },
      { records: [{ facts: "", privateText: null }] },
      { records: [{ facts: '{"a":"\ud800"}', privateText: null }] },
      { records: [{ facts: "{}", privateText: "\udc00" }] },
    ];
    for (const change of wrong)
      await rejectsWith("store.invalid", store.append({ ...good, ...change }));
    for (const limit of [0, -1, 1.5, storeLimits.maxReadCount + 1, Number.NaN]) {
      await rejectsWith("store.invalid", store.read("north", 0, limit));
      await rejectsWith("store.invalid", store.readChunk("north", 0, limit));
      await rejectsWith("store.invalid", store.listDocuments("accounts", limit));
    }
    await rejectsWith("store.invalid", store.read("north", -1, 1));
    assert.deepEqual(await store.listRegions(), []);
  },
  "sizes are taken up to the named limits in bytes and refused above": async (store) => {
    const facts = (bytes: number): string => `{"a":"${"é".repeat((bytes - 8) / 2)}"}`;
    const atLimit = facts(storeLimits.maxFactsBytes);
    assert.equal(Buffer.byteLength(atLimit), storeLimits.maxFactsBytes);
    const privateText = "p".repeat(storeLimits.maxPrivateBytes);
    const record = { facts: atLimit, privateText };
    await store.append({
      region: "north",
      expectedPosition: 0,
      commandId: "c1",
      records: [record],
    });
    assert.deepEqual(await store.read("north", 0, 1), [{ position: 1, ...record }]);
    const tooLarge = [
      [{ facts: facts(storeLimits.maxFactsBytes + 2), privateText: null }],
      [{ facts: "{}", privateText: `${privateText}p` }],
      Array.from({ length: storeLimits.maxRecordsPerCommand + 1 }, () => ({
        facts: "{}",
        privateText: null,
      })),
    ];
    for (const records of tooLarge) {
      const append = store.append({
        region: "north",
        expectedPosition: 1,
        commandId: "c2",
        records,
      });
      await rejectsWith("store.too-large", append);
    }
    const most = Array.from({ length: storeLimits.maxRecordsPerCommand }, () => "{}");
    const { lastPosition } = await store.append(request("north", 1, "c2", ...most));
    assert.equal(lastPosition, 1 + storeLimits.maxRecordsPerCommand);
    const body = "b".repeat(storeLimits.maxDocumentBytes + 1);
    await rejectsWith("store.too-large", store.writeDocument("accounts", "a", 0, body));
  },
  "a read ends early where its texts would pass the limit, but is never empty before the head":
    async (store) => {
      const facts = `{"a":"${"x".repeat(storeLimits.maxFactsBytes - 8)}"}`;
      for (let n = 0; n < 300; n += 1) await store.append(request("north", n, `c${n}`, facts));
      const chunk = await store.readChunk("north", 0, 1_000);
      assert.ok(
        chunk.count > 0 && chunk.factsArray.length <= storeLimits.maxReadBytes + chunk.count + 1,
      );
      const records = await store.read("north", 0, 1_000);
      assert.ok(
        records.length > 0 &&
          records.length * storeLimits.maxFactsBytes <= storeLimits.maxReadBytes,
      );
      let count = 0;
      for await (const next of readChunks(store, "north", 0)) {
        assert.equal(next.first, count + 1);
        count += next.count;
      }
      assert.equal(count, 300);
    },
};

const readCases: Record<string, StoreCase> = {
  "text comes back as it was given": async (store) => {
    const facts = JSON.stringify({
      note: 'Ünïcödé \u0000 \u2028 \ud83d\ude91 \\ " \n end',
      list: [null, 1.5e300, -0],
    });
    const privateText = JSON.stringify({ caller: "Zoë \u0000 \ud83d\ude92" });
    const records = [
      { facts, privateText },
      { facts: "{}", privateText: null },
    ];
    await store.append({
      region: "north",
      expectedPosition: 0,
      commandId: "ü \ud83d\ude91 '; DROP",
      records,
    });
    assert.deepEqual(await store.read("north", 0, 10), [
      { position: 1, facts, privateText },
      { position: 2, facts: "{}", privateText: null },
    ]);
    const chunk = await store.readChunk("north", 0, 10);
    assert.deepEqual(JSON.parse(chunk.factsArray), [JSON.parse(facts), {}]);
    assert.deepEqual(chunk.privateTexts, [{ position: 1, text: privateText }]);
    assert.ok((await store.findCommand("north", "ü \ud83d\ude91 '; DROP")) !== undefined);
  },
  "nothing is read from an unknown region or beyond the head": async (store) => {
    await store.append(request("aa", 0, "c1", '{"a":1}'));
    await store.append(request("bb", 0, "c1", '{"b":1}'));
    const nothing = { count: 0, factsArray: "[]", privateTexts: [] };
    for (const [region, after] of [
      ["cc", 0],
      ["aa", 1],
      ["aa", 2 ** 40 - 1],
      ["aa", 2 ** 40],
      ["aa", Number.MAX_SAFE_INTEGER],
    ] as const) {
      assert.deepEqual(await store.read(region, after, 10), []);
      assert.deepEqual(await store.readChunk(region, after, 10), { first: after + 1, ...nothing });
    }
    assert.equal(await store.readHead("cc"), 0);
  },
  "chunks and reads begin after the position and hold at most the limit": async (store) => {
    for (let n = 0; n < 20; n += 1)
      await store.append(request("north", n, `c${n}`, `{"n":${n + 1}}`));
    const chunk = await store.readChunk("north", 5, 4);
    assert.deepEqual([chunk.first, chunk.count], [6, 4]);
    assert.equal(chunk.factsArray, '[{"n":6},{"n":7},{"n":8},{"n":9}]');
    assert.deepEqual(
      (await store.read("north", 17, 10)).map((record) => record.position),
      [18, 19, 20],
    );
  },
};

const besideCases: Record<string, StoreCase> = {
  "the newest snapshot of a region is kept, and none of a position that is not durable": async (
    store,
  ) => {
    await store.append(request("north", 0, "c1", '{"n":1}', '{"n":2}'));
    assert.equal(await store.findSnapshot("north"), undefined);
    const bytes = new Uint8Array([1, 2, 3]);
    await store.saveSnapshot("north", { position: 1, bytes });
    bytes[0] = 99;
    assert.deepEqual(copyOf(await store.findSnapshot("north")), { position: 1, bytes: [1, 2, 3] });
    await store.saveSnapshot("north", { position: 2, bytes: new Uint8Array(0) });
    assert.deepEqual(copyOf(await store.findSnapshot("north")), { position: 2, bytes: [] });
    await rejectsWith("store.stale-position", store.saveSnapshot("north", { position: 3, bytes }));
    assert.equal(await store.findSnapshot("North"), undefined);
  },
  "documents are versioned, listed by key and deleted": async (store) => {
    await store.writeDocument("accounts", "bo", 0, '{"v":1}');
    await rejectsWith("store.stale-position", store.writeDocument("accounts", "bo", 0, "{}"));
    await rejectsWith("store.stale-position", store.writeDocument("accounts", "xi", 1, "{}"));
    const both = [
      store.writeDocument("accounts", "bo", 1, '{"v":2}'),
      store.writeDocument("accounts", "bo", 1, '{"v":3}'),
    ] as const;
    await both[0];
    await rejectsWith("store.stale-position", both[1]);
    assert.deepEqual(await store.readDocument("accounts", "bo"), {
      key: "bo",
      version: 2,
      body: '{"v":2}',
    });
    await store.writeDocument("accounts", "al", 0, "{}");
    await store.writeDocument("accounts", "\u{1f691}", 0, "{}");
    await store.writeDocument("accounts", "\uff5e", 0, "{}");
    await store.writeDocument("sessions", "bo", 0, "other");
    const keys = (await store.listDocuments("accounts", 10)).map((document) => document.key);
    assert.deepEqual(keys, ["al", "bo", "\uff5e", "\u{1f691}"]);
    const page = await store.listDocuments("accounts", 2, "al");
    assert.deepEqual(
      page.map((document) => document.key),
      ["bo", "\uff5e"],
    );
    await store.writeDocument("accounts", "bo", 2, null);
    assert.equal(await store.readDocument("accounts", "bo"), undefined);
    await store.writeDocument("accounts", "bo", 0, "new");
  },
  "a unit's positions are kept up to the named limit and read by time": async (store) => {
    const kept = storeLimits.positionHistoryPerUnit;
    const samples = Array.from({ length: kept + 120 }, (_, n) => ({
      unit: 7,
      at: 1_000 + n,
      latE7: -n,
      lonE7: n,
    }));
    for (let at = 0; at < samples.length; at += 100)
      store.recordPositions("north", samples.slice(at, at + 100));
    store.recordPositions("north", [{ unit: 8, at: 5, latE7: 900_000_000, lonE7: -1_800_000_000 }]);
    const all = await store.readPositions(
      "north",
      7,
      0,
      Number.MAX_SAFE_INTEGER,
      storeLimits.maxReadCount,
    );
    assert.ok(all.length <= kept && all.length > kept - 100, `kept ${all.length}`);
    assert.deepEqual(all, samples.slice(-all.length));
    const inside = await store.readPositions("north", 7, 6_000, 6_009, 4);
    assert.deepEqual(
      inside.map((sample) => sample.at),
      [6_006, 6_007, 6_008, 6_009],
    );
    assert.deepEqual(await store.readPositions("north", 8, 5, 5, 1), [
      { unit: 8, at: 5, latE7: 900_000_000, lonE7: -1_800_000_000 },
    ]);
    assert.deepEqual(await store.readPositions("south", 7, 0, 10_000, 1), []);
    assert.equal(store.status.droppedPositions, 0);
  },
};

function copyOf(snapshot: { position: number; bytes: Uint8Array } | undefined): unknown {
  return snapshot && { position: snapshot.position, bytes: [...snapshot.bytes] };
}

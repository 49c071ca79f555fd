/**
 * The contract of the log: positions, expectations, command ids, limits, and the ways to read.
 */
import assert from "node:assert/strict";
import { listPrivateTexts, parseArray, readChunks } from "./chunks.ts";
import { rejectsWith, request, type StoreCase } from "./contract-tools.ts";
import { storeLimits, type AppendRequest } from "./port.ts";

export const logCases: Record<string, StoreCase> = {
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
  "a command is found with the fingerprint it was appended with, if any": async (store) => {
    const prints = [0, undefined, 2 ** 32 - 1, 12_345];
    const appends = prints.map((fingerprint, n) => {
      const asked = request("north", n, `c${n}`, "{}");
      return store.append(fingerprint === undefined ? asked : { ...asked, fingerprint });
    });
    await Promise.all(appends);
    const repeat = { ...request("north", 4, "c3", "{}"), fingerprint: 54_321 };
    await rejectsWith("store.duplicate-command", store.append(repeat));
    for (const [n, fingerprint] of prints.entries()) {
      const place = { firstPosition: n + 1, lastPosition: n + 1 };
      const expected = fingerprint === undefined ? place : { ...place, fingerprint };
      assert.deepEqual(await store.findCommand("north", `c${n}`), expected);
    }
  },
  "an id that may be known is never said to be new": async (store) => {
    const ids = Array.from({ length: 100 }, (_, n) => `c${n}`);
    const appends = ids.map((id, n) => store.append(request("north", n, id, "{}")));
    // From the call on, not from the commit.
    assert.ok(ids.every((id) => store.mayKnow("north", id)));
    await Promise.all(appends);
    assert.ok(ids.every((id) => store.mayKnow("north", id)));
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

export const limitCases: Record<string, StoreCase> = {
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
      { fingerprint: -1 },
      { fingerprint: 2 ** 32 },
      { fingerprint: 0.5 },
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

export const readCases: Record<string, StoreCase> = {
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
    assert.deepEqual(parseArray(chunk.factsArray), [JSON.parse(facts), {}]);
    assert.deepEqual(listPrivateTexts(chunk), [{ position: 1, text: privateText }]);
    assert.ok((await store.findCommand("north", "ü \ud83d\ude91 '; DROP")) !== undefined);
  },
  "nothing is read from an unknown region or beyond the head": async (store) => {
    await store.append(request("aa", 0, "c1", '{"a":1}'));
    await store.append(request("bb", 0, "c1", '{"b":1}'));
    const nothing = {
      count: 0,
      factsArray: new TextEncoder().encode("[]"),
      textPositions: new Float64Array(0),
      textLengths: new Int32Array(0),
      textsArray: new TextEncoder().encode("[]"),
    };
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
    assert.equal(Buffer.from(chunk.factsArray).toString(), '[{"n":6},{"n":7},{"n":8},{"n":9}]');
    assert.deepEqual(
      (await store.read("north", 17, 10)).map((record) => record.position),
      [18, 19, 20],
    );
  },
};

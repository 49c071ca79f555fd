/**
 * The contract of what lies beside the log: snapshots, documents, positions.
 */
import assert from "node:assert/strict";
import { rejectsWith, request, type StoreCase } from "./contract-tools.ts";
import { listPrivateTexts } from "./chunks.ts";
import { storeLimits } from "./port.ts";

export const besideCases: Record<string, StoreCase> = {
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
  "a private text is erased for good, alone, and its facts stay": async (store) => {
    const records = ["a", "b", null, "c"].map((text, index) => ({
      facts: `{"n":${index}}`,
      privateText: text === null ? null : `{"words":"${text}"}`,
    }));
    await store.append({ region: "north", expectedPosition: 0, commandId: "one", records });
    await store.append({
      region: "north",
      expectedPosition: 4,
      commandId: "two",
      records: [{ facts: `{"n":4}`, privateText: `{"words":"d"}` }],
    });
    const textsOf = async (): Promise<(string | null)[]> => {
      const read = await store.read("north", 0, 10);
      assert.deepEqual(
        read.map(({ facts }) => facts),
        [0, 1, 2, 3, 4].map((n) => `{"n":${n}}`),
      );
      const chunk = await store.readChunk("north", 0, 10);
      const texts = new Map(listPrivateTexts(chunk).map(({ position, text }) => [position, text]));
      for (const { position, privateText } of read)
        assert.equal(texts.get(position) ?? null, privateText);
      return read.map(({ privateText }) => privateText?.slice(10, 11) ?? null);
    };
    assert.equal(await store.eraseText("north", 2), true);
    assert.deepEqual(await textsOf(), ["a", null, null, "c", "d"]);
    assert.equal(await store.eraseText("north", 2), false);
    assert.equal(await store.eraseText("north", 3), false);
    assert.equal(await store.eraseText("north", 4), true);
    assert.equal(await store.eraseText("north", 1), true);
    assert.equal(await store.eraseText("north", 5), true);
    assert.deepEqual(await textsOf(), [null, null, null, null, null]);
    await rejectsWith("store.invalid", store.eraseText("north", 6));
    await rejectsWith("store.invalid", store.eraseText("south", 1));
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

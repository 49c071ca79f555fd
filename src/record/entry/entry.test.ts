import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { describe, test } from "node:test";
import * as fc from "fast-check";
import { sha256 } from "../../testing/record/crypto.ts";
import { readPage } from "../../testing/core/reference-page.ts";
import { writeCanonical } from "./canonical.ts";
import { checkOrder, makeEntry, readEntry, type Entry } from "./entry.ts";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const salts = { facts: Buffer.alloc(32, 1), text: Buffer.alloc(32, 2) };
const event = {
  position: 7,
  type: "incident.assessed",
  at: 1_700_000_000_000_000,
  entered: 1_700_000_000_000_000,
  shown: { incident: 12, assessed: "priority" },
  hidden: { by: "ada", thrive: { harm: "likely" } },
  text: { reason: "Zoë says so" },
};

describe("canonical JSON", () => {
  test("is that of RFC 8785 for its own examples of order, strings and numbers", () => {
    const unordered = {
      "\u20ac": 1,
      "\r": 2,
      "\ufb33": 3,
      "1": 4,
      "\ud83d\ude00": 5,
      "\u0080": 6,
      "\u00f6": 7,
    };
    assert.equal(
      writeCanonical(unordered),
      '{"\\r":2,"1":4,"\u0080":6,"\u00f6":7,"\u20ac":1,"\ud83d\ude00":5,"\ufb33":3}',
    );
    const numbers = [
      Number("333333333.33333329"),
      1e30,
      4.5,
      2e-3,
      0.000000000000000000000000001,
      -0,
    ];
    assert.equal(writeCanonical(numbers), "[333333333.3333333,1e+30,4.5,0.002,1e-27,0]");
    assert.equal(
      writeCanonical({ b: undefined, a: [null, true, false] }),
      '{"a":[null,true,false]}',
    );
  });

  test("of any JSON reads back as the same, and is its own canonical form", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = writeCanonical(value);
        const read: unknown = JSON.parse(text);
        assert.equal(writeCanonical(read), text);
        assert.deepEqual(read, JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  test("has none for what is no JSON", () => {
    for (const wrong of [NaN, Infinity, 1n, () => 1, undefined, "\ud800", { a: ["\udfff"] }])
      assert.throws(() => writeCanonical(wrong), { name: "BugError" });
  });
});

describe("an entry", () => {
  test("shows its public facts and commits to the rest, as a second hand works it out", () => {
    const commitment = (part: string, salt: Buffer, json: string): string =>
      createHash("sha256")
        .update(`muster.record/v1/commitment/${part}\n`)
        .update(salt)
        .update(json)
        .digest("base64");
    const facts = commitment("facts", salts.facts, '{"by":"ada","thrive":{"harm":"likely"}}');
    const text = commitment("text", salts.text, '{"reason":"Zoë says so"}');
    assert.equal(
      Buffer.from(makeEntry(sha256, event, salts)).toString(),
      `{"at":1700000000000000,"entered":1700000000000000,"facts":{"assessed":"priority","incident":12},` +
        `"hashes":{"facts":"${facts}","text":"${text}"},"position":7,"type":"incident.assessed","v":1}`,
    );
  });

  test("commits to a part of any length in the same way", () => {
    for (const length of [0, 100, 5_400, 5_420, 5_440, 60_000]) {
      const words = "é".repeat(length);
      const hash = createHash("sha256");
      hash.update("muster.record/v1/commitment/text\n").update(salts.text);
      hash.update(`{"words":"${words}"}`);
      const bytes = makeEntry(sha256, { ...event, text: { words } }, salts);
      assert.equal(readEntry(bytes).value?.hashes.text, hash.digest("base64"), `${length}`);
    }
  });

  test("of an event with too many public facts hides them", () => {
    const large = { ...event, shown: { incident: 12, words: "x".repeat(70_000) } };
    const entry = readEntry(makeEntry(sha256, large, salts)).value ?? assert.fail();
    assert.deepEqual(entry.facts, {});
  });

  test("is read back, and in no other form", () => {
    const bytes = makeEntry(sha256, { ...event, entered: event.at + 5 }, salts);
    const entry = readEntry(bytes).value ?? assert.fail();
    assert.equal(entry.late, 5);
    const text = Buffer.from(bytes).toString();
    for (const wrong of [
      "",
      "{}",
      "[]",
      "null",
      ` ${text}`,
      `${text}\n`,
      text.replace('"v":1', '"v":2'),
      text.replace('"v":1', '"v":1,"w":1'),
      text.replace('"v":1', '"v":1.0'),
      text.replace('"position":7', '"position":"7"'),
      text.replace('"position":7', '"position":7.5'),
      text.replace(/"facts":"[^"]+",/, ""),
      text.replace('"text":', '"other":'),
      text.replace(/(\{"facts":"[^"]+)=/, "$1"),
      text.replace('"at"', '"\\u0061t"'),
    ]) {
      assert.equal(readEntry(Buffer.from(wrong)).fault?.code, "record.wrong-entry", wrong);
    }
  });
});

test("the order of entries shows one that is missing, moved, or back-dated without saying so", () => {
  const entry = { position: 3, type: "x.y", at: 100, entered: 100, facts: {}, hashes: {} };
  const check = (changed: Partial<Entry>, last: number, word: string | undefined): void => {
    const fault = checkOrder({ ...entry, ...changed }, 2, last);
    assert.equal(fault?.message.split(":")[0], word, JSON.stringify(changed));
  };
  check({}, 100, undefined);
  check({}, 101, "entered");
  check({ position: 4 }, 100, "position");
  check({ at: 90 }, 100, "late");
  check({ at: 90, late: 10 }, 100, undefined);
  check({ at: 90, late: 9 }, 100, "late");
  check({ late: 0 }, 100, "late");
  check({ at: 101 }, 100, "at");
});

test("docs/reference/record.md has vectors that hold, byte by byte", () => {
  const page = readFileSync(
    join(import.meta.dirname, "..", "..", "..", "docs", "reference", "record.md"),
    "utf8",
  );
  const block = /```json\n([\s\S]*?)```/.exec(page)?.[1] ?? assert.fail("no vectors");
  const { vectors } = JSON.parse(block) as {
    vectors: {
      event: typeof event;
      saltOfFacts: string;
      saltOfText: string;
      entry: string;
      leafHash: string;
    }[];
  };
  assert.ok(vectors.length >= 3);
  for (const { event: given, saltOfFacts, saltOfText, entry, leafHash } of vectors) {
    const vectorSalts = {
      facts: Buffer.from(saltOfFacts, "hex"),
      text: Buffer.from(saltOfText, "hex"),
    };
    const bytes = makeEntry(sha256, { ...given, text: given.text ?? undefined }, vectorSalts);
    assert.equal(Buffer.from(bytes).toString(), entry);
    const hash = createHash("sha256")
      .update(Buffer.from([0]))
      .update(bytes)
      .digest("hex");
    assert.equal(hash, leafHash);
  }
  assert.ok(readPage("reference/record.md").length > 3);
});

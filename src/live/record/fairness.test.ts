/**
 * The ethics rule for what leaves the room: words about who somebody is change nothing of a region's record, of its public figures
 * or of a verdict. A thousand incidents are lived twice, once with such words in every text; the two records may differ
 * in the commitments to those texts and in nothing else.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { RandomStream } from "../../base/random.ts";
import { ZoneOffsets } from "../../base/zone-offsets.ts";
import type { Command } from "../../core/commands.ts";
import { encodeEvent } from "../../core/event-codec.ts";
import type { CoreEvent } from "../../core/events.ts";
import { PeriodCounter } from "../../core/figures/count-period.ts";
import { makeEntry, readEntry, type Entry } from "../../record/entry/entry.ts";
import { evaluate } from "../../record/statement/evaluate.ts";
import { emptyStatement } from "../../record/statement/statement.ts";
import { beginShift, commandOf, intentArbitrary } from "../../testing/core/random-command.ts";
import { withPhrases } from "../../testing/core/trait-words.ts";
import { testStart, Twin } from "../../testing/core/twin.ts";
import { publishFigures } from "../public/public-figures.ts";
import { LogRecord } from "../statements/log-record.ts";
import { sha256 } from "./node-crypto.ts";
import { partEvent, type StoredFacts } from "./part-event.ts";

const incidents = 1_000;
const seed = 61;
const location = { state: "not asked", latE7: 0, lonE7: 0, radiusM: 0 } as const;
const salts = { facts: new Uint8Array(32).fill(1), text: new Uint8Array(32).fill(2) };

function entryOf(event: CoreEvent, position: number): Entry {
  const { facts, privateText } = encodeEvent(event);
  const text: unknown = privateText === null ? undefined : JSON.parse(privateText);
  const parted = partEvent(position, JSON.parse(facts) as StoredFacts, text);
  const { value } = readEntry(makeEntry(sha256, parted, salts));
  return value ?? assert.fail("the entry is not in its form");
}

function figuresOf(twin: Twin): unknown {
  const counter = new PeriodCounter(testStart);
  for (const event of twin.events) counter.take(event);
  const counts = counter.finish(twin.now + 1);
  return { counts, published: publishFigures(counts) };
}

function verdictsOf(twin: Twin): unknown {
  const fold = new LogRecord(twin.state.policy?.config);
  twin.events.forEach((event, index) => fold.take(event, index + 1));
  const record = fold.make("Test", {
    zone: new ZoneOffsets("UTC"),
    to: twin.now + 1,
    isWhole: true,
  });
  return ["calls", "calls-without-dispatch", "share-attended", "first-dispatch"].map((metric) =>
    evaluate(
      {
        ...emptyStatement,
        metric,
        area: record.areas[0] ?? null,
        periods: ["2017-01"],
        comparator: "ge",
        value: 1,
      },
      record,
    ),
  );
}

test(`words about who somebody is change no entry but its text's commitment, no figure and no verdict: ${incidents} incidents`, () => {
  const histories = fc.sample(fc.array(intentArbitrary, { minLength: 8, maxLength: 16, size: "max" }), { numRuns: incidents, seed }); // prettier-ignore
  const stream = new RandomStream(seed, "phrases");
  let opened = 0;
  let worded = 0;
  for (const intents of histories) {
    if (opened >= incidents) break;
    const [plain, told] = [new Twin(true, false), new Twin(true, false)];
    for (const twin of [plain, told]) beginShift(twin, 3);
    const open: Command = { type: "incident.open", incidentType: "theft", grade: "scheduled", area: "west", location, summary: "a shed was broken into" }; // prettier-ignore
    assert.equal(plain.ask(open).decision.refusal, undefined);
    told.ask(withPhrases(open, stream));
    for (const intent of intents) {
      for (const twin of [plain, told]) twin.wait(intent.waitSeconds);
      const command = commandOf(plain.state, plain.now, intent);
      plain.ask(command, intent.lateSeconds);
      told.ask(withPhrases(command, stream), intent.lateSeconds);
    }
    assert.equal(told.events.length, plain.events.length);
    plain.events.forEach((event, index) => {
      const { hashes, ...rest } = entryOf(event, index + 1);
      const { hashes: again, ...same } = entryOf(told.events[index], index + 1);
      assert.deepEqual(same, rest, event.type);
      assert.equal(again.facts, hashes.facts, event.type);
      assert.equal(again.text === undefined, hashes.text === undefined, event.type);
      if (again.text !== hashes.text) worded += 1;
      if (event.type === "incident.opened") opened += 1;
    });
    assert.deepEqual(figuresOf(told), figuresOf(plain));
    assert.deepEqual(verdictsOf(told), verdictsOf(plain));
  }
  assert.ok(opened >= incidents, `${opened} incidents were lived`);
  assert.ok(worded > incidents, `${worded} texts had such words, and other commitments`);
});

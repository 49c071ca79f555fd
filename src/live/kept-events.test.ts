import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import type { PublishedEvent } from "./event-text.ts";
import { KeptEvents, keptLimits } from "./kept-events.ts";
import { PackedEvents } from "./packed-events.ts";

const someEvent = fc.record({
  facts: fc.string({ unit: "grapheme", maxLength: 30 }),
  privateText: fc.option(fc.string({ unit: "grapheme", maxLength: 30 })),
  type: fc.constantFrom("unit.placed" as const, "incident.noted" as const),
  unit: fc.integer({ min: -1, max: 5_000 }),
  incident: fc.integer({ min: -1, max: 2 ** 40 }),
});

function numbered(events: readonly Omit<PublishedEvent, "position">[], first: number) {
  return events.map((event, n) => ({ position: first + n, ...event }));
}

test("packed events come back as they were, whatever their texts", () => {
  fc.assert(
    fc.property(
      fc.array(someEvent, { minLength: 1, maxLength: 40 }),
      fc.nat(1e9),
      (events, first) => {
        const published = numbered(events, first);
        assert.deepEqual(new PackedEvents(published).unpack(), published);
      },
    ),
  );
});

function plainEvents(first: number, count: number, size = 10): PublishedEvent[] {
  const event = { privateText: null, type: "unit.placed", unit: 1, incident: -1 } as const;
  return Array.from({ length: count }, (_, n) => ({
    ...event,
    position: first + n,
    facts: String(first + n).padStart(size, "x"),
  }));
}

test("the last events are found from any position, frames large and small, and the oldest are let go", () => {
  const kept = new KeptEvents();
  const all: PublishedEvent[] = [];
  for (let n = 0; all.length < 3 * keptLimits.events; n += 1) {
    const frame = plainEvents(all.length + 1, [1, 31, 32, 700][n % 4]);
    all.push(...frame);
    kept.add(frame);
  }
  const head = all.length;
  for (const missing of [0, 1, 2, 33, 700, 5_000, keptLimits.events])
    assert.deepEqual(kept.findAfter(head - missing, head), all.slice(head - missing));
  assert.equal(kept.findAfter(head - keptLimits.events - 701, head), undefined);
  assert.equal(kept.findAfter(0, head), undefined);
});

test("what is kept is bounded in bytes, and the newest frame is there however large it is", () => {
  const kept = new KeptEvents();
  const megabyte = 1024 * 1024;
  let head = 0;
  for (let n = 0; n < 30; n += 1) {
    kept.add(plainEvents(head + 1, 64, megabyte / 64));
    head += 64;
  }
  assert.equal(kept.findAfter(head - 16 * 64, head)?.length, 16 * 64);
  assert.equal(kept.findAfter(head - 17 * 64, head), undefined);
  kept.add(plainEvents(head + 1, 32, megabyte));
  head += 32;
  assert.equal(kept.findAfter(head - 32, head)?.length, 32);
  assert.equal(kept.findAfter(head - 33, head), undefined);
});

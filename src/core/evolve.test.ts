import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { listGoldens, foldGolden, type Golden } from "../testing/core/golden.ts";
import { given, onDuty, opened, ringing, sent } from "../testing/core/scenario.ts";
import { makeRegionConfig } from "../testing/core/region-config.ts";
import { listStateFaults } from "../testing/core/state-faults.ts";
import { throughStore } from "../testing/core/twin.ts";
import { BugError } from "../base/assert.ts";
import { decodeEvent, encodeEvent } from "./event-codec.ts";
import type { CoreEvent } from "./events.ts";
import { evolve } from "./evolve.ts";
import { hashState } from "./state/hash.ts";
import { makeRegionState } from "./state/region-state.ts";

/** Of contacts that were answered, then abandoned, then linked: unlinked alone, or abandoned again right after. */
function countUnlinkedLost({ events }: Golden): { alone: number; toldAgain: number } {
  const lost = new Set<number>();
  const answered = new Set<number>();
  const count = { alone: 0, toldAgain: 0 };
  const all = events.map(({ facts }) => JSON.parse(facts) as CoreEvent);
  all.forEach((event, index) => {
    if (event.type === "contact.answered") answered.add(event.contact);
    if (event.type === "contact.abandoned" && answered.has(event.contact)) lost.add(event.contact);
    if (event.type === "contact.called-back" && event.result === "reached")
      lost.delete(event.contact);
    if (event.type !== "contact.unlinked" || !lost.delete(event.contact)) return;
    const next = all[index + 1];
    if (next.type === "contact.abandoned" && next.contact === event.contact) count.toldAgain += 1;
    else count.alone += 1;
  });
  return count;
}

describe("golden histories", () => {
  const goldens = listGoldens();

  test("there are some, and they have most of what can happen in them", () => {
    assert.ok(goldens.length >= 2);
    const types = goldens.flatMap(({ events }) =>
      events.map(({ facts }) => (JSON.parse(facts) as CoreEvent).type),
    );
    assert.ok(new Set(types).size >= 38, [...new Set(types)].join(" "));
  });

  for (const golden of goldens)
    test(`${golden.name}: folds to the state it had when it was recorded, for ever`, () => {
      assert.deepEqual(foldGolden(golden), golden.head.fingerprints);
    });

  test("contacts that left an incident while due to be called back stand in old and new histories", () => {
    const lone = goldens.filter((golden) => countUnlinkedLost(golden).alone > 0);
    const told = goldens.filter((golden) => countUnlinkedLost(golden).toldAgain > 0);
    assert.deepEqual(
      lone.map(({ name }) => name),
      ["2026-11-closures-random", "2026-11-random"],
    );
    assert.deepEqual(
      told.map(({ name }) => name),
      ["2026-11-levels-random", "2026-11-unlink-random"],
    );
  });

  test("events go through the codec byte by byte", () => {
    for (const { events } of goldens)
      for (const stored of events) {
        const texts = encodeEvent(decodeEvent(JSON.parse(stored.facts), stored.privateText));
        assert.deepEqual(texts, stored);
      }
  });

  test("the folded states break no invariant", () => {
    for (const { events } of goldens) {
      const state = makeRegionState();
      for (const { facts, privateText } of events)
        evolve(state, decodeEvent(JSON.parse(facts), privateText));
      assert.deepEqual(listStateFaults(state), []);
    }
  });
});

describe("evolve", () => {
  const history = given(
    ...onDuty("A1"),
    ringing,
    opened("priority", { summary: "two men" }),
    sent(0),
  ).twin;

  test("erased texts are missed and nothing else: the columns are the same", () => {
    const [whole, erased] = [makeRegionState({}, false), makeRegionState()];
    for (const event of history.events) {
      evolve(whole, throughStore(event));
      evolve(erased, decodeEvent(JSON.parse(encodeEvent(event).facts), null));
    }
    assert.equal(erased.text?.incidents.get(1)?.summary, "");
    erased.text = undefined;
    assert.equal(hashState(erased), hashState(whole));
  });

  test("a log that does not follow from itself is a bug, not a state", () => {
    const base = { at: history.now, entered: history.now, by: "amber" };
    const broken: CoreEvent[] = [
      { ...base, type: "contact.answered", contact: 99 },
      { ...base, type: "incident.retired", incident: 99 },
      { ...base, type: "alarm.ended", alarm: 99 },
      { ...base, type: "unit.activated", unit: 0, incident: 1 },
      { ...base, type: "unit.booked-off", unit: 5_000 },
      {
        ...base,
        type: "contact.received",
        contact: 5,
        channel: "call",
        callBack: false,
        location: null,
      },
      { ...base, type: "unit.flew", unit: 0 } as unknown as CoreEvent,
      { ...base, type: "region.configured", config: makeRegionConfig({ ruleFlags: [1] }) },
    ];
    for (const event of broken) {
      const state = makeRegionState();
      for (const each of history.events) evolve(state, throughStore(each));
      assert.throws(() => evolve(state, event), BugError, event.type);
    }
  });
});

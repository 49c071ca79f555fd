import assert from "node:assert/strict";
import { test } from "node:test";
import { decodeEvent, encodeEvent, joinJson } from "./event-codec.ts";
import type { CoreEvent } from "./events.ts";

const base = { at: 1, entered: 2, by: "amber" };

test("text stands apart from the facts, in either direction", () => {
  const event: CoreEvent = {
    ...base,
    type: "incident.noted",
    incident: 7,
    note: 1,
    text: { note: "two men" },
  };
  const encoded = encodeEvent(event);
  const { facts, privateText } = encoded;
  assert.equal(
    facts,
    '{"at":1,"entered":2,"by":"amber","type":"incident.noted","incident":7,"note":1}',
  );
  assert.equal(privateText, '{"note":"two men"}');
  assert.deepEqual(JSON.parse(joinJson(encoded)), event);
  assert.deepEqual(decodeEvent(JSON.parse(facts), privateText), event);
  assert.equal("text" in decodeEvent(JSON.parse(facts), null), false);
});

test("an event without text has none, also when text is there and undefined", () => {
  const event: CoreEvent = { ...base, type: "unit.booked-off", unit: 0 };
  const facts = JSON.stringify(event);
  assert.deepEqual(encodeEvent(event), { facts, privateText: null });
  assert.equal(joinJson(encodeEvent(event)), facts);
  const blank = { ...event, text: undefined } as unknown as CoreEvent;
  assert.equal(encodeEvent(blank).privateText, null);
});

test("wherever text stands, and whatever it says, the facts are the event without it, and the event stays as it was", () => {
  const note = 'a "text":{"note":"x"}, and ,"text":"';
  const { type, ...rest } = { ...base, type: "incident.noted", incident: 7, note: 1 } as const;
  for (const event of [
    { type, ...rest, text: { note } },
    { text: { note }, type, ...rest },
    { type, text: { note }, ...rest },
  ] as CoreEvent[]) {
    const before = JSON.stringify(event);
    const { facts, privateText } = encodeEvent(event);
    assert.equal(JSON.stringify(event), before);
    assert.deepEqual(JSON.parse(joinJson({ facts, privateText })), event);
    assert.deepEqual(JSON.parse(facts), { type, ...rest });
    assert.deepEqual(JSON.parse(privateText ?? ""), { note });
  }
});

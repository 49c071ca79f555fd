import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { StreamParser, type StreamMessage } from "./event-stream.ts";

function parseAll(chunks: readonly string[]): StreamMessage[] {
  const parser = new StreamParser();
  return chunks.flatMap((chunk) => parser.push(chunk));
}

const cases: readonly {
  readonly name: string;
  readonly text: string;
  readonly messages: readonly StreamMessage[];
}[] = [
  {
    name: "event, id and data",
    text: 'id: 7\nevent: events\ndata: [{"type":"x"}]\n\n',
    messages: [{ event: "events", id: "7", data: '[{"type":"x"}]' }],
  },
  {
    name: "the id stays for messages without one",
    text: "id: 7\ndata: a\n\nevent: head\ndata: b\n\n",
    messages: [
      { event: "message", id: "7", data: "a" },
      { event: "head", id: "7", data: "b" },
    ],
  },
  { name: "comments and retry lines say nothing", text: ": hello\nretry: 1000\n\n", messages: [] },
  {
    name: "several data lines are one text",
    text: "data: a\ndata: b\n\n",
    messages: [{ event: "message", id: "", data: "a\nb" }],
  },
  { name: "a message that is not ended is not given", text: "data: a\n", messages: [] },
  {
    name: "carriage returns end lines, too",
    text: "data: a\r\n\r\n",
    messages: [{ event: "message", id: "", data: "a" }],
  },
];

for (const { name, text, messages } of cases)
  test(`stream parser: ${name}`, () => assert.deepEqual(parseAll([text]), messages));

test("stream parser: where the network cuts the text changes nothing", () => {
  const text = cases.map((one) => one.text).join("");
  const whole = parseAll([text]);
  assert.ok(whole.length > 0);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: text.length }), { maxLength: 20 }), (cuts) => {
      const at = [0, ...cuts.sort((a, b) => a - b), text.length];
      const chunks = at.slice(1).map((end, index) => text.slice(at[index], end));
      assert.deepEqual(parseAll(chunks), whole);
    }),
  );
});

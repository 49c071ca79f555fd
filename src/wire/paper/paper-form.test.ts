import assert from "node:assert/strict";
import { test } from "node:test";
import { readPaperForm, type PaperColumn } from "./paper-form.ts";

const good: Partial<Record<PaperColumn, string>> = {
  number: "m-261128-007",
  occurred: "2026-11-28 22:10",
  words: "a door forced",
  type: "burglary",
};

function check(cells: Partial<Record<PaperColumn, string>>, zone = "Europe/London") {
  return readPaperForm(2, new Map(Object.entries({ ...good, ...cells })), zone);
}

test("a form with what it must have, and with all", () => {
  assert.partialDeepStrictEqual(check({}), {
    number: "M-261128-007",
    occurredAt: Date.parse("2026-11-28T22:10:00Z") * 1000,
    callSigns: [],
    sentAt: Date.parse("2026-11-28T22:10:00Z") * 1000,
  });
  const all = { latitude: "51.5", longitude: "-0.12", units: "AB1 + AB2", incident: "NEW" };
  assert.partialDeepStrictEqual(check({ ...all, sent: "2026-11-28T22:15:00Z" }), {
    point: { latE7: 515_000_000, lonE7: -1_200_000 },
    callSigns: ["AB1", "AB2"],
    join: "new",
    sentAt: Date.parse("2026-11-28T22:15:00Z") * 1000,
  });
  assert.partialDeepStrictEqual(check({ type: "", incident: "12" }), { join: 12 });
});

test("what is wrong is said, all of it at once", () => {
  for (const [cells, expected] of [
    [{ number: "7" }, /^number: expected one that a manual pack reserved/],
    [{ occurred: "" }, /^occurred: expected when it occurred$/],
    [{ occurred: "yesterday" }, /^occurred: got "yesterday"/],
    // The hour that the end of summer time doubles.
    [{ occurred: "2026-10-25 01:30" }, /^occurred: .*there twice/],
    [{ type: "" }, /^type: expected/],
    [{ grade: "soon" }, /^grade: expected one of immediate/],
    [{ latitude: "51.5" }, /^latitude, longitude/],
    [{ latitude: "91", longitude: "0" }, /^latitude, longitude/],
    [{ incident: "-1" }, /^incident: expected/],
    [{ words: "w".repeat(1_001) }, /^words: got 1001 characters/],
    [{ number: "7", type: "" }, /^number: .*; type: /],
  ] as const) {
    const read = check(cells);
    assert.ok("fault" in read, JSON.stringify(cells));
    assert.match(read.fault, expected);
  }
});

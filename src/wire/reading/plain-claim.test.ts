import assert from "node:assert/strict";
import { test } from "node:test";
import { findNoClaim, speaksOfNight, type NoClaim } from "./plain-claim.ts";

/** Sentences whose figures alone would be held against another claim than the one they make. */
const none: readonly (readonly [NoClaim, string])[] = [
  ["question", "Were there more than 100 calls on 1 January 2017?"],
  ["denial", "It is not true that more than 500 calls came in on 1 January 2017."],
  ["denial", "The chief denied that more than 100 calls came in on 1 January 2017."],
  ["denial", "Contrary to reports, 539 calls came in on 1 January 2017."],
  ["supposition", "If 400 calls had come in on 1 January 2017, nobody would have noticed."],
  ["supposition", "Without the heat 300 calls would have come in on 1 January 2017."],
  ["future", "More than 100 calls came in during the coming month."],
  ["future", "More than 100 calls are expected to come in next week."],
  ["future", "Response times will be under 8 minutes."],
  ["open bound", "There were up to 1,000 calls, maybe more, on 1 January 2017."],
  ["two bounds", "No more than 10,000 and no fewer than 1 calls came in on 1 January 2017."],
  ["double negation", "None of the calls on 1 January 2017 lacked a response."],
  ["double negation", "The department never failed to send a unit in January 2017."],
  ["almost none", "Nearly none of the calls were medical on 1 January 2017."],
  ["almost none", "Hardly any calls came in on 1 January 2017."],
  ["part of a number", "Only 3 of 10 calls were attended on 1 January 2017."],
  ["part of a number", "Two out of five calls were attended."],
  ["who called", "Visitors made more than 10 calls on 1 January 2017."],
  ["who called", "More than 10 calls were made by visitors on 1 January 2017."],
  ["who called", "More than 10 calls from visitors came in on 1 January 2017."],
];

/** Sentences that say something plain. */
const plain: readonly string[] = [
  "The control room handled 539 calls on 1 January 2017.",
  "No calls came in on 2 January 2017.",
  "Not a single unit was sent on 2 January 2017.",
  "Response times were not longer than 8 minutes on 1 January 2017.",
  "Calls did not exceed 100 on 1 January 2017.",
  "At least 100 calls from the Mission came in on 1 January 2017.",
  "Twice as many calls came in on 1 January 2017 as on 2 January 2017.",
  "Chief Will Smith said that 539 calls came in on 1 January 2017.",
  "More than 100% of calls were attended on 1 January 2017.",
];

test("a sentence that makes no plain claim of the past gets no suggestion, and says why; a plain one does", () => {
  for (const [code, sentence] of none) assert.equal(findNoClaim(sentence, []), code, sentence);
  for (const sentence of plain) assert.equal(findNoClaim(sentence, []), undefined, sentence);
  assert.equal(findNoClaim("Nine in ten calls were attended.", ["Nine in ten"]), undefined);
});

test("a night has no period until a person says which hours it has", () => {
  for (const sentence of [
    "More than 10 calls came in last night.",
    "Between 200 and 900 calls came in on the night of 31 December 2016 to 1 January 2017.",
    "Ten calls came in overnight.",
  ])
    assert.ok(speaksOfNight(sentence), sentence);
  // A part of each day of a period, which has hours of its own.
  assert.ok(!speaksOfNight("More calls came in at night than in the morning in January 2017."));
});

/** What is offered at the cursor, in which order. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { act, addIncident, addUnit, makeRoom } from "../../testing/control-room.ts";
import { completeLine } from "./complete-line.ts";
import { namesFromState } from "./names-from-state.ts";
import { lineLimits } from "./tokens.ts";

function makeNames() {
  const room = makeRoom();
  for (const callSign of ["AB12", "AB14", "AB1", "XY7"]) addUnit(room, { callSign });
  addUnit(room, { callSign: "OFF1", bookedOn: false });
  addIncident(room, { place: "Tanner Row" });
  addIncident(room, { grade: "scheduled", type: "noise", place: "Quay Street" });
  act(room, { type: "unit.send", incident: 2, units: [1] });
  act(room, { type: "incident.note", incident: 1, note: "first" });
  act(room, { type: "incident.set-hazards", incident: 1, hazards: ["dog"] });
  act(room, { type: "contact.receive", channel: "call" });
  return { names: namesFromState(room.state), now: room.now };
}

const { names, now } = makeNames();

/** `|` is the cursor. Each completion as the line it makes. */
function complete(marked: string): string[] {
  const cursor = marked.indexOf("|");
  const line = marked.replace("|", "");
  return completeLine(line, cursor, names, now).map(
    ({ start, end, text }) => `${line.slice(0, start)}${text}${line.slice(end)}`,
  );
}

test("completion: what the verb expects there, best first", () => {
  const cases: [string, string[]][] = [
    ["se|", ["send", "serve"]],
    ["stand d|", ["stand down"]],
    ["call |", ["call back"]],
    ["ab|", ["AB1", "AB12", "AB14", "abandon", "absent"]],
    ["send |", ["send AB1", "send XY7", "send AB12", "send AB14", "send OFF1"]],
    [
      "stand down |",
      ["stand down AB14", "stand down AB1", "stand down XY7", "stand down AB12", "stand down OFF1"],
    ],
    ["book on |", ["book on OFF1", "book on AB1", "book on XY7", "book on AB12", "book on AB14"]],
    [
      "send AB12 |",
      ["send AB12 >", "send AB12 AB1", "send AB12 XY7", "send AB12 AB14", "send AB12 OFF1"],
    ],
    ["send AB12 > |", ["send AB12 > 1", "send AB12 > 2"]],
    ["send AB12 > quay|", ["send AB12 > 2"]],
    ["send AB|12 > 1", ["send AB1 > 1", "send AB12 > 1", "send AB14 > 1"]],
    ["AB12 at s|", ["AB12 at scene"]],
    ["AB12 unavailable a|", ["AB12 unavailable at rest"]],
    ["AB12 5 |", []],
    [
      "hazard 1 |",
      [
        "+knife",
        "+firearm",
        "-dog",
        "+fire",
        "+chemical",
        "+traffic",
        "+water",
        "+height",
        "+infection",
        "+violence",
      ].map((code) => `hazard 1 ${code}`),
    ],
    ["strike 1|", ["strike 1#1"]],
    ["answer |", ["answer c1"]],
    ["end c1 no r|", ["end c1 no response needed"]],
    ["grade 1 p|", ["grade 1 priority"]],
    ["note 1 s|", []],
    ["nonsense |", []],
  ];
  for (const [marked, expected] of cases) assert.deepEqual(complete(marked), expected, marked);
});

test("completion: an empty line offers verbs and units, a line that is too long nothing", () => {
  const offered = complete("|");
  assert.equal(offered.length, lineLimits.completions);
  assert.ok(offered.includes("send") && offered.includes("AB1"));
  assert.deepEqual(complete(`${"x ".repeat(300)}|`), []);
});

/**
 * Properties of the grammar: no text makes it fail, what it reads it can write and read again, and what it offers to
 * complete always reads on.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { RandomStream } from "../../base/random.ts";
import {
  act,
  addClosure,
  addIncident,
  addUnit,
  makeRoom,
  waitSeconds,
  type Room,
} from "../../testing/control-room.ts";
import { alarmsOfOwedWork } from "../alarm/decide.ts";
import { decide } from "../decide.ts";
import { forkState } from "../state/region-state.ts";
import { alarmKinds } from "../vocabulary.ts";
import { completeLine } from "./complete-line.ts";
import { formatCommand } from "./format-command.ts";
import { listFaults } from "./list-faults.ts";
import { namesFromState } from "./names-from-state.ts";
import { parseLine } from "./parse-line.ts";
import { lineLimits } from "./tokens.ts";
import { verbs } from "./verbs.ts";

function makeBusyRoom(): Room {
  const room = makeRoom();
  for (let index = 0; index < 30; index += 1)
    addUnit(room, {
      callSign: `${index % 2 === 0 ? "AB" : "XY-"}${index}`,
      bookedOn: index % 5 !== 0,
    });
  for (let index = 0; index < 12; index += 1)
    addIncident(room, {
      grade: (["scheduled", "immediate", "priority"] as const)[index % 3],
      place: "Tanner Row",
    });
  for (const unit of [1, 2, 3]) act(room, { type: "unit.send", incident: unit, units: [unit] });
  act(room, { type: "unit.progress", unit: 1, status: "at scene" });
  act(room, { type: "unit.raise-emergency", unit: 4 });
  act(room, { type: "incident.note", incident: 1, note: "a note" });
  act(room, { type: "incident.set-hazards", incident: 1, hazards: ["dog", "knife"] });
  act(room, { type: "incident.close", incident: 12, result: "resolved" });
  for (let index = 0; index < 6; index += 1)
    act(room, { type: "contact.receive", channel: "call", callerNumber: "1" });
  act(room, { type: "contact.answer", contact: 1 });
  act(room, { type: "contact.answer", contact: 2 });
  act(room, { type: "contact.abandon", contact: 3 });
  act(room, { type: "contact.link", contact: 2, incident: 1 });
  addClosure(room, { expiresAt: room.now + 60_000_000 });
  for (let index = 0; index < 4; index += 1) addClosure(room);
  act(room, { type: "closure.confirm", closure: 2 });
  act(room, { type: "closure.lift", closure: 3, reason: "open" });
  waitSeconds(room, 7200);
  act(room, { type: "due.work" });
  return room;
}

const room = makeBusyRoom();
const names = namesFromState(room.state);

/** Words that mean something, in any order: gets much deeper than random characters. */
const knownWords = [
  ...verbs.flatMap((verb) => verb.words.split(" ")),
  ...'> @ AB2 AB4 XY-1 ab xy- 1 2 3 12 99 1#1 1#9 c1 c2 c9 a1 a2 a99 +knife -dog +k 10m 2h 0s 2d confirm renew lift closure 54.1,3.2 95.1,0.0 "Tanner Row"'.split(
    " ",
  ),
  ..."at scene en route clear available unavailable meal break ok 5 6 10 11 priority imm resolved burglary adv no answer now".split(
    " ",
  ),
];
const wordSoup = fc
  .array(fc.constantFrom(...knownWords), { maxLength: 12 })
  .map((words) => words.join(" "));
const anyLine = fc.oneof(
  fc.string({ maxLength: 60 }),
  fc.string({ unit: "binary", maxLength: 600 }),
  wordSoup,
  wordSoup,
  fc
    .tuple(wordSoup, fc.string({ unit: "grapheme", maxLength: 30 }))
    .map(([soup, text]) => `${soup} ${text}`),
);

test("grammar: any text gives commands or a fault that lies in the line, with bounded parts", () => {
  fc.assert(
    fc.property(anyLine, (line) => {
      const got = parseLine(line, names, room.now);
      assert.equal(
        got.commands.length === 0,
        got.fault !== undefined,
        "either commands or a fault",
      );
      if (got.fault !== undefined) {
        const { start, end, candidates, message } = got.fault;
        assert.ok(start >= 0 && start <= end && end <= line.length, message);
        assert.ok(candidates.length <= lineLimits.candidates && message.length < 2000);
      }
      const faults = listFaults(line, names, room.now);
      assert.deepEqual(faults[0], got.fault, "the first of all faults is the fault");
      assert.ok(faults.length <= lineLimits.faults);
      for (const [index, fault] of faults.entries())
        assert.ok(index === 0 || fault.start >= faults[index - 1].end, "in the order of the line");
      let before = 0;
      for (const part of got.parts) {
        assert.ok(part.start >= before && part.end > part.start && part.end <= line.length);
        before = part.end;
      }
      assert.equal(got.preview.length, got.commands.length);
    }),
    { numRuns: 1500 },
  );
});

test("grammar: a command written as a line reads back as that command", () => {
  let written = 0;
  fc.assert(
    fc.property(fc.oneof(wordSoup, walkOf()), (line) => {
      for (const command of parseLine(line, names, room.now).commands) {
        const text = formatCommand(command, names, room.now);
        assert.ok(text !== undefined, `${line}: ${JSON.stringify(command)} has no text`);
        const again = parseLine(text, names, room.now);
        assert.equal(again.fault, undefined, `${text}: ${again.fault?.message}`);
        assert.deepEqual(again.commands, [command], text);
        written += 1;
      }
    }),
    { numRuns: 1500 },
  );
  assert.ok(written > 300, `only ${written} commands were written`);
});

/** Lines made by taking completions, a random one each time, now and then only the first letters of it. */
function walkOf(): fc.Arbitrary<string> {
  return fc
    .integer({ min: 0, max: 1_000_000 })
    .map((seed) => walk(new RandomStream(seed, "walk"), 8));
}

function walk(random: RandomStream, steps: number): string {
  let line = "";
  for (let step = 0; step < steps; step += 1) {
    const typed = random.chance(0.4) ? line : `${line}${"abcdehlnorsuw>+1"[random.below(16)]}`;
    const offered = completeLine(typed, typed.length, names, room.now);
    if (offered.length === 0) {
      if (completeLine(line, line.length, names, room.now).length === 0) return `${line}some words`;
      continue;
    }
    const { start, end, text } = offered[random.below(offered.length)];
    line = `${typed.slice(0, start)}${text}${typed.slice(end)} `;
  }
  return line.trimEnd();
}

test("grammar: a completed line reads on: its only fault can be that something is missing at its end", () => {
  let completed = 0;
  fc.assert(
    fc.property(fc.oneof(anyLine, walkOf()), fc.nat(), (line, place) => {
      const cursor = line.length === 0 ? 0 : place % (line.length + 1);
      const upToCursor = line.slice(0, cursor);
      const offered = completeLine(upToCursor, cursor, names, room.now);
      assert.ok(offered.length <= lineLimits.completions);
      for (const { start, end, text } of offered) {
        assert.ok(start <= cursor && end >= cursor && end <= upToCursor.length);
        const next = `${upToCursor.slice(0, start)}${text}${upToCursor.slice(end)}`;
        const { fault } = parseLine(next, names, room.now);
        assert.ok(
          fault === undefined || fault.code === "line.incomplete",
          `${JSON.stringify(upToCursor)} + ${text}: ${JSON.stringify(next)}: ${fault?.message}`,
        );
        completed += 1;
      }
    }),
    { numRuns: 2000 },
  );
  assert.ok(completed > 2000, `only ${completed} completions were tried`);
});

/** Answers how many commands the line has. */
function checkPreview(line: string): number {
  const { commands, preview } = parseLine(line, names, room.now);
  commands.forEach((command, index) => {
    const fork = forkState(room.state);
    const decision = decide(fork, command, { now: room.now, at: room.now, by: "tester" });
    const { isRefused, text } = preview[index];
    if (decision.refusal?.code === "needs.acceptance") assert.match(text, /to be accepted/);
    else
      assert.equal(
        decision.refusal !== undefined,
        isRefused,
        `${line}: ${text}: ${decision.refusal?.message}`,
      );
  });
  return commands.length;
}

test("grammar: a unit goes through its incident one way: the preview says so for its own words and the force's codes", () => {
  // XY-1 is at the scene of its incident, AB2 was sent and XY-3 too.
  const lines = ["XY-1 5", "XY-1 6", "XY-1 en route", "XY-1 at scene", "XY-1 transporting"];
  for (const line of [...lines, "AB2 5", "AB2 6", "XY-3 en route", "XY-3 transporting"])
    assert.equal(checkPreview(line), 1, line);
  const [back] = parseLine("XY-1 5", names, room.now).preview;
  assert.match(back.text, /XY-1 is at scene already and can not become en route: refused/);
});

test("grammar: what the region's rule of diverts does not allow is said to need acceptance", () => {
  // XY-1 is at the scene of a Scheduled: taken off for an Immediate, and not for a Priority.
  for (const line of ["divert XY-1 > 5", "divert XY-1 > 6", "divert AB2 > 5", "divert XY-3 > 5"])
    assert.equal(checkPreview(line), 1, line);
  assert.match(
    parseLine("divert XY-1 > 6", names, room.now).preview[0].text,
    /XY-1 leaves 1 Scheduled, off which the region's rule takes nobody for this: to be accepted/,
  );
  assert.doesNotMatch(parseLine("divert XY-1 > 5", names, room.now).preview[0].text, /accepted/);
});

test("grammar: every kind of alarm is acknowledged or refused as its preview says", () => {
  for (const kind of alarmKinds.names) {
    const said = { ...names, findAlarm: () => kind };
    const { preview, fault } = parseLine("ack a1", said, room.now);
    assert.equal(fault, undefined, kind);
    assert.equal(preview[0].isRefused, alarmsOfOwedWork.includes(kind), kind);
  }
});

test("grammar: where the preview sees no refusal, the core makes none", () => {
  let decided = 0;
  fc.assert(
    fc.property(fc.oneof(wordSoup, walkOf()), (line) => {
      decided += checkPreview(line);
    }),
    { numRuns: 600 },
  );
  assert.ok(decided > 100, `only ${decided} commands were decided`);
});

/** The preview of a step refuses it where the state of what it is about does, and the core agrees each time. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { act, makeRoom, roomConfig, waitSeconds, type Room } from "../../testing/control-room.ts";
import { standardRoster } from "../region/policy.ts";
import type { Command } from "../commands.ts";
import { decide } from "../decide.ts";
import { forkState } from "../state/region-state.ts";
import { namesFromState } from "./names-from-state.ts";
import { previewCommands } from "./preview.ts";

/** A room with two people. */
function makeStaffedRoom(): Room {
  const posts = [{ code: "constable", name: "Constable" }];
  const room = makeRoom({ ...roomConfig(), roster: { ...standardRoster, posts } });
  for (const staffNumber of ["N1234", "N1235"])
    act(room, { type: "person.register", staffNumber, post: "constable", skills: [] });
  return room;
}

/** The preview's problems; that the core refuses exactly where it says so is checked. */
function problemsOf(room: Room, command: Command): readonly string[] {
  const [preview] = previewCommands([command], namesFromState(room.state), room.now);
  const context = { now: room.now, at: room.now, by: "tester" };
  const { refusal } = decide(forkState(room.state), command, context);
  const what = `${JSON.stringify(command)}: ${preview.text}: ${refusal?.message}`;
  assert.equal(preview.isRefused, refusal !== undefined, what);
  return preview.problems;
}

function checkAll(room: Room, commands: readonly Command[]): number {
  return commands.filter((command) => problemsOf(room, command).length > 0).length;
}

test("items: each step in each state, and what stands in its way", () => {
  const room = makeStaffedRoom();
  act(room, { type: "item.register", code: "K17", kind: "key" });
  const item = 0;
  const reason = "said so";
  const steps: readonly Command[] = [
    { type: "item.issue", item, person: 0 },
    { type: "item.hand-over", item, person: 0 },
    { type: "item.hand-over", item, person: 1 },
    { type: "item.hand-in", item },
    { type: "item.miss", item, reason },
    { type: "item.find", item, reason },
    { type: "item.withdraw", item, reason },
    { type: "person.book-on", person: 1, items: [item] },
  ];
  assert.equal(checkAll(room, steps), 4);
  act(room, { type: "item.issue", item, person: 0 });
  assert.equal(checkAll(room, steps), 5);
  assert.deepEqual(problemsOf(room, steps[0]), ["K17 is issued to N1234: refused"]);
  assert.deepEqual(problemsOf(room, steps[1]), ["K17 is with N1234 already: refused"]);
  assert.deepEqual(problemsOf(room, steps[7]), ["K17 is issued to N1234: refused"]);
  act(room, { type: "item.miss", item, reason });
  assert.equal(checkAll(room, steps), 6);
  act(room, { type: "item.withdraw", item, reason });
  assert.equal(checkAll(room, steps), steps.length);
});

test("requests: each step in each state", () => {
  const room = makeRoom();
  const party = { kind: "partner", code: "fire" } as const;
  act(room, { type: "request.ask", direction: "outgoing", kind: "people", quantity: 1, party });
  const request = 1;
  const reason = "said so";
  const steps: readonly Command[] = [
    { type: "request.receive", request },
    { type: "request.answer", request, answer: "provisional", reason },
    { type: "request.answer", request, answer: "accepted" },
    { type: "request.answer", request, answer: "refused", reason },
    { type: "request.commit", request },
    { type: "request.set-out", request },
    { type: "request.arrive", request },
    { type: "request.release", request, reason },
    { type: "request.withdraw", request, reason },
  ];
  const refused = [checkAll(room, steps)];
  const walk: readonly Command[] = [steps[0], steps[1], steps[2], steps[4], steps[5], steps[6], steps[7]]; // prettier-ignore
  for (const step of walk) {
    waitSeconds(room, 1);
    act(room, step);
    refused.push(checkAll(room, steps));
  }
  assert.equal(refused.at(-1), steps.length);
  assert.deepEqual(problemsOf(room, steps[0]), ["request 1 is released: refused"]);
  assert.ok(refused.slice(0, -1).every((count) => count > 0 && count < steps.length));
});

test("recalls: of whom is off, is recalled, is on duty", () => {
  const room = makeStaffedRoom();
  const person = 0;
  const reason = "many missing";
  const steps: readonly Command[] = [
    { type: "person.recall", person, reason },
    { type: "person.answer-recall", person, answer: "does not come" },
    { type: "person.cancel-recall", person, reason },
  ];
  assert.equal(checkAll(room, steps), 2);
  assert.deepEqual(problemsOf(room, steps[2]), ["N1234 is not recalled: refused"]);
  act(room, steps[0]);
  assert.equal(checkAll(room, steps), 1);
  assert.deepEqual(problemsOf(room, steps[0]), ["N1234 is recalled: refused"]);
  act(room, steps[2]);
  act(room, { type: "person.book-on", person });
  assert.deepEqual(problemsOf(room, steps[0]), ["N1234 is on duty: refused"]);
});

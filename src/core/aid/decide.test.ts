import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { microsPerHour } from "../../base/instant.ts";
import { testAidPlan } from "../../testing/core/aid-choice.ts";
import { RegionPair } from "../../testing/core/region-pair.ts";
import { givenConfig, onDuty, opened, wait, dueWork } from "../../testing/core/scenario.ts";
import { testStart } from "../../testing/core/twin.ts";
import type { Command } from "../commands.ts";
import { getRequest } from "../request/read.ts";
import { findRequestRow, type RegionState } from "../state/region-state.ts";
import { alarmKinds, loanStates, unitStatuses } from "../vocabulary.ts";
import { homeOf } from "./loans.ts";
import { getAsk } from "./read.ts";

const untilAt = testStart + 8 * microsPerHour;
const asks: Command = {
  type: "aid.ask",
  region: "north",
  quantity: 2,
  skills: ["response"],
  grade: "immediate",
  area: "west",
  untilAt,
  words: "Two cars for the night, report to the west yard.",
};

function stateOf(state: RegionState, request = 1): string {
  return getRequest(state, findRequestRow(state, request)).state;
}

function loanOf(state: RegionState, unit: number): string {
  return loanStates.names[state.columns.units.loan[unit]];
}

function openAlarms(state: RegionState): string[] {
  const { alarms, head } = state.columns;
  return Array.from({ length: head.alarmRows[0] }, (_, row) => row)
    .filter((row) => alarms.state[row] > 0)
    .map((row) => alarmKinds.names[alarms.kind[row]]);
}

/** South asked for two units, and north named its first two. */
function committed(): RegionPair {
  const pair = new RegionPair();
  pair.do("south", asks);
  pair.flow();
  pair.do("north", { type: "aid.commit", request: 1, units: [0, 1] });
  pair.flow();
  return pair;
}

function there(): RegionPair {
  const pair = committed();
  pair.do("north", { type: "request.set-out", request: 1 });
  pair.wait(1200);
  pair.flow();
  pair.do("south", { type: "aid.arrive", request: 1 });
  pair.flow();
  return pair;
}

describe("from the ask to the way home", () => {
  test("what is asked is a request in both logs, with a deadline in each", () => {
    const pair = new RegionPair();
    pair.do("south", asks);
    assert.equal(stateOf(pair.state("south")), "asked");
    pair.flow();
    const here = getRequest(pair.state("north"), findRequestRow(pair.state("north"), 1));
    assert.equal(here.state, "asked");
    assert.equal(here.direction, "incoming");
    assert.deepEqual(here.party, { kind: "region", code: "south" });
    assert.ok(here.deadlineAt > pair.now());
    assert.equal(pair.state("north").text?.requests.get(1)?.words, asks.words);
    pair.do("north", { type: "request.receive", request: 1 });
    pair.flow();
    assert.equal(stateOf(pair.state("south")), "received");
    pair.do("north", { type: "request.answer", request: 1, answer: "accepted", quantity: 1 });
    pair.flow();
    const there = getRequest(pair.state("south"), findRequestRow(pair.state("south"), 1));
    assert.deepEqual([there.state, there.promised], ["accepted", 1]);
  });

  test("an answer to what nobody acknowledged says what arrived of the words as well", () => {
    const pair = new RegionPair();
    pair.do("south", asks);
    pair.flow();
    pair.do("north", { type: "request.answer", request: 1, answer: "refused", reason: "nobody" });
    pair.flow();
    for (const side of ["south", "north"] as const) {
      const { receipt, state } = getRequest(pair.state(side), 0);
      assert.deepEqual([state, receipt], ["refused", getRequest(pair.state("north"), 0).receipt]);
    }
    const steps = pair.posts("north").map(({ message }) => message.step);
    assert.deepEqual(steps, ["receive", "answer"]);
  });

  test("named units are unavailable at home and awaited there", () => {
    const pair = committed();
    const { units } = pair.state("north").columns;
    assert.equal(unitStatuses.names[units.status[0]], "unavailable");
    assert.equal(loanOf(pair.state("north"), 0), "committed");
    const south = pair.state("south");
    assert.deepEqual(south.text?.callSigns, ["S1", "NORTH-N1", "NORTH-N2"]);
    assert.equal(homeOf(south, 1), "north");
    assert.equal(loanOf(south, 1), "committed");
    assert.equal(unitStatuses.names[south.columns.units.status[1]], "off");
    assert.equal(stateOf(south), "committed");
  });

  test("a guest works under the rules of the region it helps", () => {
    const pair = there();
    const south = pair.state("south");
    assert.equal(unitStatuses.names[south.columns.units.status[1]], "available");
    assert.equal(loanOf(pair.state("north"), 0), "there");
    assert.equal(stateOf(pair.state("north")), "arrived");
    // Owed back by the time that was said.
    for (const side of ["south", "north"] as const)
      assert.equal(getRequest(pair.state(side), 0).deadlineAt, untilAt);
    pair.do("south", opened("immediate"));
    pair.do("south", { type: "unit.send", incident: 1, units: [1] });
    pair.refused("south", { type: "aid.release", request: 1, reason: "quiet" }, "unit.busy");
    pair.do("south", { type: "unit.stand-down", unit: 1 });
    pair.do("south", { type: "aid.release", request: 1, units: [1], reason: "quiet" });
    pair.flow();
    assert.equal(loanOf(pair.state("north"), 0), "going home");
    assert.equal(stateOf(south), "arrived");
  });

  test("the asking region's request ends with the release, the other's once its units are home", () => {
    const pair = there();
    pair.do("south", { type: "aid.release", request: 1, reason: "quiet again" });
    pair.flow();
    assert.equal(stateOf(pair.state("south")), "released");
    assert.equal(stateOf(pair.state("north")), "arrived");
    pair.do("north", { type: "aid.return", unit: 0 });
    assert.equal(stateOf(pair.state("north")), "arrived");
    pair.do("north", { type: "aid.return", unit: 1 });
    assert.equal(stateOf(pair.state("north")), "released");
    const { units, aid } = pair.state("north").columns;
    assert.deepEqual([units.status[0], aid.lent[0]], [unitStatuses.code.available, 0]);
    assert.equal(pair.state("south").columns.aid.guests[0], 0);
  });

  test("the same unit that comes again keeps its row and its name", () => {
    const pair = there();
    pair.do("south", { type: "aid.release", request: 1, reason: "quiet" });
    pair.flow();
    for (const unit of [0, 1]) pair.do("north", { type: "aid.return", unit });
    pair.do("south", { ...asks, quantity: 1 });
    pair.flow();
    pair.do("north", { type: "aid.commit", request: 2, units: [1] });
    pair.flow();
    assert.equal(pair.state("south").columns.head.units[0], 3);
    assert.equal(loanOf(pair.state("south"), 2), "committed");
  });

  test("what is withdrawn on the way goes home, and ends so in both logs", () => {
    const pair = committed();
    pair.do("north", { type: "request.set-out", request: 1 });
    pair.flow();
    pair.do("south", { type: "request.withdraw", request: 1, reason: "over" });
    pair.flow();
    assert.equal(stateOf(pair.state("south")), "withdrawn");
    assert.equal(loanOf(pair.state("north"), 0), "going home");
    for (const unit of [0, 1]) pair.do("north", { type: "aid.return", unit });
    assert.equal(stateOf(pair.state("north")), "withdrawn");
  });

  test("what is withdrawn before they leave stays", () => {
    const pair = committed();
    pair.do("south", { type: "request.withdraw", request: 1, reason: "over" });
    pair.flow();
    assert.equal(stateOf(pair.state("north")), "withdrawn");
    assert.equal(pair.state("north").columns.aid.lent[0], 0);
    assert.equal(pair.state("south").columns.aid.guests[0], 0);
  });

  test("a refusal ends it in both logs, with its reason", () => {
    const pair = new RegionPair();
    pair.do("south", asks);
    pair.flow();
    pair.do("north", { type: "request.answer", request: 1, answer: "refused", reason: "a match" });
    pair.flow();
    for (const side of ["south", "north"] as const) {
      assert.equal(stateOf(pair.state(side)), "refused");
      assert.equal(pair.state(side).text?.requests.get(1)?.reason, "a match");
    }
  });

  test("kit goes over the same link", () => {
    const pair = new RegionPair();
    pair.do("south", {
      type: "request.ask",
      direction: "outgoing",
      kind: "kit",
      item: "generator",
      quantity: 3,
      party: { kind: "region", code: "north" },
    });
    pair.flow();
    pair.do("north", { type: "request.answer", request: 1, answer: "accepted", quantity: 2 });
    pair.do("north", { type: "request.commit", request: 1 });
    pair.do("north", { type: "request.set-out", request: 1 });
    pair.flow();
    assert.equal(stateOf(pair.state("south")), "on the way");
    pair.do("south", { type: "request.arrive", request: 1 });
    pair.do("south", { type: "request.release", request: 1, reason: "used" });
    pair.flow();
    assert.equal(stateOf(pair.state("north")), "released");
  });
});

describe("what a donor keeps", () => {
  test("an offer that would pass a floor is refused, and so is naming units", () => {
    const pair = new RegionPair();
    pair.do("south", { ...asks, quantity: 4 });
    pair.flow();
    const accepts = { type: "request.answer", request: 1, answer: "accepted" } as const;
    pair.refused("north", { ...accepts, quantity: 3 }, "aid.below-floor");
    pair.do("north", { ...accepts, quantity: 2 });
    pair.refused("north", { type: "aid.commit", request: 1, units: [3] }, "aid.below-floor");
    pair.refused("north", { type: "aid.commit", request: 1, units: [0, 1, 2] }, "aid.below-floor");
    pair.do("north", { type: "aid.commit", request: 1, units: [0] });
    // What was lent before counts.
    pair.refused("north", { type: "aid.commit", request: 1, units: [1, 2] }, "aid.below-floor");
    pair.do("north", { type: "aid.commit", request: 1, units: [1] });
  });

  test("two ask at once: what one was firmly promised is not promised to the other, and the floor holds whoever names first", () => {
    const pair = new RegionPair();
    for (const quantity of [2, 2]) pair.do("south", { ...asks, quantity });
    pair.flow();
    const answer = (request: number, quantity: number): Command => ({ type: "request.answer", request, answer: "accepted", quantity }); // prettier-ignore
    const lendable = (row: number) => getAsk(pair.state("north"), row).lendable;
    assert.deepEqual([lendable(0), lendable(1)], [2, 2]);
    pair.do("north", answer(1, 1));
    assert.deepEqual([lendable(0), lendable(1)], [2, 1]);
    pair.refused("north", answer(2, 2), "aid.below-floor");
    pair.do("north", answer(2, 1));
    pair.do("north", { type: "aid.commit", request: 2, units: [0] });
    pair.refused("north", { type: "aid.commit", request: 1, units: [1, 2] }, "aid.below-floor");
    pair.do("north", { type: "aid.commit", request: 1, units: [1] });
    assert.equal(lendable(0), 0);
  });

  test("a walk-out at the donor after a promise: what was promised can not be named below the floor, and is taken back with a reason", () => {
    const pair = new RegionPair();
    pair.do("south", { ...asks, quantity: 2 });
    pair.flow();
    pair.do("north", { type: "request.answer", request: 1, answer: "accepted", quantity: 2 });
    for (const unit of [2, 3]) pair.do("north", { type: "unit.book-off", unit });
    pair.refused("north", { type: "aid.commit", request: 1, units: [0] }, "aid.below-floor");
    pair.do("north", {
      type: "request.answer",
      request: 1,
      answer: "refused",
      reason: "half of ours left",
    });
    pair.flow();
    assert.equal(stateOf(pair.state("south")), "refused");
  });

  test("a floor that breaks while units are away is said, and a person recalls", () => {
    const pair = there();
    pair.do("north", { type: "unit.book-off", unit: 2 });
    assert.deepEqual(openAlarms(pair.state("north")), ["lent below floor"]);
    assert.equal(pair.state("north").columns.units.recalled[0], 0);
    pair.do("north", { type: "aid.recall", request: 1, units: [0], reason: "below the floor" });
    pair.flow();
    assert.deepEqual(openAlarms(pair.state("south")), ["aid recalled"]);
    pair.do("south", { type: "aid.release", request: 1, units: [1], reason: "recalled" });
    assert.deepEqual(openAlarms(pair.state("south")), []);
    pair.flow();
    pair.do("north", { type: "aid.return", unit: 0 });
    assert.deepEqual(openAlarms(pair.state("north")), []);
  });

  test("a unit that came home by itself is told, and leaves the other's table", () => {
    const pair = there();
    pair.refused("north", { type: "aid.return", unit: 0 }, "needs.reason");
    pair.do("north", { type: "aid.return", unit: 0, reason: "no link, and it stands in the yard" });
    pair.flow();
    assert.equal(loanOf(pair.state("south"), 1), "none");
    assert.equal(loanOf(pair.state("south"), 2), "there");
  });

  test("one that is at an incident there stays on it, with an alarm", () => {
    const pair = there();
    pair.do("south", opened("immediate"));
    pair.do("south", { type: "unit.send", incident: 1, units: [1] });
    pair.do("north", { type: "aid.return", unit: 0, reason: "in the yard" });
    pair.flow();
    assert.deepEqual(openAlarms(pair.state("south")), ["aid recalled"]);
    assert.equal(loanOf(pair.state("south"), 1), "there");
  });
});

describe("what is refused", () => {
  test("units between regions change by the steps of mutual aid only", () => {
    const pair = there();
    const available = { type: "unit.set-status", status: "available" } as const;
    pair.refused("north", { ...available, unit: 0 }, "unit.lent");
    pair.refused("north", { type: "unit.book-off", unit: 0 }, "unit.lent");
    pair.refused("south", { type: "unit.book-off", unit: 1 }, "unit.lent");
    pair.refused("north", { ...available, unit: 2, status: "unavailable", reason: "lent" }, "value.invalid"); // prettier-ignore
    pair.refused("south", { type: "aid.commit", request: 1, units: [0] }, "aid.not-yours");
    pair.refused("north", { type: "aid.release", request: 1, reason: "x" }, "aid.not-yours");
    pair.refused("north", { type: "request.withdraw", request: 1, reason: "x" }, "aid.not-yours"); // prettier-ignore
    pair.refused("south", { type: "request.release", request: 1, reason: "x" }, "aid.wrong-state");
  });

  test("a region that is no neighbour, and what no unit could be", () => {
    const pair = new RegionPair();
    pair.refused("south", { ...asks, region: "west" }, "aid.unknown-region");
    pair.refused("south", { ...asks, untilAt: testStart }, "value.invalid");
    pair.refused("south", { ...asks, skills: ["boat"] }, "code.unknown");
    pair.do("south", asks);
    pair.flow();
    pair.refused("north", { type: "request.commit", request: 1 }, "aid.wrong-state");
    pair.refused("north", { type: "aid.commit", request: 1, units: [0, 0] }, "value.invalid");
    pair.do("north", { type: "unit.set-status", unit: 0, status: "unavailable" });
    pair.refused("north", { type: "aid.commit", request: 1, units: [0] }, "unit.busy");
  });

  test("a refused answer once units are named", () => {
    const pair = committed();
    pair.refused(
      "north",
      { type: "request.answer", request: 1, answer: "refused", reason: "no" },
      "aid.wrong-state",
    );
  });
});

describe("deadlines", () => {
  test("an ask that nobody acknowledges escalates in both regions", () => {
    const pair = new RegionPair();
    pair.do("south", asks);
    pair.flow();
    pair.wait(301);
    for (const side of ["south", "north"] as const) {
      pair.do(side, dueWork);
      assert.deepEqual(openAlarms(pair.state(side)), ["request overdue"]);
    }
  });

  test("a unit that is let go and does not come home escalates at home", () => {
    const pair = there();
    pair.do("south", { type: "aid.release", request: 1, reason: "quiet" });
    pair.flow();
    pair.wait(3601);
    pair.do("north", dueWork);
    assert.deepEqual(openAlarms(pair.state("north")), ["request overdue"]);
  });
});

describe("messages", () => {
  const taken = {
    type: "aid.receive",
    fromRegion: "north",
    position: 1,
    message: {
      step: "ask",
      kind: "kit",
      item: null,
      quantity: 1,
      neededAt: 0,
      sent: null,
      terms: null,
      asker: "north",
      number: 7,
    },
  } as const;

  test("one that was taken is ignored, one after a gap is refused", () => {
    const scenario = givenConfig({ aidPlan: testAidPlan }, ...onDuty("S1"), taken);
    scenario.when(taken).thenEvents();
    scenario.when({ ...taken, position: 3 }).thenRefused("aid.gap");
    scenario.when({ ...taken, fromRegion: "west" }).thenRefused("aid.unknown-region");
    scenario.when({ ...taken, position: 2, message: { ...taken.message, asker: "x" } }).thenRefused("value.invalid"); // prettier-ignore
  });

  test("one about what is not there is taken and said to be too late", () => {
    givenConfig({ aidPlan: testAidPlan }, wait(1))
      .when({ ...taken, message: { step: "withdraw", asker: "north", number: 3 } })
      .thenEvents({ type: "aid.taken", position: 1, effect: "too late" });
  });

  test("steps that cross come to one end: withdrawn here while committed there", () => {
    const pair = new RegionPair();
    pair.do("south", asks);
    pair.flow();
    pair.do("north", { type: "aid.commit", request: 1, units: [0, 1] });
    pair.wait(1);
    pair.do("south", { type: "request.withdraw", request: 1, reason: "over" });
    pair.flow();
    assert.equal(stateOf(pair.state("north")), "withdrawn");
    assert.equal(pair.state("north").columns.aid.lent[0], 0);
    assert.equal(pair.state("south").columns.aid.guests[0], 0);
  });
});

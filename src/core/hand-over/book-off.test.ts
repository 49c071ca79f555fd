import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { given, onDuty, opened, registeredPerson, wait } from "../../testing/core/scenario.ts";
import type { Command } from "../commands.ts";
import { limits } from "../limits.ts";
import { listHandOvers } from "./read.ts";
import { checkCrewHandOver } from "./decide.ts";

// All commands of test histories come from the account "amber".
const amber = registeredPerson("AMBER");
const on: Command = { type: "person.book-on", person: 0 };
const off: Command = { type: "person.book-off", person: 0 };
const claim: Command = { type: "claim.make", of: { kind: "incident", number: 1 } };
const signIn: Command = { type: "person.note-sign-in", person: 0 };
const unitOff: Command = { type: "unit.book-off", unit: 0 };

describe("a person who books off", () => {
  test("with a claim owes a hand-over, which counts it and is told in the answer", () => {
    given(amber, on, opened("priority"), claim)
      .when(off)
      .thenEvents(
        { type: "person.booked-off" },
        { type: "hand-over.begun", account: "amber", cause: "booked off" },
      );
    given(amber, on, opened("priority"), claim).when(off).thenWarned("hand-over.owed");
    const { state } = given(amber, on, opened("priority"), claim, off);
    assert.partialDeepStrictEqual(listHandOvers(state), [{ unit: null, state: "begun" }]);
  });

  test("with a request that is theirs by name owes one, and with one of a role does not", () => {
    const ask: Command = {
      type: "request.ask",
      direction: "outgoing",
      kind: "people",
      quantity: 1,
      party: { kind: "partner", code: "fire" },
    };
    const toRole: Command = {
      type: "request.assign",
      request: 1,
      owner: { kind: "role", name: "dispatcher" },
      reason: "they know the station",
    };
    given(amber, on, ask)
      .when(off)
      .thenEvents({ type: "person.booked-off" }, { type: "hand-over.begun" });
    given(amber, on, ask, toRole).when(off).thenEvents({ type: "person.booked-off" });
  });

  test("who has worked at the console owes one where anything is open, and else none", () => {
    given(amber, on, signIn, opened("priority"))
      .when(off)
      .thenEvents({ type: "person.booked-off" }, { type: "hand-over.begun" });
    given(amber, on, signIn).when(off).thenEvents({ type: "person.booked-off" });
    given(amber, on, opened("priority")).when(off).thenEvents({ type: "person.booked-off" });
  });

  test("owes one once: none beside one that is open, and a sign-out after it owes no second", () => {
    given(amber, on, opened("priority"), claim, { type: "hand-over.begin" })
      .when(off)
      .thenEvents({ type: "person.booked-off" });
    given(amber, on, opened("priority"), claim, off)
      .when({ type: "hand-over.owe", account: "amber" })
      .thenRefused("hand-over.wrong-state");
  });

  test("is never kept from it: where there is no room the answer says so", () => {
    const { twin } = given(amber, on, opened("priority"), claim);
    for (let index = 0; index < limits.handOvers; index += 1)
      twin.do({ type: "hand-over.owe", account: `a${index}` });
    const { decision, events } = twin.ask(off);
    assert.deepEqual(events.map(({ type }) => type), ["person.booked-off"]); // prettier-ignore
    assert.deepEqual(decision.refusal === undefined && decision.warnings.map(({ code }) => code), ["hand-over.no-room"]); // prettier-ignore
  });
});

describe("a crew that books off", () => {
  const item: Command = { type: "item.register", code: "K1", kind: "key" };
  const ofCrew: Command = { type: "person.book-on", person: 0, crewOf: 0, items: [0] };

  test("with items out hands them over by a page of its unit, and with none and no words owes nothing", () => {
    given(...onDuty("A1"), amber, item, ofCrew)
      .when(unitOff)
      .thenEvents(
        { type: "unit.booked-off" },
        {
          type: "hand-over.begun",
          account: "A1",
          unit: 0,
          cause: "booked off",
          counts: { promises: 0, callBacks: 0, acknowledgements: 0, requests: 0, warnings: 0, alarms: 0, claims: 0, items: 1 }, // prettier-ignore
        },
      );
    given(...onDuty("A1"))
      .when(unitOff)
      .thenEvents({ type: "unit.booked-off" });
  });

  test("with words begins one; the next of the same unit takes its place", () => {
    const words: Command = { type: "unit.book-off", unit: 0, words: "the left door sticks" };
    const scenario = given(...onDuty("A1"), words, wait(60), { type: "unit.book-on", unit: 0, crew: 2 }); // prettier-ignore
    scenario
      .when({ ...words, words: "it is mended" })
      .thenEvents(
        { type: "unit.booked-off" },
        { type: "hand-over.withdrawn", handOver: 1 },
        { type: "hand-over.begun", handOver: 2, unit: 0 },
      );
  });

  test("is taken over by the crew of its own unit, and by no other", () => {
    const { state } = given(...onDuty("A1", "A2"), { ...unitOff, words: "fuel is low" }, { type: "hand-over.begin" }); // prettier-ignore
    const check = (unit: number, handOver: number) =>
      checkCrewHandOver(state, { role: "crew", unit }, { type: "hand-over.confirm", handOver, name: "Ann" })?.code; // prettier-ignore
    assert.equal(check(0, 1), undefined);
    assert.equal(check(1, 1), "role.other-unit");
    assert.equal(check(0, 2), "role.other-unit");
    assert.equal(check(0, 9), "role.other-unit");
  });

  test("so many crews and no more: the room keeps rows of its own", () => {
    const units = Array.from({ length: limits.crewHandOvers + 1 }, (_, unit) => `A${unit}`);
    const { twin } = given(...onDuty(...units));
    for (let unit = 0; unit < limits.crewHandOvers; unit += 1)
      twin.do({ type: "unit.book-off", unit, words: "fuel is low" });
    const last: Command = {
      type: "unit.book-off",
      unit: limits.crewHandOvers,
      words: "fuel is low",
    };
    const { decision } = twin.ask(last);
    assert.deepEqual(decision.refusal === undefined && decision.warnings.map(({ code }) => code), ["hand-over.no-room"]); // prettier-ignore
    twin.do({ type: "hand-over.begin" });
  });
});

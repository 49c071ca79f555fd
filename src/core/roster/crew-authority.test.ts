import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { given, onDuty, planned, registeredPerson } from "../../testing/core/scenario.ts";
import type { Command } from "../commands.ts";
import { checkCrewPerson } from "./crew-authority.ts";

/** N1 is of the crew of unit 0 with K1, N2 of that of unit 1 with K2, N3 was of unit 0 and is off duty with K3, N4 of none. */
const { state } = given(
  ...onDuty("A1", "A2"),
  ...["N1", "N2", "N3", "N4"].map((staffNumber) => registeredPerson(staffNumber)),
  ...["K1", "K2", "K3", "K4"].map((code): Command => ({
    type: "item.register",
    code,
    kind: "key",
  })),
  { type: "person.book-on", person: 0, crewOf: 0, items: [0] },
  { type: "person.book-on", person: 1, crewOf: 1, items: [1] },
  { type: "person.book-on", person: 2, crewOf: 0, items: [2] },
  { type: "person.book-off", person: 2 },
);

function check(command: Command, unit = 0): string {
  return checkCrewPerson(state, { role: "crew", unit }, command)?.code ?? "may";
}

describe("a crew", () => {
  test("books on people of its own unit, and over no hours rule", () => {
    const on = { type: "person.book-on", person: 3 } as const;
    assert.equal(check({ ...on, crewOf: 0 }), "may");
    assert.equal(check({ ...on, crewOf: 1 }), "role.other-unit");
    assert.equal(check(on), "role.other-unit");
    const override = { rules: ["daily-rest"], reason: "nobody else" };
    assert.equal(check({ ...on, crewOf: 0, override }), "role.not-allowed");
  });

  test("books off, and gives items to, its own people only", () => {
    const found = [0, 1, 2, 3, 99, -1].map((person) => [
      check({ type: "person.book-off", person }),
      check({ type: "item.issue", item: 3, person }),
    ]);
    const no = ["role.other-unit", "role.other-unit"];
    assert.deepEqual(found, [["may", "may"], no, no, no, no, no]);
  });

  test("passes on, hands in and misses what its people hold or held when they left", () => {
    const found = [0, 1, 2, 3, 99].map((item) => [
      check({ type: "item.hand-over", item, person: 3 }),
      check({ type: "item.hand-in", item }),
      check({ type: "item.miss", item, reason: "not on the hook" }),
    ]);
    const may = ["may", "may", "may"];
    const no = ["role.other-unit", "role.other-unit", "role.other-unit"];
    assert.deepEqual(found, [may, no, may, no, no]);
  });

  test("marks a planned shift of its own unit absent, and no other", () => {
    const { state: planning } = given(
      ...onDuty("A1", "A2"),
      planned({ unit: 0 }, 7_200, 14_400),
      planned({ unit: 1 }, 7_200, 14_400),
    );
    const found = [1, 2, 9].map(
      (shift) =>
        checkCrewPerson(planning, { role: "crew", unit: 0 }, { type: "shift.mark-absent", shift })
          ?.code ?? "may",
    );
    assert.deepEqual(found, ["may", "role.other-unit", "role.other-unit"]);
  });

  test("answers recalls of its last crew", () => {
    const found = [0, 1, 2, 3].map((person) =>
      check({ type: "person.answer-recall", person, answer: "comes" }),
    );
    assert.deepEqual(found, ["role.other-unit", "role.other-unit", "may", "role.other-unit"]);
  });

  test("and nobody else is looked at", () => {
    const off: Command = { type: "person.book-off", person: 3 };
    assert.equal(checkCrewPerson(state, { role: "dispatcher", unit: undefined }, off), undefined);
  });
});

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as fc from "fast-check";
import {
  after,
  dueWork,
  givenConfig,
  registered,
  registeredPerson,
  wait,
  type Scenario,
  type Step,
} from "../../testing/core/scenario.ts";
import { makeRegionConfig } from "../../testing/core/region-config.ts";
import { checkCustody } from "../../testing/core/custody-faults.ts";
import type { Command } from "../commands.ts";
import type { CoreEvent } from "../events.ts";
import { listConfigFaults } from "../region/config-fault.ts";
import { limits } from "../limits.ts";
import { itemStates } from "../vocabulary.ts";
import { countCustody, getItem, listItemsOf } from "./read.ts";

const because = "said by the station officer";

function item(code: string, more: Partial<Extract<Command, { type: "item.register" }>> = {}): Step {
  return { type: "item.register", code, kind: "key", station: "west-yard", ...more };
}

const on = (person: number, items?: number[]): Command => ({ type: "person.book-on", person, ...(items === undefined ? {} : { items }) }); // prettier-ignore
const off = (person: number): Command => ({ type: "person.book-off", person });
const issue = (id: number, person: number): Command => ({ type: "item.issue", item: id, person });
const handIn = (id: number): Command => ({ type: "item.hand-in", item: id });
const handOver = (id: number, person: number): Command => ({ type: "item.hand-over", item: id, person }); // prettier-ignore
const miss = (id: number): Command => ({ type: "item.miss", item: id, reason: because });

/** Two people, two keys and a vehicle of unit 0; half an hour from booking off to the alarm. */
function givenStore(...steps: Step[]): Scenario {
  return givenConfig(
    {},
    registered("A1"),
    registeredPerson("N1"),
    registeredPerson("N2"),
    item("K1"),
    item("K2"),
    item("CAR1", { kind: "vehicle", ofUnit: 0 }),
    ...steps,
  );
}

describe("an item", () => {
  test("is registered once by its code, of a kind, a station and a unit of the region", () => {
    givenStore()
      .when({ type: "item.register", code: "R1", kind: "radio" })
      .thenEvents({ type: "item.registered", item: 3, previous: 0, code: "R1", kind: "radio", station: null, ofUnit: null }); // prettier-ignore
    const refused: readonly (readonly [object, string])[] = [
      [{ code: "K1" }, "item.known"],
      [{ code: "k 1" }, "value.invalid"],
      [{ code: "K".repeat(limits.itemCodeLength + 1) }, "value.invalid"],
      [{ kind: "horse" }, "value.invalid"],
      [{ station: "no-such" }, "code.unknown"],
      [{ ofUnit: 7 }, "unit.unknown"],
    ];
    for (const [wrong, code] of refused)
      givenStore().when({ type: "item.register", code: "R1", kind: "radio", ...wrong }).thenRefused(code as never); // prettier-ignore
  });

  test("goes from hand to hand, and each event names the position of the one before", () => {
    const scenario = givenStore(on(0), on(1));
    const { position } = getItem(scenario.state, 0);
    const issued = scenario.when(issue(0, 0)).thenEvents({ type: "item.issued", item: 0, person: 0, previous: position }); // prettier-ignore
    const second = getItem(issued.state, 0).position;
    assert.equal(second, issued.state.columns.head.position[0]);
    issued
      .when(handOver(0, 1))
      .thenEvents({ type: "item.handed-over", from: 0, to: 1, previous: second });
    assert.deepEqual([listItemsOf(issued.state, 0), listItemsOf(issued.state, 1)], [[], [0]]);
    const third = getItem(issued.state, 0).position;
    issued
      .when(handIn(0))
      .thenEvents({ type: "item.handed-in", from: 1, station: "west-yard", previous: third });
    const { state, holder, lastHolder, moves, place } = getItem(issued.state, 0);
    assert.deepEqual([state, holder, lastHolder, moves, place], ["in store", null, 1, 2, "west-yard"]); // prettier-ignore
  });

  test("is not issued over the head of whoever holds it, nor taken from nobody", () => {
    givenStore(on(0), issue(0, 0)).when(issue(0, 1)).thenRefused("item.wrong-state");
    givenStore(on(0), issue(0, 0)).when(handOver(0, 0)).thenRefused("item.wrong-state");
    givenStore().when(handIn(0)).thenRefused("item.wrong-state");
    givenStore().when(handOver(0, 1)).thenRefused("item.wrong-state");
    givenStore().when(handIn(9)).thenRefused("item.unknown");
    givenStore().when(issue(0, 9)).thenRefused("person.unknown");
  });

  test("that is missing is in nobody's hands, and is found, or goes out of use for good", () => {
    const missing = givenStore(on(0), issue(0, 0));
    missing
      .when(miss(0))
      .thenEvents({ type: "item.went-missing", from: 0, text: { reason: because } })
      .when(handIn(0))
      .thenRefused("item.wrong-state");
    assert.deepEqual(listItemsOf(missing.state, 0), []);
    missing.when({ type: "item.find", item: 0, reason: " " }).thenRefused("needs.reason");
    missing
      .when({ type: "item.find", item: 0, reason: because, station: "east-yard" })
      .thenEvents({ type: "item.found", station: "east-yard" })
      .when({ type: "item.withdraw", item: 0, reason: because })
      .thenEvents({ type: "item.withdrawn" })
      .when(issue(0, 0))
      .thenRefused("item.wrong-state");
    assert.equal(countCustody(missing.state).items, 2);
  });

  test("is amended where it says something other", () => {
    givenStore()
      .when({ type: "item.amend", item: 0, station: null, ofUnit: 0 })
      .thenEvents({ type: "item.amended", station: null, ofUnit: 0 });
    givenStore().when({ type: "item.amend", item: 0, station: "west-yard" }).thenRefused("item.unchanged"); // prettier-ignore
  });

  test("has a limit for one person", () => {
    const many = Array.from({ length: limits.itemsOfOne }, (_, index) => item(`R${index}`));
    const issued = Array.from({ length: limits.itemsOfOne }, (_, index) => issue(index + 3, 0));
    givenStore(...many, on(0), ...issued).when(issue(0, 0)).thenRefused("limit.items-of-one"); // prettier-ignore
  });
});

describe("booking on and off", () => {
  test("with items issues each, or nothing at all where one is not in store", () => {
    givenStore()
      .when(on(0, [0, 2]))
      .thenEvents(
        { type: "person.booked-on" },
        { type: "item.issued", item: 0 },
        { type: "item.issued", item: 2 },
      );
    givenStore(on(1, [0]))
      .when(on(0, [1, 0]))
      .thenRefused("item.wrong-state");
    givenStore()
      .when(on(0, [1, 1]))
      .thenRefused("value.invalid");
  });

  test("off with items held is seen: asked for at once, alarmed after half an hour, ended with the last", () => {
    const scenario = givenStore(on(0, [0, 2]), wait(3_600));
    const left = scenario.when(off(0));
    left.thenWarned("person.holds-items");
    left.thenEvents(
      { type: "person.booked-off" },
      { type: "custody.owed", person: 0, items: [2, 0], dueAt: after(3_600 + 1_800) },
    );
    const { twin } = scenario;
    twin.wait(1_799);
    assert.deepEqual(twin.ask(dueWork).events, []);
    twin.wait(1);
    const alarmed = twin.ask(dueWork).events;
    assert.deepEqual(alarmed.map(({ type }) => type), ["alarm.raised"]); // prettier-ignore
    twin.do(handIn(0));
    assert.ok(twin.state.columns.people.custodyAlarm[0] >= 0);
    assert.deepEqual(twin.ask(handIn(2)).events.map(({ type }) => type), ["item.handed-in", "alarm.ended"]); // prettier-ignore
  });

  test("off with all handed in owes nothing; who comes back on duty owes nothing either", () => {
    givenStore(on(0, [0, 2]))
      .when({ type: "person.book-off", person: 0, handIn: true })
      .thenEvents(
        { type: "item.handed-in", item: 2 },
        { type: "item.handed-in", item: 0 },
        { type: "person.booked-off" },
      );
    givenStore(on(0, [0]), off(0), wait(1_800), dueWork)
      .when(on(0))
      .thenEvents({ type: "person.booked-on" }, { type: "alarm.ended" });
  });

  test("an alarm that somebody off duty holds items can not be acknowledged away", () => {
    givenStore(on(0, [0]), off(0), wait(1_800), dueWork)
      .when({ type: "alarm.acknowledge", alarm: 1 })
      .thenRefused("alarm.must-be-acted-on");
  });

  test("who is issued something off duty owes it from then on", () => {
    const { twin } = givenStore(issue(0, 0));
    twin.wait(1_800);
    assert.deepEqual(twin.ask(dueWork).events.map(({ type }) => type), ["alarm.raised"]); // prettier-ignore
  });
});

/** The chain of an item, read from its end in a log as it stands, back to where it was registered. */
function chainOf(events: readonly CoreEvent[], end: number): CoreEvent["type"][] {
  const chain: CoreEvent["type"][] = [];
  for (let position = end; position > 0;) {
    const event = events[position - 1];
    assert.ok("previous" in event);
    chain.push(event.type);
    position = event.previous;
  }
  return chain;
}

test("property: whatever hands an item goes through, its chain in the log has every one of its events", () => {
  const act = fc.tuple(fc.nat({ max: 5 }), fc.nat({ max: 2 }), fc.nat({ max: 1 }));
  fc.assert(
    fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
      const { twin } = givenStore();
      for (const [what, id, person] of acts) {
        const commands = [issue(id, person), handOver(id, person), handIn(id), miss(id), { type: "item.find", item: id, reason: because }, twin.state.columns.people.onDutyAt[person] > 0 ? off(person) : on(person)] as const; // prettier-ignore
        twin.wait(60);
        twin.ask(commands[what]);
      }
      const faults: string[] = [];
      checkCustody(twin.state, (fault) => faults.push(fault));
      assert.deepEqual(faults, []);
      for (const id of [0, 1, 2]) {
        const { position, state } = getItem(twin.state, id);
        const own = twin.events.filter((event) => "previous" in event && event.item === id);
        assert.deepEqual(chainOf(twin.events, position), own.map(({ type }) => type).reverse()); // prettier-ignore
        assert.ok(itemStates.has(state));
      }
    }),
    { numRuns: 60 },
  );
});

test("a rule of custody that nobody could keep is refused", () => {
  for (const custodyRule of [null, { handInSeconds: -1 }, { handInSeconds: 1.5 }])
    assert.equal(listConfigFaults({ ...makeRegionConfig(), custodyRule } as never).length, 1);
});

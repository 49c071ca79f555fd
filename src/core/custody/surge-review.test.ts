import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  after,
  dueWork,
  given,
  planned,
  registeredPerson,
  wait,
  type Step,
} from "../../testing/core/scenario.ts";
import { nextDueAt } from "../due-work.ts";
import { stopLooking } from "../absence/review.ts";
import { assessSurge } from "./surge-review.ts";

const heads = 60;
const hour = 3_600;

/** Sixty people with a key each, on duty from the first hour on for eight. */
const evening: Step[] = [
  ...Array.from({ length: heads }, (_, person): Step[] => [
    registeredPerson(`N${person}`, { station: person < 50 ? "west-yard" : "east-yard" }),
    { type: "item.register", code: `K${person}`, kind: "key" },
    planned({ person }, 0, 8 * hour),
  ]).flat(),
  ...Array.from({ length: heads }, (_, person): Step => ({ type: "person.book-on", person, items: [person] })), // prettier-ignore
];

function handIn(from: number, count: number): Step[] {
  return Array.from({ length: count }, (_, index) => ({
    type: "item.hand-in",
    item: from + index,
  }));
}

describe("a surge of hand-ins", () => {
  test("raises an alarm with its evidence, once, and ends when nobody hands in any more", () => {
    const { twin } = given(...evening, wait(2 * hour), dueWork, ...handIn(0, 20), wait(60));
    const found = twin.ask(dueWork).events.filter(({ type }) => type !== "shift.marked-late");
    assert.deepEqual(found.map(({ type }) => type), ["custody.surged", "alarm.raised"]); // prettier-ignore
    const [surged] = found;
    assert.ok(surged.type === "custody.surged");
    const { evidence } = surged;
    assert.deepEqual([evidence.holders, evidence.handedIn, surged.surge], [60, 20, 1]);
    assert.ok(evidence.ratio >= 10_000 && evidence.expected < 2, JSON.stringify(evidence));
    assert.deepEqual(evidence.places, [
      { place: "west-yard", holders: 50, handedIn: 20 },
      { place: "east-yard", holders: 10, handedIn: 0 },
    ]);
    twin.wait(600);
    assert.deepEqual(twin.ask(dueWork).events, []);
    twin.wait(700);
    assert.deepEqual(twin.ask(dueWork).events.map(({ type }) => type), ["custody.calmed", "alarm.ended"]); // prettier-ignore
    assert.equal(twin.state.surgeLookAt, 0);
  });

  test("is not the end of a shift, nor a few", () => {
    const few = given(...evening, wait(2 * hour), dueWork, ...handIn(0, 3), wait(60)).twin;
    assert.deepEqual(few.ask(dueWork).events, []);
    const end = given(...evening, wait(8 * hour - 300), dueWork, ...handIn(0, 30), wait(60)).twin;
    assert.deepEqual(end.ask(dueWork).events.filter(({ type }) => type.startsWith("custody")), []); // prettier-ignore
  });

  test("is looked at once a minute while somebody hands in, and a handful is too few to say", () => {
    const { state, now } = given(...evening, wait(2 * hour), dueWork, ...handIn(0, 1)).twin;
    assert.equal(nextDueAt(state), now);
    const looked = given(...evening, wait(2 * hour), dueWork, ...handIn(0, 1), dueWork).state;
    assert.equal(nextDueAt(looked), after(2 * hour + 60));
    const three = given(...evening.slice(0, 9), { type: "item.issue", item: 0, person: 0 }, wait(hour)).twin; // prettier-ignore
    assert.equal(assessSurge(three.state, three.now).verdict, "too few to say");
    assert.equal(assessSurge(given().state, after(hour)).verdict, "nobody holds");
  });

  test("is not looked at in a state where nobody looks", () => {
    const { twin } = given(...evening, wait(2 * hour), dueWork);
    stopLooking(twin.state);
    for (const step of handIn(0, 30)) twin.ask(step as never);
    assert.equal(twin.state.surgeLookAt, 0);
  });
});

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { testAidPlan } from "../../testing/core/aid-choice.ts";
import { after, dueWork, given, givenConfig, wait } from "../../testing/core/scenario.ts";
import type { Command } from "../commands.ts";
import { nextDueAt } from "../due-work.ts";
import { listNeighbours } from "./read.ts";

function heard(seconds: number): Command {
  return { type: "aid.note-link", region: "north", heardAt: after(seconds) };
}
const acknowledge: Command = { type: "alarm.acknowledge", alarm: 1 };
const minute = 60;
const silent = [wait(600), heard(500)] as const;

describe("the link to a neighbour", () => {
  test("is silent a minute after the last word, says since when, and alarms", () => {
    givenConfig({ aidPlan: testAidPlan }, wait(600))
      .when(heard(540))
      .thenEvents()
      .when(heard(539))
      .thenEvents(
        { type: "aid.link-silent", region: "north", since: after(539), reviewAt: after(1_500) },
        { type: "alarm.raised", kind: "link silent", subject: 1 },
      )
      .when(heard(539))
      .thenEvents();
  });

  test("is back when the neighbour is heard again, and the alarm ends", () => {
    const scenario = givenConfig({ aidPlan: testAidPlan }, ...silent, wait(400));
    // An older word changes nothing: it is as silent as before.
    scenario.when(heard(480)).thenEvents();
    scenario
      .when(heard(995))
      .thenEvents(
        { type: "alarm.ended", alarm: 1 },
        { type: "aid.link-back", region: "north", since: after(500) },
      );
    assert.equal(listNeighbours(scenario.state)[0].silentAt, 0);
    scenario.when(heard(998)).thenEvents();
    assert.deepEqual(listNeighbours(scenario.twin.folded), listNeighbours(scenario.state));
  });

  test("that is silent still after a quarter of an hour alarms once more, acknowledged or not", () => {
    const scenario = givenConfig({ aidPlan: testAidPlan }, ...silent, acknowledge);
    assert.equal(nextDueAt(scenario.state), after(600 + 15 * minute));
    const later = givenConfig({ aidPlan: testAidPlan }, ...silent, acknowledge, wait(15 * minute));
    later
      .when(dueWork)
      .thenEvents(
        { type: "alarm.ended", alarm: 1 },
        { type: "aid.link-still-silent", region: "north", since: after(500) },
        { type: "alarm.raised", alarm: 2, kind: "link silent", subject: 1 },
      )
      .when(dueWork)
      .thenEvents();
    // Once: what is left is the alarm, which somebody acknowledges, and the silence, which stands.
    const all = givenConfig({ aidPlan: testAidPlan }, ...silent, wait(15 * minute), dueWork, wait(5 * 3_600), dueWork); // prettier-ignore
    const types = all.twin.events.map(({ type }) => type);
    assert.equal(types.filter((type) => type === "aid.link-still-silent").length, 1);
    assert.equal(listNeighbours(all.state)[0].silentAt, after(500));
  });

  test("that came back in time is not looked at again", () => {
    const scenario = givenConfig({ aidPlan: testAidPlan }, ...silent, wait(60), heard(655), wait(3_600)); // prettier-ignore
    scenario.when(dueWork).thenEvents();
  });

  test("is noted of neighbours alone, and not of words to come", () => {
    const scenario = givenConfig({ aidPlan: testAidPlan }, wait(600));
    scenario.when({ ...heard(500), region: "west" } as Command).thenRefused("aid.unknown-region");
    scenario.when(heard(601)).thenRefused("value.invalid");
    scenario.when({ ...heard(0), heardAt: 0.5 } as Command).thenRefused("value.invalid");
    given(wait(600)).when(heard(500)).thenRefused("aid.unknown-region");
  });
});

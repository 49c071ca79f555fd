import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  given,
  givenConfig,
  onDuty,
  opened,
  somewhere,
  type Step,
} from "../../testing/core/scenario.ts";
import { middleOf } from "../../testing/core/region-config.ts";
import { authority, checkAuthority, type Actor } from "../authority.ts";
import type { Command, CommandType } from "../commands.ts";
import { contentGrades, sourceGrades } from "../vocabulary.ts";
import { checkKeeper } from "./decide.ts";
import { listCheckOns, listRefuges } from "./read.ts";

const report: Command = {
  type: "community.report",
  words: "three men with bars at the shop",
  location: somewhere,
  incidentType: "fight",
};
const answer: Command = { type: "contact.answer", contact: 1 };
const graded = (sourceGrade = "1", contentGrade = "A"): Command =>
  ({ type: "contact.grade", contact: 1, sourceGrade, contentGrade }) as Command;
const fromReport = opened("immediate", { contact: 1, incidentType: "fight" });

describe("the role community", () => {
  const verbs = (Object.keys(authority) as CommandType[]).filter((type) =>
    authority[type].includes("community"),
  );

  test("has exactly three verbs: report, shelter, check-on", () => {
    assert.deepEqual(verbs.toSorted(), [
      "community.check-on",
      "community.report",
      "community.shelter",
    ]);
  });

  test("may ask for nothing else, whatever a command says", () => {
    const actor: Actor = { account: "neighbour", role: "community", unit: undefined };
    for (const type of Object.keys(authority) as CommandType[]) {
      const refusal = checkAuthority(actor, { type, channel: "community" } as unknown as Command);
      assert.equal(refusal === undefined, verbs.includes(type), type);
    }
    for (const verb of verbs)
      assert.doesNotMatch(verb, /patrol|detain|pursue|stop|search|arrest|send|allocat/);
  });

  test("a keeper says whether a refuge is open, and of the community nobody else", () => {
    const refuges = [{ code: "hall", name: "Hall", ...middleOf(0), keepers: ["amber"] }];
    const { state } = givenConfig({ refuges });
    const check = (account: string, refuge = "hall") =>
      checkKeeper(
        state,
        { account, role: "community", unit: undefined },
        { type: "community.shelter", refuge, opening: "open" },
      )?.code;
    assert.equal(check("amber"), undefined);
    assert.equal(check("neighbour"), "role.not-allowed");
    assert.equal(check("amber", "elsewhere"), "role.not-allowed");
  });
});

describe("a report", () => {
  test("comes in as a contact, with its type", () => {
    given()
      .when(report)
      .thenEvents(
        { type: "contact.received", channel: "community", callBack: false, location: somewhere },
        { type: "contact.described", incidentType: "fight" },
      );
    given()
      .when({ ...report, words: " " })
      .thenRefused("value.invalid");
    given()
      .when({ ...report, incidentType: "party" })
      .thenRefused("code.unknown");
  });

  test("that nobody graded opens no incident, joins none, and so dispatches nobody", () => {
    const steps: Step[] = [...onDuty("A1"), report, answer];
    given(...steps)
      .when(fromReport)
      .thenRefused("contact.not-graded");
    given(...steps, opened())
      .when({ type: "contact.link", contact: 1, incident: 1 })
      .thenRefused("contact.not-graded");
    // No incident came of it, so there is nothing that a unit could be sent to.
    given(...steps)
      .when({ type: "unit.send", incident: 1, units: [0] })
      .thenRefused("incident.unknown");
  });

  test("with one of the two grades missing it is not graded", () => {
    given(report, answer).when(graded("1", "not graded")).thenRefused("value.invalid");
    given(report, answer).when(graded("not graded", "A")).thenRefused("value.invalid");
    given(report, answer).when(graded("reliable", "A")).thenRefused("value.invalid");
    given().when(graded()).thenRefused("contact.unknown");
  });

  test("graded, it becomes an incident by a person's command, whatever the grades are", () => {
    for (const source of sourceGrades.names.slice(1))
      for (const content of contentGrades.names.slice(1))
        given(report, answer)
          .when(graded(source, content))
          .thenEvents({ type: "contact.graded", sourceGrade: source, contentGrade: content });
    const { state } = given(...onDuty("A1"), report, graded("2", "C"), answer, fromReport);
    assert.equal(state.columns.incidents.assessed[0], 0);
    const { contacts } = state.columns;
    assert.deepEqual([contacts.sourceGrade[0], contacts.contentGrade[0]], [2, 3]);
  });

  test("a call needs no grade", () => {
    given({ type: "contact.receive", channel: "call" }, answer)
      .when(opened("priority", { contact: 1 }))
      .thenEvents({ type: "incident.opened" }, { type: "contact.linked" }, { type: "no-unit.began" }, { type: "alarm.raised" }); // prettier-ignore
  });
});

test("refuges show their opening; who says nothing is closed", () => {
  const set: Command = { type: "community.shelter", refuge: "hall", opening: "open", places: 40 };
  const scenario = given();
  assert.partialDeepStrictEqual(listRefuges(scenario.state), [{ opening: "closed", places: null, changedAt: 0 }]); // prettier-ignore
  scenario.when(set).thenEvents({ type: "refuge.set", opening: "open", places: 40 });
  assert.partialDeepStrictEqual(listRefuges(scenario.state), [{ opening: "open", places: 40 }]);
  scenario
    .when({ type: "community.shelter", refuge: "hall", opening: "full" })
    .thenEvents({ type: "refuge.set", opening: "full", places: null });
  for (const wrong of [{ opening: "ajar" }, { places: -1 }, { places: 1.5 }])
    scenario.when({ ...set, ...wrong } as Command).thenRefused("value.invalid");
  scenario.when({ ...set, refuge: "barn" }).thenRefused("code.unknown");
});

test("a check-on is counted; who needs help becomes a contact that has to be graded, too", () => {
  const check: Command = { type: "community.check-on", area: "west", result: "well" };
  const scenario = given(check)
    .when(check)
    .thenEvents({ type: "check-on.made", result: "well", contact: null })
    .when({ ...check, result: "needs help", words: "fell on the stairs" })
    .thenEvents(
      { type: "contact.received", channel: "community" },
      { type: "check-on.made", result: "needs help", contact: 1 },
    );
  assert.deepEqual(listCheckOns(scenario.state), [
    { area: "west", well: 2, "no answer": 0, "needs help": 1 },
  ]);
  scenario.when(answer).thenEvents({ type: "contact.answered" });
  scenario.when(fromReport).thenRefused("contact.not-graded");
  scenario.when({ ...check, result: "needs help" }).thenRefused("value.invalid");
  scenario.when({ ...check, words: "all fine" }).thenRefused("value.invalid");
  scenario.when({ ...check, area: "north" }).thenRefused("code.unknown");
});

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { after, answered, given, late, onDuty, opened, ringing, sent, wait } from "../../testing/core/scenario.ts"; // prettier-ignore
import type { Command } from "../commands.ts";
import { limits } from "../limits.ts";
import type { ClaimSubject } from "./claim-commands.ts";
import { listClaims } from "./read.ts";

const incident: ClaimSubject = { kind: "incident", number: 1 };
const contact: ClaimSubject = { kind: "contact", number: 1 };
const claimed = (of: ClaimSubject = incident): Command => ({ type: "claim.make", of });
const lost: Command = { type: "claim.return", account: "amber", cause: "lost" };

/** By somebody else than the rest of the scenario. */
function asOther(scenario: ReturnType<typeof given>, command: Command) {
  const { twin } = scenario;
  return twin.askIn(command, { now: twin.now, at: twin.now, by: "blue" });
}

describe("a claim", () => {
  test("is of a contact, an incident, a channel or an area, and is given back", () => {
    const scenario = given(ringing, opened("priority"));
    const subjects: ClaimSubject[] = [
      contact,
      incident,
      { kind: "channel", channel: "web" },
      { kind: "area", area: "west" },
    ];
    for (const [index, subject] of subjects.entries())
      scenario
        .when(claimed(subject))
        .thenEvents({ type: "claim.made", claim: index + 1, of: subject });
    assert.partialDeepStrictEqual(listClaims(scenario.state), [
      { claim: 1, kind: "contact", number: 1, by: "amber", claimedAt: after(0), cause: null },
      { kind: "incident", number: 1 },
      { kind: "channel", code: "web" },
      { kind: "area", code: "west" },
    ]);
    scenario
      .when({ type: "claim.release", claim: 3 })
      .thenEvents({ type: "claim.released", claim: 3, end: "released" })
      .when({ type: "claim.release", claim: 3 })
      .thenRefused("claim.unknown");
  });

  test("is of what there is, and of open work", () => {
    given().when(claimed()).thenRefused("incident.unknown");
    given().when(claimed(contact)).thenRefused("contact.unknown");
    given(...answered(), { type: "contact.end", contact: 1, outcome: "advice given" })
      .when(claimed(contact))
      .thenRefused("contact.wrong-state");
    given()
      .when(claimed({ kind: "area", area: "no-such" }))
      .thenRefused("code.unknown");
    for (const wrong of [{ kind: "channel", channel: "pigeon" }, { kind: "unit" }, null])
      given()
        .when(claimed(wrong as never))
        .thenRefused("value.invalid");
  });

  test("of somebody else is taken over by name only, and what is one's own not twice", () => {
    const scenario = given(opened("priority"), claimed());
    scenario.when(claimed()).thenRefused("claim.wrong-state");
    assert.equal(asOther(scenario, claimed()).decision.refusal?.code, "needs.acceptance");
    const taken = asOther(scenario, { type: "claim.make", of: incident, accept: ["claim.held"] });
    assert.partialDeepStrictEqual(taken.events, [
      { type: "claim.released", claim: 1, end: "taken over" },
      { type: "claim.made", claim: 2, by: "blue" },
    ]);
  });

  test("never stands in the way: what others do goes through, with a warning", () => {
    const scenario = given(...onDuty("A1"), opened("priority"), claimed());
    const { decision } = asOther(scenario, sent(0));
    assert.equal(decision.refusal, undefined);
    assert.partialDeepStrictEqual(decision, {
      warnings: [{ code: "claim.held", message: "amber works on incident 1" }],
    });
    const own = scenario.twin.ask({ type: "incident.note", incident: 1, note: "x" });
    assert.partialDeepStrictEqual(own.decision, { warnings: [] });
  });

  test("ends with its subject", () => {
    given(opened("priority"), claimed())
      .when({ type: "incident.close", incident: 1, result: "done" })
      .thenEvents(
        { type: "incident.closed" },
        { type: "no-unit.ended" },
        { type: "alarm.ended" },
        { type: "claim.released", claim: 1, end: "done" },
      );
    given(...answered(), opened("priority"), claimed(contact))
      .when({ type: "contact.link", contact: 1, incident: 1 })
      .thenEvents({ type: "contact.linked" }, { type: "claim.released", end: "done" });
  });

  test("of somebody who is gone comes back with an alarm, and the alarm ends when it is taken", () => {
    const scenario = given(opened("priority"), claimed(), claimed({ kind: "channel", channel: "call" }), wait(60)); // prettier-ignore
    scenario
      .when(lost)
      .thenEvents(
        { type: "claim.came-back", claim: 1, cause: "lost" },
        { type: "alarm.raised", kind: "claim returned", subject: 1 },
        { type: "claim.came-back", claim: 2, cause: "lost" },
        { type: "alarm.raised", kind: "claim returned", subject: 2 },
      )
      .when(lost)
      .thenRefused("claim.unknown");
    assert.partialDeepStrictEqual(listClaims(scenario.state), [
      { claim: 1, by: "amber", claimedAt: after(0), returnedAt: after(60), cause: "lost" },
      { claim: 2 },
    ]);
    const taken = asOther(scenario, claimed());
    assert.partialDeepStrictEqual(taken.events, [
      { type: "alarm.ended" },
      { type: "claim.released", claim: 1, end: "taken again" },
      { type: "claim.made", claim: 3, by: "blue" },
    ]);
    scenario
      .when({ type: "claim.release", claim: 2 })
      .thenEvents({ type: "alarm.ended" }, { type: "claim.released", claim: 2 });
  });

  test("one that came back warns nobody, and can be acknowledged", () => {
    const scenario = given(opened("priority"), claimed(), lost);
    const note = asOther(scenario, { type: "incident.note", incident: 1, note: "x" });
    assert.partialDeepStrictEqual(note.decision, { warnings: [] });
    const { alarms } = scenario.state.columns;
    const alarm = Math.max(...alarms.number);
    scenario.when({ type: "alarm.acknowledge", alarm }).thenEvents({ type: "alarm.acknowledged" });
  });

  test("no step before its last change, and no more than the limit", () => {
    given(wait(60), opened("priority"), claimed())
      .when(late(30, { type: "claim.release", claim: 1 }))
      .thenRefused("time.before-last-change");
    const scenario = given();
    for (let number = 1; number <= limits.claims; number += 1) {
      scenario.twin.do(opened("resolution"));
      scenario.twin.do(claimed({ kind: "incident", number }));
    }
    scenario.when(claimed({ kind: "channel", channel: "call" })).thenRefused("limit.claims");
  });
});

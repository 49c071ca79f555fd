import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { after, answered, given, late, opened, wait } from "../../testing/core/scenario.ts";
import type { Command } from "../commands.ts";
import { listClaims } from "../claim/read.ts";
import { limits } from "../limits.ts";
import { listHandOvers, listOwed } from "./read.ts";

const begin: Command = { type: "hand-over.begin", words: "the bridge is down" };
const owe: Command = { type: "hand-over.owe", account: "amber" };
const confirm: Command = { type: "hand-over.confirm", handOver: 1, name: "Blue Rider" };
const claim: Command = { type: "claim.make", of: { kind: "incident", number: 1 } };

function asOther(scenario: ReturnType<typeof given>, command: Command) {
  const { twin } = scenario;
  return twin.askIn(command, { now: twin.now, at: twin.now, by: "blue" });
}

/** A call that was abandoned, a deferred incident, a request and a warning, a claim. */
function busy() {
  return given(
    ...answered(),
    { type: "contact.abandon", contact: 1 },
    opened("scheduled"),
    { type: "incident.defer", incident: 1, reason: "nobody", told: "by ten" },
    { type: "request.ask", direction: "outgoing", kind: "people", quantity: 2, party: { kind: "partner", code: "fire" } }, // prettier-ignore
    { type: "warning.issue", roles: ["dispatcher"], words: "keep off the yard" },
    claim,
  );
}

describe("a hand-over", () => {
  test("says what is open by kind, each with its time, and what of it is late", () => {
    const scenario = busy();
    const kinds = (): string[] =>
      listOwed(scenario.state, scenario.twin.now).map(({ kind, isLate }) => `${kind}${isLate ? " late" : ""}`); // prettier-ignore
    assert.deepEqual(kinds(), ["promise", "call-back", "request", "warning", "claim"]);
    assert.match(listOwed(scenario.state, scenario.twin.now)[0].says, /: by ten$/);
    scenario.twin.wait(7200);
    scenario.twin.do({ type: "due.work" });
    const found = new Set(kinds());
    for (const kind of ["promise late", "call-back late", "acknowledgement late", "alarm late"])
      assert.ok(found.has(kind), `${kind}: ${[...found].join(", ")}`);
  });

  test("is begun by whoever leaves, with what is open counted", () => {
    busy()
      .when(begin)
      .thenEvents({
        type: "hand-over.begun",
        handOver: 1,
        account: "amber",
        cause: "person",
        counts: {
          promises: 1,
          callBacks: 1,
          acknowledgements: 0,
          requests: 1,
          warnings: 1,
          alarms: 0,
          claims: 1,
        },
        text: { words: "the bridge is down" },
      })
      .when(begin)
      .thenRefused("hand-over.wrong-state");
  });

  test("is confirmed by somebody else, by name, and what was held passes to them", () => {
    const scenario = busy();
    scenario.when(begin).thenEvents({ type: "hand-over.begun" });
    scenario.when(confirm).thenRefused("hand-over.wrong-state");
    assert.equal(asOther(scenario, { ...confirm, name: " " }).decision.refusal?.code, "value.invalid"); // prettier-ignore
    assert.partialDeepStrictEqual(asOther(scenario, confirm).events, [
      { type: "hand-over.confirmed", handOver: 1, by: "blue", text: { name: "Blue Rider" } },
      { type: "claim.released", claim: 1, end: "taken over" },
      { type: "claim.made", claim: 2, by: "blue", of: { kind: "incident", number: 1 } },
    ]);
    assert.partialDeepStrictEqual(listHandOvers(scenario.state), [
      { handOver: 1, state: "confirmed", account: "amber", name: "Blue Rider", by: "blue" },
    ]);
    assert.equal(asOther(scenario, confirm).decision.refusal?.code, "hand-over.wrong-state");
  });

  test("is owed by whoever signs out without one, stands unfinished, and takes what came back with it", () => {
    const scenario = busy();
    scenario.twin.do({ type: "claim.return", account: "amber", cause: "signed out" });
    scenario
      .when(owe)
      .thenEvents({ type: "hand-over.begun", account: "amber", cause: "signed out" })
      .when(owe)
      .thenRefused("hand-over.wrong-state");
    assert.partialDeepStrictEqual(asOther(scenario, confirm).events, [
      { type: "hand-over.confirmed" },
      { type: "alarm.ended" },
      { type: "claim.released", end: "taken again" },
      { type: "claim.made", by: "blue" },
    ]);
    assert.partialDeepStrictEqual(listClaims(scenario.state), [{ by: "blue", returnedAt: 0 }]);
  });

  test("is not owed after one that was done a moment ago, nor where nothing is open", () => {
    given().when(owe).thenRefused("hand-over.wrong-state");
    const scenario = busy();
    scenario.twin.do(begin);
    asOther(scenario, confirm);
    scenario.when(owe).thenRefused("hand-over.wrong-state");
    scenario.twin.wait(600);
    scenario.when(owe).thenEvents({ type: "hand-over.begun", handOver: 2 });
  });

  test("is withdrawn with a reason; refusals", () => {
    const withdraw = { type: "hand-over.withdraw", handOver: 1, reason: "I stay" } as const;
    given().when(withdraw).thenRefused("hand-over.unknown");
    given().when(confirm).thenRefused("hand-over.unknown");
    given(wait(60), begin).when(late(30, withdraw)).thenRefused("time.before-last-change");
    given(begin)
      .when({ ...withdraw, reason: "" })
      .thenRefused("needs.reason")
      .when(withdraw)
      .thenEvents({ type: "hand-over.withdrawn", at: after(0) })
      .when(withdraw)
      .thenRefused("hand-over.wrong-state");
  });

  test("so many are open and no more; one that is done makes room", () => {
    const { twin } = given(opened("priority"));
    const ask = (index: number) =>
      twin.askIn({ type: "hand-over.owe", account: `a${index}` }, { now: twin.now, at: twin.now, by: "system" }); // prettier-ignore
    for (let index = 0; index < limits.handOvers; index += 1)
      assert.equal(ask(index).decision.refusal, undefined);
    assert.equal(ask(999).decision.refusal?.code, "limit.hand-overs");
    twin.do(confirm);
    assert.equal(ask(999).decision.refusal, undefined);
  });
});

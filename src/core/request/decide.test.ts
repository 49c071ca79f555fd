import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  after,
  dueWork,
  given,
  givenConfig,
  late,
  opened,
  wait,
} from "../../testing/core/scenario.ts";
import type { Command } from "../commands.ts";
import type { RegionState } from "../state/region-state.ts";
import { getRequest, listRequestRows, type Request } from "./read.ts";
import { standardRequestRule } from "./request-rule.ts";

type Ask = Extract<Command, { type: "request.ask" }>;

const digest = { sha256: "ab".repeat(32), bytes: 40 };
const asked = (changes: Partial<Ask> = {}): Command => ({
  type: "request.ask",
  direction: "outgoing",
  kind: "people",
  quantity: 4,
  party: { kind: "partner", code: "fire" },
  words: "four people at the yard",
  digest,
  ...changes,
});
const incoming = (changes: Partial<Ask> = {}): Command =>
  asked({ direction: "incoming", kind: "escort", quantity: 1, ...changes });
const step = (type: string, changes: object = {}): Command =>
  ({ type: `request.${type}`, request: 1, ...changes }) as unknown as Command;
const answered = (answer: string, changes: object = {}): Command =>
  step("answer", { answer, ...changes });
const minutes = (count: number): number => after(count * 60);

function requestOf(state: RegionState): Request {
  return getRequest(state, listRequestRows(state)[0]);
}

describe("request.ask", () => {
  test("what we ask is owned by who enters it, and its receipt is owed in five minutes", () => {
    given(asked({ neededAt: minutes(90) }))
      .when(asked({ kind: "kit", item: "riot-shield", quantity: 60 }))
      .thenEvents({
        type: "request.asked",
        request: 2,
        direction: "outgoing",
        kind: "kit",
        item: "riot-shield",
        quantity: 60,
        party: { kind: "partner", code: "fire" },
        owner: { kind: "account", name: "amber" },
        neededAt: 0,
        deadlineAt: minutes(5),
        incident: null,
        sent: digest,
        arrived: null,
        text: { words: "four people at the yard" },
      });
  });

  test("what we are asked is owned by the first of the chain; what arrived is counted, what was sent is stated", () => {
    given()
      .when(incoming({ stated: digest }))
      .thenEvents({
        type: "request.asked",
        owner: { kind: "role", name: "dispatcher" },
        sent: digest,
        arrived: digest,
      })
      .when(incoming())
      .thenEvents({ type: "request.asked", sent: null, arrived: digest });
  });

  test("refusals", () => {
    for (const changes of [
      { quantity: 0 },
      { quantity: 1.5 },
      { kind: "money" as never },
      { kind: "kit" as const },
      { item: "riot-shield" },
      { party: { kind: "own region", code: "north" } as const },
      { party: { kind: "region", code: "test" } as const },
      { party: { kind: "region", code: " " } as const },
      { party: null as never },
      { owner: { kind: "role", name: "king" } as const },
      { owner: null as never },
      { stated: digest },
      { direction: "incoming" as const, party: { kind: "own region", code: "test" } as const },
      { direction: "incoming" as const, stated: { sha256: "x", bytes: 1 } },
      { neededAt: after(-1) },
      { deadlineAt: after(31 * 24 * 3600) },
    ])
      given().when(asked(changes)).thenRefused("value.invalid");
    given()
      .when(asked({ kind: "kit", item: "broom" }))
      .thenRefused("code.unknown");
    given()
      .when(asked({ incident: 9 }))
      .thenRefused("incident.unknown");
    given(opened())
      .when(asked({ incident: 1 }))
      .thenEvents({ type: "request.asked", incident: 1 });
    given()
      .when(asked({ words: "x".repeat(4_001) }))
      .thenRefused("limit.text");
  });

  test("where the region names its partners, others are not asked; a partner that it does not name may ask", () => {
    const requestRule = {
      ...standardRequestRule,
      partners: [{ code: "fire", name: "Fire and rescue", accounts: ["blaze"] }],
    };
    givenConfig({ requestRule })
      .when(asked({ party: { kind: "partner", code: "coast" } }))
      .thenRefused("code.unknown")
      .when(incoming({ party: { kind: "partner", code: "coast" } }))
      .thenEvents({ type: "request.asked" });
  });
});

describe("the life-cycle", () => {
  test("from the asking to the release, each step with its own deadline", () => {
    const scenario = given(asked(), wait(60))
      .when(step("receive", { arrived: digest }))
      .thenEvents({
        type: "request.received",
        receipt: "arrived whole",
        arrived: digest,
        deadlineAt: minutes(16),
      })
      .when(answered("provisional", { reason: "if the late shift comes", quantity: 3 }))
      .thenEvents({
        type: "request.answered",
        answer: "provisional",
        quantity: 3,
        deadlineAt: minutes(31),
        text: { reason: "if the late shift comes" },
      })
      .when(answered("accepted", { quantity: 2 }))
      .thenEvents({ type: "request.answered", answer: "accepted", quantity: 2 })
      .when(step("commit", { etaAt: minutes(50) }))
      .thenEvents({
        type: "request.committed",
        quantity: 2,
        etaAt: minutes(50),
        deadlineAt: minutes(31),
      })
      .when(step("set-out"))
      .thenEvents({ type: "request.set-out", etaAt: minutes(50), deadlineAt: minutes(50) })
      .when(step("arrive"))
      .thenEvents({ type: "request.arrived", deadlineAt: minutes(12 * 60 + 1) });
    const end = step("release", { reason: "sent home" });
    scenario
      .when({ ...end, reason: " " } as Command)
      .thenRefused("needs.reason")
      .when(end)
      .thenEvents({ type: "request.released", text: { reason: "sent home" } });
    const { state, isOpen, deadlineAt, promised } = requestOf(scenario.state);
    assert.deepEqual([state, isOpen, deadlineAt, promised], ["released", false, 0, 2]);
  });

  test("a refusal ends it and needs a reason; so does a withdrawal; what ended stays ended", () => {
    given(asked())
      .when(answered("refused"))
      .thenRefused("needs.reason")
      .when(answered("refused", { reason: "none to spare", quantity: 1 }))
      .thenRefused("value.invalid")
      .when(answered("refused", { reason: "none to spare" }))
      .thenEvents(
        { type: "request.received", receipt: "not stated" },
        { type: "request.answered", answer: "refused", quantity: 0, deadlineAt: 0 },
      )
      .when(step("withdraw", { reason: "no" }))
      .thenRefused("request.wrong-state")
      .when(answered("accepted"))
      .thenRefused("request.wrong-state");
    given(asked())
      .when(step("withdraw", { reason: "" }))
      .thenRefused("needs.reason")
      .when(step("withdraw", { reason: "the shift came after all" }))
      .thenEvents({ type: "request.withdrawn" })
      .when(step("extend", { deadlineAt: minutes(10), reason: "later" }))
      .thenRefused("request.wrong-state");
  });

  test("what was accepted or committed can still be refused, with a reason", () => {
    given(asked(), answered("accepted"), step("commit"))
      .when(answered("accepted"))
      .thenRefused("request.wrong-state")
      .when(answered("refused", { reason: "needed at home" }))
      .thenEvents({ type: "request.answered", answer: "refused" });
  });

  test("more than was asked is neither accepted nor committed", () => {
    given(asked())
      .when(answered("accepted", { quantity: 5 }))
      .thenRefused("value.invalid");
    given(asked(), answered("accepted", { quantity: 2 }))
      .when(step("commit", { quantity: 5 }))
      .thenRefused("value.invalid");
  });

  test("no step before its time, of none that is not there, and none before the last", () => {
    given(asked()).when(step("commit")).thenRefused("request.wrong-state");
    given(asked())
      .when(step("release", { reason: "x" }))
      .thenRefused("request.wrong-state");
    given().when(step("receive")).thenRefused("request.unknown");
    given(wait(60), asked())
      .when(late(30, step("receive")))
      .thenRefused("time.before-last-change");
    given(asked())
      .when(step("set-out", { etaAt: after(-5) }))
      .thenRefused("request.wrong-state");
    given(asked(), answered("accepted"))
      .when(step("set-out", { etaAt: after(-5) }))
      .thenRefused("value.invalid");
  });

  test("an owner can be changed, with a reason; the alarm and the deadline stay", () => {
    given(asked())
      .when(step("assign", { owner: { kind: "role", name: "supervisor" }, reason: "handed over" }))
      .thenEvents({ type: "request.assigned", owner: { kind: "role", name: "supervisor" } })
      .when(step("assign", { owner: { kind: "role", name: "supervisor" }, reason: "" }))
      .thenRefused("needs.reason");
  });

  test("a day after its end it leaves the state", () => {
    given(asked(), step("withdraw", { reason: "x" }), wait(86_400))
      .when(dueWork)
      .thenEvents({ type: "request.retired", request: 1 })
      .when(step("receive"))
      .thenRefused("request.unknown");
  });
});

describe("what arrived", () => {
  const receipt = (arrived: object | undefined) =>
    given(asked()).when(step("receive", arrived === undefined ? {} : { arrived }));

  test("equal bytes arrived whole; fewer are a shortened copy, others a changed one; nothing said is not stated", () => {
    receipt(digest).thenEvents({ type: "request.received", receipt: "arrived whole" });
    receipt({ sha256: "cd".repeat(32), bytes: 39 }).thenEvents({
      type: "request.received",
      receipt: "shortened copy",
    });
    for (const bytes of [40, 82])
      receipt({ sha256: "cd".repeat(32), bytes }).thenEvents({
        type: "request.received",
        receipt: "changed copy",
      });
    receipt(undefined).thenEvents({ type: "request.received", receipt: "not stated" });
    receipt({ sha256: "AB", bytes: 40 }).thenRefused("value.invalid");
  });

  test("of what we are asked, the count of this side is taken and no other", () => {
    const other = { sha256: "cd".repeat(32), bytes: 44 };
    given(incoming({ stated: other }))
      .when(step("receive", { arrived: other }))
      .thenRefused("value.invalid")
      .when(step("receive"))
      .thenEvents({ type: "request.received", receipt: "shortened copy", arrived: digest });
  });
});

describe("an escort that a partner asks for", () => {
  const sign = (state: RegionState) => requestOf(state).escort;

  test("is acknowledged within the minute, or shown not acknowledged; after five minutes there is none", () => {
    const scenario = given()
      .when(incoming({ deadlineAt: minutes(60) }))
      .thenEvents({ type: "request.asked", deadlineAt: after(60) });
    assert.equal(sign(scenario.state), "waiting");
    scenario.twin.wait(60);
    scenario
      .when(dueWork)
      .thenEvents({ type: "request.escalated", at: after(60) }, { type: "alarm.raised" });
    assert.equal(sign(scenario.state), "not acknowledged");
    const received = scenario
      .when(step("receive"))
      .thenEvents({ type: "request.received", deadlineAt: after(300) }, { type: "alarm.ended" });
    assert.equal(sign(received.state), "acknowledged");
    scenario.twin.wait(240);
    scenario
      .when(dueWork)
      .thenEvents(
        { type: "request.unmet", at: after(300) },
        { type: "request.escalated", at: after(300) },
        { type: "alarm.raised" },
      );
    assert.equal(sign(scenario.state), "no escort");
    scenario
      .when(answered("accepted"))
      .thenEvents({ type: "request.answered" }, { type: "alarm.ended" });
    assert.equal(sign(scenario.state), "escort");
  });

  test("with one that is accepted in time it is never said that there is none; a refusal says it at once", () => {
    const accepted = given(incoming(), wait(30), answered("accepted"), wait(400));
    accepted.when(dueWork).thenEvents();
    assert.equal(sign(accepted.state), "escort");
    const refused = given(incoming(), answered("refused", { reason: "nobody" }), wait(400));
    refused.when(dueWork).thenEvents();
    assert.equal(sign(refused.state), "no escort");
    const condition = given(incoming(), wait(30), answered("provisional", { reason: "perhaps" }));
    assert.equal(sign(condition.state), "acknowledged");
    condition.twin.wait(270);
    condition.when(dueWork).thenEvents({ type: "request.unmet" });
    assert.equal(sign(given(asked({ kind: "escort" })).state), null);
  });

  test("the region sets both times", () => {
    const escort = { acknowledgeSeconds: 10, unmetSeconds: 20 };
    givenConfig({ requestRule: { ...standardRequestRule, escort } }, incoming(), wait(20))
      .when(dueWork)
      .thenEvents(
        { type: "request.escalated", at: after(10) },
        { type: "alarm.raised" },
        { type: "request.unmet", at: after(20) },
      );
  });
});

describe("escalation", () => {
  test("step by step along the chain, at the deadline, each with an alarm of its own", () => {
    given(asked(), wait(299)).when(dueWork).thenEvents();
    const scenario = given(asked(), wait(300))
      .when(dueWork)
      .thenEvents(
        {
          type: "request.escalated",
          at: minutes(5),
          state: "asked",
          deadlineAt: minutes(5),
          step: 1,
          to: "dispatcher",
        },
        { type: "alarm.raised", kind: "request overdue", subject: 1, at: minutes(5) },
      )
      .when({ type: "alarm.acknowledge", alarm: 1 })
      .thenRefused("alarm.must-be-acted-on");
    scenario.twin.wait(1_200);
    scenario
      .when(dueWork)
      .thenEvents(
        { type: "alarm.ended", alarm: 1 },
        { type: "request.escalated", at: minutes(10), step: 2, to: "supervisor" },
        { type: "alarm.raised", alarm: 2 },
        { type: "alarm.ended", alarm: 2 },
        { type: "request.escalated", at: minutes(20), step: 3, to: "overseer" },
        { type: "alarm.raised", alarm: 3 },
      );
    scenario.twin.wait(10 * 86_400);
    // At the end of the chain the alarm stays until somebody acts, however long that takes.
    scenario.when(dueWork).thenEvents();
    assert.equal(requestOf(scenario.state).escalatedTo, "overseer");
    scenario
      .when(step("receive"))
      .thenEvents({ type: "request.received" }, { type: "alarm.ended", alarm: 3 });
  });

  test("every state has a deadline: what was committed and never came escalates too", () => {
    given(asked(), answered("accepted"), step("commit"), step("set-out"), wait(3_600))
      .when(dueWork)
      .thenEvents(
        { type: "request.escalated", state: "on the way", step: 1 },
        { type: "alarm.raised" },
      );
    given(asked(), answered("accepted"), step("arrive"), wait(12 * 3600))
      .when(dueWork)
      .thenEvents(
        { type: "request.escalated", state: "arrived", step: 1 },
        { type: "alarm.raised" },
      );
  });

  test("another deadline ends the alarm and starts anew; it is a person's, with a reason", () => {
    given(asked(), wait(300), dueWork)
      .when(step("extend", { deadlineAt: minutes(30), reason: "they are on the phone" }))
      .thenEvents({ type: "request.extended", deadlineAt: minutes(30) }, { type: "alarm.ended" })
      .when(step("extend", { deadlineAt: minutes(4), reason: "in the past" }))
      .thenRefused("value.invalid");
  });

  test("a chain that became shorter meanwhile goes on with its last", () => {
    const [first] = standardRequestRule.chain;
    const configured: Command = {
      type: "region.configure",
      config: { ...given().state.policy!.config, requestRule: { ...standardRequestRule, chain: [first] } }, // prettier-ignore
    };
    given(asked(), wait(600), dueWork, configured, wait(600))
      .when(dueWork)
      .thenEvents(
        { type: "alarm.ended" },
        { type: "request.escalated", step: 3, to: "dispatcher" },
        { type: "alarm.raised" },
      );
  });
});

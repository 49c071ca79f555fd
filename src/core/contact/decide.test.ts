import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  after,
  answered,
  configured,
  given,
  givenNothing,
  late,
  opened,
  ringing,
  somewhere,
  wait,
} from "../../testing/core/scenario.ts";
import { limits } from "../limits.ts";
import { findContactRow } from "../state/region-state.ts";
import { contactStates } from "../vocabulary.ts";

describe("contact.receive", () => {
  test("a call rings; a number makes it one that can be called back", () => {
    given()
      .when({
        type: "contact.receive",
        channel: "call",
        callerNumber: "01632 960001",
        words: "a crash",
      })
      .thenEvents({
        type: "contact.received",
        contact: 1,
        channel: "call",
        callBack: true,
        location: null,
        text: { callerNumber: "01632 960001", words: "a crash" },
        at: after(0),
        entered: after(0),
      });
  });

  test("without words there is no text at all, and a blank number is none", () => {
    given()
      .when({ type: "contact.receive", channel: "web", location: somewhere })
      .thenEvents({ type: "contact.received", callBack: false, location: somewhere });
    const { outcome } = given().when({ type: "contact.receive", channel: "text" });
    assert.equal("text" in outcome.events[0], false);
    given()
      .when({ type: "contact.receive", channel: "call", callerNumber: "  " })
      .thenEvents({ type: "contact.received", callBack: false });
  });

  test("numbers go up by one", () => {
    given(ringing, ringing).when(ringing).thenEvents({ type: "contact.received", contact: 3 });
  });

  test("refusals", () => {
    const words = "w".repeat(limits.noteLength + 1);
    given().when({ type: "contact.receive", channel: "call", words }).thenRefused("limit.text");
    const nowhere = { state: "approximate", latE7: 0, lonE7: 0, radiusM: 0 } as const;
    given()
      .when({ type: "contact.receive", channel: "call", location: nowhere })
      .thenRefused("value.invalid");
    givenNothing().when(ringing).thenRefused("config.missing");
  });
});

describe("contact.answer", () => {
  test("somebody takes it", () => {
    given(ringing, wait(4))
      .when({ type: "contact.answer", contact: 1 })
      .thenEvents({ type: "contact.answered", contact: 1, at: after(4) });
  });

  test("an answer ends the alarm that it came too late for", () => {
    given(ringing, wait(11), { type: "due.work" })
      .when({ type: "contact.answer", contact: 1 })
      .thenEvents({ type: "alarm.ended", alarm: 1 }, { type: "contact.answered" });
  });

  test("refusals", () => {
    given().when({ type: "contact.answer", contact: 1 }).thenRefused("contact.unknown");
    given(...answered())
      .when({ type: "contact.answer", contact: 1 })
      .thenRefused("contact.wrong-state");
    given(wait(60), ringing)
      .when(late(10, { type: "contact.answer", contact: 1 }))
      .thenRefused("time.before-last-change");
  });
});

describe("contact.abandon", () => {
  test("with a number it is due to be called back, without one to be traced", () => {
    given(ringing)
      .when({ type: "contact.abandon", contact: 1 })
      .thenEvents({ type: "contact.abandoned", contact: 1, dueAt: after(600) });
    given({ type: "contact.receive", channel: "call" })
      .when({ type: "contact.abandon", contact: 1 })
      .thenEvents({ type: "contact.abandoned", dueAt: after(1800) });
  });

  test("it is work: past its due time it alarms until somebody acts", () => {
    given(ringing, { type: "contact.abandon", contact: 1 }, wait(601))
      .when({ type: "due.work" })
      .thenEvents({
        type: "alarm.raised",
        kind: "call-back due",
        subject: 1,
        at: after(600),
        entered: after(601),
      });
  });

  test("an answered contact that nothing is made of alarms as such: nobody is to be called back", () => {
    given(ringing, { type: "contact.answer", contact: 1 }, wait(1801))
      .when({ type: "due.work" })
      .thenEvents({ type: "alarm.raised", kind: "contact still open", subject: 1 });
    given(ringing, { type: "contact.answer", contact: 1 }, wait(1801), { type: "due.work" })
      .when({ type: "contact.abandon", contact: 1 })
      .thenEvents({ type: "alarm.ended" }, { type: "contact.abandoned", contact: 1 });
  });

  test("refusals", () => {
    given().when({ type: "contact.abandon", contact: 7 }).thenRefused("contact.unknown");
    given(ringing, { type: "contact.abandon", contact: 1 })
      .when({ type: "contact.abandon", contact: 1 })
      .thenRefused("contact.wrong-state");
    given(ringing, wait(60), { type: "contact.answer", contact: 1 })
      .when(late(30, { type: "contact.abandon", contact: 1 }))
      .thenRefused("time.before-last-change");
  });
});

describe("contact.describe", () => {
  test("what the caller says, piece by piece", () => {
    given(...answered())
      .when({
        type: "contact.describe",
        contact: 1,
        incidentType: "fight",
        location: somewhere,
        place: "bridge",
      })
      .thenEvents({
        type: "contact.described",
        contact: 1,
        callBack: true,
        incidentType: "fight",
        location: somewhere,
        text: { place: "bridge" },
      });
  });

  test("a number taken away is one that can not be called back", () => {
    given(...answered())
      .when({ type: "contact.describe", contact: 1, callerNumber: "" })
      .thenEvents({
        type: "contact.described",
        callBack: false,
        incidentType: null,
        location: null,
      });
  });

  test("refusals", () => {
    const ended = [...answered(), { type: "contact.end", contact: 1, outcome: "hoax" }] as const;
    given(...ended)
      .when({ type: "contact.describe", contact: 1 })
      .thenRefused("contact.wrong-state");
    given().when({ type: "contact.describe", contact: 1 }).thenRefused("contact.unknown");
    given(ringing)
      .when({ type: "contact.describe", contact: 1, incidentType: "no-such-type" })
      .thenRefused("code.unknown");
    given(ringing)
      .when({ type: "contact.describe", contact: 1, callerName: "n".repeat(limits.nameLength + 1) })
      .thenRefused("limit.text");
    given(ringing)
      .when({ type: "contact.describe", contact: 1, location: { ...somewhere, latE7: 91e7 } })
      .thenRefused("value.invalid");
  });
});

describe("contact.call-back", () => {
  const abandoned = [ringing, { type: "contact.abandon", contact: 1 }, wait(100)] as const;

  test("nobody answers: the next attempt is due", () => {
    given(...abandoned)
      .when({ type: "contact.call-back", contact: 1, result: "no answer" })
      .thenEvents({
        type: "contact.called-back",
        contact: 1,
        result: "no answer",
        dueAt: after(700),
      });
  });

  test("reached: it is an answered contact, and the clock of an incident from it starts then", () => {
    given(...abandoned)
      .when({ type: "contact.call-back", contact: 1, result: "reached" })
      .thenEvents({ type: "contact.called-back", result: "reached", dueAt: after(1900) })
      .when(opened("priority", { contact: 1 }))
      .thenEvents(
        { type: "incident.opened", clockAt: after(100) },
        { type: "contact.linked" },
        { type: "no-unit.began", incident: 1 },
        { type: "alarm.raised", kind: "no unit" },
      );
  });

  test("who was answered before keeps the earlier clock", () => {
    given(...answered(), wait(5), { type: "contact.abandon", contact: 1 }, wait(50))
      .when({ type: "contact.call-back", contact: 1, result: "reached" })
      .thenEvents({ type: "contact.called-back" })
      .when(opened("resolution", { contact: 1 }))
      .thenEvents({ type: "incident.opened", clockAt: after(0) }, { type: "contact.linked" });
  });

  test("refusals", () => {
    const callBack = { type: "contact.call-back", contact: 1, result: "engaged" } as const;
    given().when(callBack).thenRefused("contact.unknown");
    given(...answered())
      .when(callBack)
      .thenRefused("contact.wrong-state");
    const often = Array.from({ length: limits.callBackAttempts }, () => callBack);
    given(...abandoned, ...often)
      .when(callBack)
      .thenRefused("contact.wrong-state");
  });
});

describe("contact.link and contact.unlink", () => {
  const two = [
    ...answered(1),
    ...answered(2).map((step) => ({ ...step, ...("contact" in step ? { contact: 2 } : {}) })),
  ];
  const link = { type: "contact.link", contact: 2, incident: 1 } as const;

  test("a person joins a second caller to an incident", () => {
    given(...two, opened("resolution", { contact: 1 }))
      .when(link)
      .thenEvents({ type: "contact.linked", contact: 2, incident: 1 });
  });

  test("it leaves again, and is open work with a due time", () => {
    given(...two, opened("resolution", { contact: 1 }), link, wait(30))
      .when({ type: "contact.unlink", contact: 2 })
      .thenEvents({ type: "contact.unlinked", contact: 2, incident: 1, dueAt: after(630) });
  });

  test("joining and leaving can be undone both ways, also for the first contact, from any place in the list", () => {
    const scenario = given(
      ...two,
      ringing,
      { type: "contact.answer", contact: 3 },
      opened("resolution", { contact: 1 }),
    );
    const contactsOf = (): number[] => {
      const { contacts, incidents } = scenario.state.columns;
      const numbers: number[] = [];
      for (let row = incidents.firstContact[0]; row >= 0; row = contacts.next[row])
        numbers.push(contacts.number[row]);
      return numbers.toSorted((a, b) => a - b);
    };
    const { twin } = scenario;
    twin.do(link);
    twin.do({ ...link, contact: 3 });
    assert.deepEqual(contactsOf(), [1, 2, 3]);
    for (const contact of [2, 1, 3]) {
      twin.do({ type: "contact.unlink", contact });
      assert.deepEqual(
        contactsOf(),
        [1, 2, 3].filter((each) => each !== contact),
      );
      twin.do({ ...link, contact });
      assert.deepEqual(contactsOf(), [1, 2, 3]);
    }
    for (const contact of [1, 2, 3]) twin.do({ type: "contact.unlink", contact });
    assert.deepEqual(contactsOf(), []);
    const states = twin.state.columns.contacts.state;
    for (const contact of [1, 2, 3])
      assert.equal(states[findContactRow(twin.state, contact)], contactStates.code.answered);
  });

  test("whom nobody has spoken to is due to be called back again after joining by mistake", () => {
    const { twin } = given(
      ...two,
      ringing,
      { type: "contact.abandon", contact: 3 },
      opened("resolution"),
    );
    twin.do({ ...link, contact: 3 });
    twin.do({ type: "contact.unlink", contact: 3 });
    twin.do({ type: "contact.call-back", contact: 3, result: "no answer" });
    const row = findContactRow(twin.state, 3);
    assert.equal(twin.state.columns.contacts.state[row], contactStates.code.abandoned);
  });

  test("who was answered, lost and joined by mistake comes back as one to be called back", () => {
    const lost = [
      ...two,
      wait(20),
      { type: "contact.abandon", contact: 2 },
      opened("resolution", { contact: 1 }),
      wait(10),
    ] as const;
    const { outcome, twin } = given(...lost, link, wait(30)).when({
      type: "contact.unlink",
      contact: 2,
    });
    assert.deepEqual(
      outcome.events.map((event) => [event.type, "dueAt" in event ? event.dueAt : 0]),
      [
        ["contact.unlinked", after(660)],
        ["contact.abandoned", after(660)],
      ],
    );
    twin.do({ type: "contact.call-back", contact: 2, result: "reached" });
    twin.do(link);
    const again = twin.do({ type: "contact.unlink", contact: 2 });
    assert.deepEqual(
      again.events.map(({ type }) => type),
      ["contact.unlinked"],
    );
    given(...lost, opened("resolution", { contact: 2 }))
      .when({ type: "contact.unlink", contact: 2 })
      .thenEvents(
        { type: "contact.unlinked", incident: 2 },
        { type: "contact.abandoned", contact: 2 },
      );
  });

  test("an older log that has the unlinking alone means what it meant: an answered contact", () => {
    const entered = { at: after(50), entered: after(50), by: "amber" };
    const { state } = given(
      ...two,
      { type: "contact.abandon", contact: 2 },
      opened("resolution", { contact: 1 }),
      link,
      wait(50),
      { ...entered, type: "contact.unlinked", contact: 2, incident: 1, dueAt: after(650) },
    );
    const row = findContactRow(state, 2);
    assert.equal(state.columns.contacts.state[row], contactStates.code.answered);
  });

  test("linking ends the alarm of a call-back", () => {
    given(
      ...two,
      opened("resolution", { contact: 1 }),
      { type: "contact.abandon", contact: 2 },
      wait(601),
      { type: "due.work" },
    )
      .when(link)
      .thenEvents({ type: "alarm.ended" }, { type: "contact.linked" });
  });

  test("refusals", () => {
    given().when(link).thenRefused("contact.unknown");
    given(...two)
      .when(link)
      .thenRefused("incident.unknown");
    given(ringing, ringing, opened("resolution")).when(link).thenRefused("contact.wrong-state");
    given(...two, opened("resolution"), link)
      .when(link)
      .thenRefused("contact.already-linked");
    const closed = { type: "incident.close", incident: 1, result: "done" } as const;
    given(...two, opened("resolution"), closed)
      .when(link)
      .thenRefused("incident.closed");
    const unlink = { type: "contact.unlink", contact: 1 } as const;
    given().when(unlink).thenRefused("contact.unknown");
    given(...two)
      .when(unlink)
      .thenRefused("contact.not-linked");
    given(...two, opened("resolution", { contact: 1 }), closed)
      .when(unlink)
      .thenRefused("incident.closed");
  });
});

describe("contact.end", () => {
  test("it ends with an outcome and leaves the operational state after a while", () => {
    given(...answered())
      .when({ type: "contact.end", contact: 1, outcome: "advice given" })
      .thenEvents({ type: "contact.ended", contact: 1, outcome: "advice given" });
    given(
      configured({ retireSeconds: 60 }),
      ...answered(),
      { type: "contact.end", contact: 1, outcome: "hoax" },
      wait(60),
    )
      .when({ type: "due.work" })
      .thenEvents({ type: "contact.retired", contact: 1, at: after(60) })
      .when({ type: "contact.answer", contact: 1 })
      .thenRefused("contact.unknown");
  });

  test("refusals", () => {
    const end = { type: "contact.end", contact: 1, outcome: "hoax" } as const;
    given().when(end).thenRefused("contact.unknown");
    given(ringing).when(end).thenRefused("contact.wrong-state");
    given(...answered(), end)
      .when(end)
      .thenRefused("contact.wrong-state");
  });
});

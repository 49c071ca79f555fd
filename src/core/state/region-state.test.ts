import assert from "node:assert/strict";
import * as fc from "fast-check";
import { describe, test } from "node:test";
import { beginShift, intentArbitrary, live } from "../../testing/core/random-command.ts";
import type { Intent } from "../../testing/core/random-choice.ts";
import {
  barricade,
  closureReported,
  configured,
  given,
  onDuty,
  opened,
  planned,
  registeredPerson,
  ringing,
  sent,
  progressed,
} from "../../testing/core/scenario.ts";
import { listStateFaults } from "../../testing/core/state-faults.ts";
import { testStart, Twin } from "../../testing/core/twin.ts";
import { decide } from "../decide.ts";
import { evolve } from "../evolve.ts";
import { hashState } from "./hash.ts";
import { forkState, growState, makeRegionState, noFacts } from "./region-state.ts";
import { foldVersion } from "./fold-version.ts";
import { encodeSnapshot, findSnapshotState } from "./snapshot.ts";

const histories = fc.array(intentArbitrary, { minLength: 1, maxLength: 60, size: "max" });

function lived(intents: readonly Intent[]): Twin {
  const twin = new Twin();
  beginShift(twin);
  for (const intent of intents) live(twin, intent);
  return twin;
}

describe("growth", () => {
  test("a table that grows keeps every fact: the fingerprint stays, and so do all invariants", () => {
    fc.assert(
      fc.property(histories, (intents) => {
        const { state } = lived(intents);
        const before = hashState(state);
        for (const table of ["units", "contacts", "incidents", "allocations", "alarms"] as const) {
          growState(state, table);
          assert.equal(hashState(state), before, table);
          assert.deepEqual(listStateFaults(state), [], table);
        }
      }),
      { numRuns: 20 },
    );
  });

  test("small tables grow while commands run, and end as large ones do", () => {
    const small = makeRegionState({
      units: 1,
      contacts: 1,
      incidents: 1,
      allocations: 1,
      alarms: 1,
    });
    const calls = Array.from({ length: 20 }, () => [ringing, opened("immediate")]).flat();
    const { events, state } = given(
      ...calls,
      ...onDuty("A1", "B1", "C1"),
      sent(0),
      sent(1, 2),
    ).twin;
    for (const event of events) evolve(small, event);
    assert.equal(hashState(small), hashState(state));
    assert.deepEqual(listStateFaults(small), []);
    assert.ok(small.capacities.contacts >= 20 && small.capacities.alarms >= 20);
  });
});

describe("rows and numbers", () => {
  test("rows are used again after retirement, numbers never", () => {
    const { twin } = given(configured({ retireSeconds: 60 }), ...onDuty("A1"));
    const numbers = new Set<number>();
    for (let round = 0; round < 300; round += 1) {
      const { made } = twin.do(ringing);
      const contact = made.contact ?? 0;
      twin.do({ type: "contact.answer", contact });
      const incident = twin.do(opened("immediate", { contact })).made.incident ?? 0;
      assert.ok(!numbers.has(incident) && contact === round + 1);
      numbers.add(incident);
      for (const step of [
        sent(0, incident),
        progressed(0, "at scene"),
        { type: "unit.clear", unit: 0 } as const,
      ])
        twin.do(step);
      twin.do({ type: "incident.close", incident, result: "done" });
      twin.wait(30);
      twin.do({ type: "due.work" });
    }
    const { head } = twin.state.columns;
    assert.ok(head.incidentRows[0] <= 4 && head.contactRows[0] <= 4 && head.allocationRows[0] <= 4);
    assert.equal(twin.state.capacities.incidents, 256);
  });

  test("one contact that stays open for ever holds one row, not the numbers after it", () => {
    const { twin } = given(configured({ retireSeconds: 1 }), ringing);
    const { state } = twin;
    const context = { now: testStart, at: testStart, by: "amber" };
    for (let round = 0; round < 5_000; round += 1) {
      const now = testStart + round * 2_000_000;
      const ask = (command: Parameters<typeof decide>[1]) =>
        decide(state, command, { ...context, now, at: now });
      const decision = ask(ringing);
      assert.ok(decision.refusal === undefined);
      const contact = decision.made.contact ?? 0;
      ask({ type: "contact.answer", contact });
      ask({ type: "contact.end", contact, outcome: "hoax" });
      ask({ type: "due.work" });
    }
    assert.equal(state.capacities.contactIndex, 512);
    assert.ok(state.columns.head.heldContacts[0] <= 4);
    assert.deepEqual(listStateFaults(state), []);
  });
});

describe("forks and snapshots", () => {
  test("a fork lives on without the state it came from, and the other way round", () => {
    fc.assert(
      fc.property(histories, histories, (first, second) => {
        const twin = lived(first);
        const before = hashState(twin.state);
        const fork = forkState(twin.state);
        const forked = hashState(fork);
        for (const event of lived(second).events)
          if (event.type === "contact.received")
            decide(fork, ringing, { now: twin.now, at: twin.now, by: "fork" });
        assert.equal(hashState(twin.state), before, "the fork changed its origin");
        const again = forkState(twin.state);
        for (const intent of second) live(twin, intent);
        assert.equal(hashState(again), forked, "the origin changed its fork");
      }),
      { numRuns: 15 },
    );
  });

  test("through a snapshot and back it is the same state, and lives on as the same", () => {
    fc.assert(
      fc.property(histories, histories, (first, second) => {
        const twin = lived(first);
        const restored = findSnapshotState(encodeSnapshot(twin.folded));
        assert.ok(restored !== undefined);
        assert.equal(hashState(restored), hashState(twin.state));
        assert.deepEqual(restored.text?.unitOfCallSign, twin.state.text?.unitOfCallSign);
        twin.folded = restored;
        for (const intent of second) live(twin, intent);
      }),
      { numRuns: 30 },
    );
  });

  test("bytes that are no snapshot of this program are not read", () => {
    const bytes = encodeSnapshot(given(ringing).state);
    // Not a TextDecoder's "latin1": that is windows-1252, which turns some bytes into other numbers.
    const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
    const changed = (from: string, to: string): Uint8Array =>
      Uint8Array.from(text.replace(from, to), (c) => c.charCodeAt(0));
    assert.notEqual(findSnapshotState(changed("", "")), undefined);
    assert.equal(findSnapshotState(changed("MUSTERS1", "MUSTERS2")), undefined);
    assert.equal(findSnapshotState(changed('"layout":"', '"layout":"0')), undefined);
    assert.equal(
      findSnapshotState(changed(`"fold":${foldVersion}`, `"fold":${foldVersion - 1}`)),
      undefined,
    );
    assert.equal(findSnapshotState(changed("{", "[")), undefined);
    assert.equal(
      findSnapshotState(changed('"capacities":{', '"capacities":{"units":1,')),
      undefined,
    );
    for (const length of [0, 7, 11, 20, bytes.length - 1])
      assert.equal(findSnapshotState(bytes.subarray(0, length)), undefined, `${length} bytes`);
    const empty = makeRegionState({}, false);
    const again = findSnapshotState(encodeSnapshot(empty));
    assert.ok(again !== undefined && again.text === undefined && again.policy === undefined);
  });
});

test("the fingerprint sees a change in any column of a used row, in the words and in the policy", () => {
  const emergency = { type: "unit.raise-emergency", unit: 0 } as const;
  const party = { kind: "partner", code: "fire" } as const;
  const warned = { type: "warning.issue", roles: ["dispatcher"], words: "w" } as const;
  const asked = { type: "request.ask", direction: "outgoing", kind: "people", quantity: 1, party } as const; // prettier-ignore
  const { twin } = given(...onDuty("A1"), ringing, opened("immediate"), sent(0), emergency, closureReported(), registeredPerson("N1"), planned({ unit: 0 }, 3600, 7200), asked, warned, { type: "item.register", code: "K1", kind: "key" }, { type: "item.issue", item: 0, person: 0 }); // prettier-ignore
  const { state } = twin;
  const before = hashState(state);
  const shapes = state.closureShapes;
  state.closureShapes = [{ ...barricade, kind: "stretch" }];
  assert.notEqual(hashState(state), before);
  state.closureShapes = shapes;
  const { facts } = state;
  state.facts = noFacts;
  assert.notEqual(hashState(state), before);
  state.facts = facts;
  const unseen: string[] = [];
  for (const [table, columns] of Object.entries(state.columns))
    for (const [name, column] of Object.entries(columns)) {
      if (name === "heap" || name === "heapIndex" || table.endsWith("Index")) continue;
      const kept = column[0];
      column[0] = kept + 1;
      if (hashState(state) === before) unseen.push(`${table}.${name}`);
      column[0] = kept;
    }
  assert.deepEqual(unseen, []);
  assert.equal(hashState(state), before);
  state.text?.incidents
    .get(1)
    ?.notes.push({ note: 1, at: 1, enteredAt: 1, by: "a", text: "x", struck: undefined });
  assert.notEqual(hashState(state), before);
});

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  answered,
  closureReported,
  given,
  onDuty,
  opened,
  planned,
  registered,
  registeredPerson,
  ringing,
  sent,
} from "../testing/core/scenario.ts";
import type { Scenario } from "../testing/core/scenario.ts";
import type { Command } from "./commands.ts";
import { decide } from "./decide.ts";
import { limits } from "./limits.ts";
import type { RefusalCode } from "./refusal.ts";
import { hashState } from "./state/hash.ts";

/** Pretends that a counter stands at its limit, and asks. */
function atLimit(
  scenario: Scenario,
  pretend: () => void,
  command: Command,
  code: RefusalCode,
): void {
  const { state, twin } = scenario;
  pretend();
  const before = hashState(state);
  const decision = decide(state, command, { now: twin.now, at: twin.now, by: "amber" });
  assert.equal(decision.refusal?.code, code);
  assert.equal(hashState(state), before);
}

describe("at a limit the command is refused and changes nothing", () => {
  const scene = given(...onDuty("A1"), ...answered(), opened());
  const { head, incidents } = scene.state.columns;
  const note: Command = { type: "incident.note", incident: 1, note: "x" };
  const link: Command = { type: "contact.link", contact: 1, incident: 1 };
  const cases: readonly [RefusalCode, () => Int32Array | Int16Array, number, Command][] = [
    ["limit.contacts", () => head.heldContacts, limits.contacts, ringing],
    ["limit.incidents", () => head.heldIncidents, limits.incidents, opened()],
    ["limit.allocations", () => head.heldAllocations, limits.allocations, sent(0)],
    [
      "limit.allocations-per-incident",
      () => incidents.allocations,
      limits.allocationsPerIncident,
      sent(0),
    ],
    ["limit.units", () => head.units, limits.units, registered("B1")],
    ["limit.closures", () => head.heldClosures, limits.closures, closureReported()],
    ["limit.people", () => head.people, limits.people, registeredPerson("N1")],
    ["limit.shifts", () => head.heldShifts, limits.shifts, planned({ unit: 0 }, 60, 120)],
    ["limit.notes", () => incidents.notes, limits.notesPerIncident, note],
    ["limit.contacts-per-incident", () => incidents.contacts, limits.contactsPerIncident, link],
  ];
  for (const [code, column, limit, command] of cases)
    test(code, () => {
      const kept = column()[0];
      try {
        atLimit(scene, () => (column()[0] = limit), command, code);
      } finally {
        column()[0] = kept;
      }
      assert.equal(
        decide(scene.state, note, { now: scene.twin.now, at: scene.twin.now, by: "amber" }).refusal,
        undefined,
      );
    });

  test("limit.shifts-of-one", () => {
    const days = Array.from({ length: limits.shiftsOfOne }, (_, day) =>
      planned({ unit: 0 }, day * 1_000 + 60, day * 1_000 + 900),
    );
    const full = given(registered("A1"), ...days.slice(0, 3));
    for (const command of days.slice(3)) {
      const { twin } = full;
      const context = { now: twin.now, at: twin.now, by: "amber" };
      assert.equal(decide(full.state, command, context).refusal, undefined);
    }
    atLimit(full, () => {}, planned({ unit: 0 }, 900_000, 900_060), "limit.shifts-of-one");
  });

  test("limits fit the columns that count them", () => {
    assert.ok(
      limits.notesPerIncident < 2 ** 15 && limits.unitsPerCommand * 2 < limits.reviewEvents * 4,
    );
    assert.ok(
      limits.callBackAttempts < 256 &&
        limits.stackedPerUnit < 256 &&
        limits.recommendationOptions < 256,
    );
    assert.ok(
      limits.incidentTypes < 2 ** 15 && limits.areas < 2 ** 15 && limits.statusLabels < 2 ** 15,
    );
    assert.ok(limits.units < 2 ** 15, "units of one incident fit its columns");
    assert.ok(limits.needs <= 32 && limits.skills <= 32 && limits.hazards <= 32);
    assert.ok(
      limits.alarms >= limits.contacts + limits.closures + 2 * limits.incidents + 2 * limits.units,
    );
    assert.ok(limits.crew < 256 && limits.stations < 2 ** 15);
    assert.ok(limits.vehicleClasses <= 8, "a byte holds the classes a closure stops");
  });
});

/**
 * The edge's schemas and the core's types are the same shape (the compiler proves it; here is that the proof can fail),
 * every command the core knows has a schema, and nothing a client must not say gets through.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { authority } from "../core/authority.ts";
import { serverCommands } from "../core/commands.ts";
import { roomConfig } from "../testing/control-room.ts";
import { aidPostProof } from "./aid-schema.ts";
import { commandProof, commandSchema } from "./command-schema.ts";
import { regionConfigProof, regionConfigSchema } from "./region-config-schema.ts";
import type { Same } from "./same.ts";

test("the proofs hold, and would not for shapes that differ", () => {
  assert.deepEqual([commandProof, regionConfigProof, aidPostProof], [true, true, true]);
  const same: Same<{ readonly a: readonly number[]; b?: string }, { a: number[]; b?: string }> =
    true;
  // @ts-expect-error a member is optional on one side only
  const optional: Same<{ a?: number }, { a: number }> = true;
  // @ts-expect-error an optional member is missing on one side
  const missing: Same<{ a: number; b?: string }, { a: number }> = true;
  // @ts-expect-error a member has another type
  const other: Same<{ a: "x" | "y" }, { a: "x" }> = true;
  // @ts-expect-error a case of a union is missing
  const union: Same<{ t: 1 } | { t: 2 }, { t: 1 }> = true;
  assert.ok([same, optional, missing, other, union].every(Boolean));
});

test("every command of the core has a schema, but not those that only the server gives", () => {
  const known = commandSchema.options.map((option) => option.shape.type.value);
  const ofServer: readonly string[] = serverCommands;
  const expected = Object.keys(authority).filter((type) => !ofServer.includes(type));
  assert.deepEqual(known.toSorted(), expected.toSorted());
});

test("what a client must not say is refused", () => {
  const send = { type: "unit.send", incident: 1, units: [0] };
  assert.equal(commandSchema.safeParse(send).success, true);
  const refused = [
    { ...send, recommendation: null },
    { type: "due.work" },
    { type: "absence.pool", regions: ["north", "south"] },
    {
      type: "unit.record-travel",
      unit: 0,
      incident: 1,
      source: "osrm",
      version: "",
      fromLatE7: 0,
      fromLonE7: 0,
      toLatE7: 0,
      toLonE7: 0,
      travelSeconds: 1,
      distanceM: 1,
    },
    { ...send, units: ["0"] },
    { ...send, incident: 1.5 },
    { ...send, surplus: 1 },
    { type: "alarm.shelve", alarm: 1, until: Number.MAX_VALUE, reason: "x" },
    { type: "incident.note", incident: 1, note: "x".repeat(10_001) },
  ];
  for (const command of refused)
    assert.equal(
      commandSchema.safeParse(command).success,
      false,
      JSON.stringify(command).slice(0, 80),
    );
});

test("the shipped configuration fits its schema; one with a wrong part does not", () => {
  const config = roomConfig();
  assert.deepEqual(regionConfigSchema.parse(config), config);
  for (const wrong of [
    { ...config, id: "No Spaces" },
    { ...config, areas: {} },
    { ...config, surplus: 1 },
  ]) {
    assert.equal(regionConfigSchema.safeParse(wrong).success, false);
  }
});

test("no reason for an absence, a cancelled plan or a going off duty gets in", () => {
  for (const command of [
    { type: "shift.mark-absent", shift: 1 },
    { type: "shift.cancel", shift: 1 },
    { type: "shift.amend", shift: 1, crew: 1 },
    { type: "person.book-off", person: 0 },
  ]) {
    assert.ok(commandSchema.safeParse(command).success, command.type);
    for (const field of ["reason", "note", "text"])
      assert.ok(!commandSchema.safeParse({ ...command, [field]: "ill" }).success, command.type);
  }
});

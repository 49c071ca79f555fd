import assert from "node:assert/strict";
import { test } from "node:test";
import type { CoreEvent } from "../../core/events.ts";
import { isTurning } from "./turning.ts";

test("levels, shifts, who is there, recalls and lent units make a new forecast; calls and sends do not", () => {
  const types = (list: readonly CoreEvent["type"][], wanted: boolean): void => {
    for (const type of list) assert.equal(isTurning({ type }), wanted, type);
  };
  types(["level.decided", "shift.planned", "shift.marked-late", "shift.marked-absent"], true);
  types(["person.recalled", "recall.answered", "recall.ended", "unit.booked-on"], true);
  types(["aid.unit-lent", "aid.unit-arrived", "aid.unit-recalled"], true);
  types(["incident.opened", "unit.allocated", "level.proposed", "shift.retired"], false);
});

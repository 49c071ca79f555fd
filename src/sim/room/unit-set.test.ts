import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { UnitSet } from "./unit-set.ts";

test("a unit set holds what a set holds, whatever is added and removed", () => {
  const step = fc.record({ unit: fc.nat(19), adds: fc.boolean() });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 100 }), (steps) => {
      const units = new UnitSet(20);
      const model = new Set<number>();
      for (const { unit, adds } of steps) {
        if (adds) units.add(unit);
        else units.remove(unit);
        if (adds) model.add(unit);
        else model.delete(unit);
        const members = Array.from({ length: units.size }, (_, place) => units.at(place));
        assert.deepEqual(
          members.toSorted((a, b) => a - b),
          [...model].toSorted((a, b) => a - b),
        );
      }
    }),
  );
});

import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { beginShift, intentArbitrary, live } from "../../testing/core/random-command.ts";
import { closureConfirmed, closureReported, given, wait } from "../../testing/core/scenario.ts";
import { Twin } from "../../testing/core/twin.ts";
import type { CoreEvent } from "../events.ts";
import { evolve } from "../evolve.ts";
import { makeRegionState } from "../state/region-state.ts";
import {
  closuresVersionOf,
  listClosureRows,
  listReportedClosures,
  listShutClosures,
} from "./read.ts";

test("shut: confirmed and begun; reported: begun and neither confirmed nor ended", () => {
  const { state, twin } = given(
    closureReported(),
    closureReported({ confirm: true }),
    closureReported({ confirm: true, sinceAt: 1_483_315_200_000_000 + 60_000_000 }),
    closureReported(),
    { type: "closure.lift", closure: 4, reason: "open" },
  );
  const numbers = (): number[][] =>
    [listShutClosures(state), listReportedClosures(state)].map((list) =>
      list.map(({ closure }) => closure),
    );
  assert.deepEqual(numbers(), [[2], [1]]);
  assert.equal(listClosureRows(state).length, 4);
  twin.wait(60);
  twin.do({ type: "due.work" });
  assert.deepEqual(numbers(), [[2, 3], [1]]);
  twin.do(closureConfirmed);
  assert.deepEqual(numbers(), [[1, 2, 3], []]);
  twin.wait(12 * 3600);
  twin.do({ type: "due.work" });
  assert.deepEqual(numbers(), [[], []]);
});

/** What travel depends on: which closures are shut, where, for whom. */
function shutText(events: readonly CoreEvent[]): { text: string; version: number } {
  const state = makeRegionState({}, false);
  for (const event of events) evolve(state, event);
  const shut = listShutClosures(state).map(({ closure, shape, direction, bearingDegrees, classMask }) => [closure, shape, direction, bearingDegrees, classMask]); // prettier-ignore
  return { text: JSON.stringify(shut), version: closuresVersionOf(state) };
}

test("the version is the position of the last event that changed what is shut: never early, never late", () => {
  let moves = 0;
  const closureIntents = intentArbitrary.filter(
    ({ type }) => type.startsWith("closure.") || type === "due.work",
  );
  fc.assert(
    fc.property(
      fc.array(closureIntents, { minLength: 8, maxLength: 30, size: "max" }),
      (intents) => {
        const twin = new Twin(true, false);
        beginShift(twin, 1);
        for (const intent of intents) live(twin, intent);
        let before = { text: "[]", version: 0 };
        twin.events.forEach((event, index) => {
          // Only events of closures can matter; the others are checked at the end.
          if (!event.type.startsWith("closure.")) return;
          const after = shutText(twin.events.slice(0, index + 1));
          const expected = after.text === before.text ? before.version : index + 1;
          assert.equal(after.version, expected, `${event.type} at ${index + 1}`);
          if (after.text !== before.text) moves += 1;
          before = after;
        });
        assert.deepEqual(shutText(twin.events), before);
      },
    ),
    { numRuns: 60 },
  );
  assert.ok(moves > 30, `only ${moves} changes of what is shut`);
});

test("a planned one that is lifted before it begins never moves the version", () => {
  const { state } = given(
    closureReported({ confirm: true, sinceAt: 1_483_315_200_000_000 + 3_600_000_000 }),
    wait(60),
    { type: "closure.lift", closure: 1, reason: "called off" },
  );
  assert.equal(closuresVersionOf(state), 0);
});

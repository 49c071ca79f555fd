import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as fc from "fast-check";
import { microsPerHour, microsPerMinute } from "../../base/instant.ts";
import {
  expectHandIns,
  isEnoughHolders,
  measureSurge,
  ordinaryShare,
  standardSurgeRule as rule,
  surgeAlarmRatio,
  surgeRatio,
  type SurgeGroup,
} from "./surge-model.ts";

const mid = -4 * microsPerHour;

function group(more: Partial<SurgeGroup> = {}): SurgeGroup {
  return { team: -1, sinceEnd: mid, holders: 400, handedIn: 0, ...more };
}

describe("the ordinary share of hand-ins", () => {
  test("is small in the middle of a shift and greatest about its end", () => {
    const at = (minutes: number): number => ordinaryShare(rule, minutes * microsPerMinute);
    assert.equal(at(-240), 0.0005);
    // F(15 min) = 0.85 and F(-5 min) = 0.15 + 2/3 x 0.35: (0.85 - 0.3833) / (1 - 0.3833).
    assert.equal(Math.round(at(15) * 1e4), 7568);
    assert.ok(at(0) > at(-20) && at(-20) > at(-60));
    assert.equal(at(600), 0.5);
    assert.equal(ordinaryShare(rule, undefined), 0.0005);
  });

  test("is expected with a band that holds what is expected", () => {
    const { expected, low, high } = expectHandIns(rule, [group({ sinceEnd: 0 })]);
    // F(-20 min) = 0.04 + 2/3 x 0.11 = 0.1133: (0.5 - 0.1133) / 0.8867 = 0.4361, and 0.01 of the rest.
    assert.equal(Math.round(expected), Math.round(400 * (1 - (1 - 0.4361) * 0.99)));
    assert.ok(low < expected && expected < high);
  });
});

describe("a surge", () => {
  test("is 55 of 400 in the middle of a shift; 8 are ordinary", () => {
    assert.ok(surgeRatio(rule, [group({ handedIn: 55 })]) >= Math.log(surgeAlarmRatio));
    assert.ok(surgeRatio(rule, [group({ handedIn: 8 })]) < Math.log(surgeAlarmRatio));
  });

  test("is not what an end of shift brings, on time or let go twenty minutes early", () => {
    const ends = group({ sinceEnd: 0, handedIn: 180 });
    assert.ok(surgeRatio(rule, [ends]) < Math.log(surgeAlarmRatio));
    const early = group({ sinceEnd: -20 * microsPerMinute, handedIn: 180 });
    assert.ok(surgeRatio(rule, [early]) < Math.log(surgeAlarmRatio));
  });

  test("is not one team of twelve that is let go half an hour early", () => {
    const teams = Array.from({ length: 12 }, (_, team) => group({ team, holders: 33, sinceEnd: -30 * microsPerMinute, handedIn: team === 0 ? 15 : 2 })); // prettier-ignore
    assert.ok(surgeRatio(rule, teams) < Math.log(surgeAlarmRatio));
  });

  test("of a few can not be told from chance", () => {
    assert.equal(isEnoughHolders(rule, 4), false);
    assert.equal(isEnoughHolders(rule, 100), true);
    assert.equal(surgeRatio(rule, []), 0);
  });

  test("property: one hand-in more in the middle of a shift never makes it less likely", () => {
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 600 }), fc.nat({ max: 60 }), (holders, handedIn) => {
        const less = Math.min(handedIn, holders - 1);
        const some = surgeRatio(rule, [group({ holders, handedIn: less })]);
        const more = surgeRatio(rule, [group({ holders, handedIn: less + 1 })]);
        // Below the ordinary share a hand-in more may still be no sign of anything.
        assert.ok(more >= some - 1e-9 || less / holders < rule.strayShare);
        assert.ok(measureSurge(rule, [group({ holders, handedIn: less })]).every(Number.isFinite));
      }),
      { numRuns: 100 },
    );
  });
});

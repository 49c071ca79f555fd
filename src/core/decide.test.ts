import assert from "node:assert/strict";
import * as fc from "fast-check";
import { describe, test } from "node:test";
import { beginShift, commandOf, intentArbitrary, live } from "../testing/core/random-command.ts";
import { given, late, onDuty, opened, sent, wait } from "../testing/core/scenario.ts";
import { Twin } from "../testing/core/twin.ts";
import type { Command } from "./commands.ts";
import { grades } from "./vocabulary.ts";

describe("random histories", () => {
  test("decide never throws, a refusal changes nothing, the fold is the state, no invariant breaks", () => {
    const history = fc.array(intentArbitrary, { minLength: 1, maxLength: 120, size: "max" });
    fc.assert(
      fc.property(history, fc.boolean(), (intents, withText) => {
        const twin = new Twin(withText);
        beginShift(twin);
        for (const intent of intents) live(twin, intent);
      }),
      { numRuns: 120 },
    );
  });

  test("the assessed grade changes by an assessment and by nothing else", () => {
    const history = fc.array(intentArbitrary, { minLength: 20, maxLength: 100, size: "max" });
    fc.assert(
      fc.property(history, (intents) => {
        const twin = new Twin();
        beginShift(twin);
        const assessed = new Map<number, string>();
        for (const intent of intents)
          for (const event of live(twin, intent).events) {
            if (event.type === "incident.opened" || event.type === "incident.assessed")
              assessed.set(event.incident, event.assessed);
            if (event.type === "incident.retired") assessed.delete(event.incident);
          }
        const { incidents, head } = twin.state.columns;
        for (let row = 0; row < head.incidentRows[0]; row += 1)
          if (incidents.state[row] !== 0)
            assert.equal(
              grades.names[incidents.assessed[row]],
              assessed.get(incidents.number[row]),
            );
      }),
      { numRuns: 40 },
    );
  });

  test("every event keeps when it occurred and when it was entered apart, and never occurs after its entry", () => {
    const history = fc.array(intentArbitrary, { minLength: 10, maxLength: 80, size: "max" });
    fc.assert(
      fc.property(history, (intents) => {
        const twin = new Twin();
        beginShift(twin);
        for (const intent of intents) {
          const { events } = live(twin, intent);
          for (const { at, entered } of events) {
            assert.equal(entered, twin.now);
            assert.ok(Number.isSafeInteger(at) && at <= entered, `${at} ${entered}`);
          }
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe("when something occurred", () => {
  const note: Command = { type: "incident.note", incident: 1, note: "x" };

  test("a late entry keeps both times", () => {
    given(...onDuty("A1"), opened("priority"), wait(600))
      .when(late(120, sent(0)))
      .thenEvents({
        type: "unit.allocated",
        at: 1_483_315_680_000_000,
        entered: 1_483_315_800_000_000,
      });
  });

  test("a clock a little ahead counts as now, one far ahead is refused, and so is one too far back", () => {
    const ahead = given(opened("resolution")).when(late(-4, note)).outcome.events[0];
    assert.equal(ahead.at, ahead.entered);
    given(opened("resolution")).when(late(-6, note)).thenRefused("time.future");
    given(opened("resolution"), wait(80 * 3600))
      .when(late(72 * 3600 + 1, note))
      .thenRefused("time.too-late");
    const { twin } = given(opened("resolution"));
    for (const context of [
      { now: twin.now, at: 1.5 },
      { now: twin.now, at: Number.NaN },
      { now: Number.NaN, at: twin.now },
      { now: twin.now, at: -1 },
    ]) {
      const { decision } = twin.askIn(note, { ...context, by: "amber" });
      assert.equal(decision.refusal?.code, "value.invalid");
    }
  });
});

describe("what no client of ours would send", () => {
  const nonsense = fc.constantFrom<unknown>(
    undefined, null, true, Number.NaN, Infinity, -1, -0, 0.5, 2 ** 31, 2 ** 53, 1e300, "", "constructor", "__proto__", "toString", [], [[]], {}, { state: "given" }, Symbol("s"), 10n, () => 1, new Map(), Object.create(null),
  ); // prettier-ignore

  test("is refused, never thrown at, and changes nothing: any field of any command", () => {
    const damage = fc.record({
      intent: intentArbitrary,
      field: fc.nat(20),
      value: nonsense,
      inside: fc.boolean(),
    });
    fc.assert(
      fc.property(
        fc.array(intentArbitrary, { maxLength: 25 }),
        fc.array(damage, { minLength: 1, maxLength: 25 }),
        (intents, damages) => {
          const twin = new Twin();
          beginShift(twin);
          for (const intent of intents) live(twin, intent);
          for (const { intent, field, value, inside } of damages) {
            const command = structuredClone(commandOf(twin.state, twin.now, intent)) as Record<
              string,
              unknown
            >;
            damageField(command, field, value, inside);
            twin.ask(command as unknown as Command);
          }
        },
      ),
      { numRuns: 120 },
    );
  });

  test("no command at all, or one of no known type", () => {
    const { twin } = given();
    for (const command of [
      undefined,
      null,
      5,
      "unit.clear",
      {},
      { type: "unit.fly" },
      { type: "constructor" },
      { type: null },
      { type: Symbol("x") },
    ])
      assert.equal(twin.ask(command as Command).decision.refusal?.code, "value.invalid");
  });
});

/** Puts `value` in place of one field, or of one field of a field (so into locations, configurations, lists). */
function damageField(
  target: Record<string, unknown>,
  field: number,
  value: unknown,
  inside: boolean,
): void {
  const keys = Object.keys(target).filter((key) => key !== "type");
  if (keys.length === 0) return;
  const key = keys[field % keys.length];
  const next = target[key];
  if (inside && typeof next === "object" && next !== null) {
    const inner = next as Record<string, unknown>;
    const innerKeys = Object.keys(inner);
    if (innerKeys.length > 0) {
      const innerKey = innerKeys[(field * 7) % innerKeys.length];
      if (field % 3 === 0 && typeof inner[innerKey] === "object" && inner[innerKey] !== null)
        damageField(inner[innerKey] as Record<string, unknown>, field + 1, value, true);
      else inner[innerKey] = value;
      return;
    }
  }
  target[key] = value;
}

import { describe, test } from "node:test";
import type { Command } from "../commands.ts";
import { given, onDuty } from "../../testing/core/scenario.ts";
import { statementRule } from "./decide.ts";

const check = (
  more: Partial<Extract<Command, { type: "statement.record-check" }>> = {},
): Command => ({
  type: "statement.record-check",
  askedBy: "s1",
  madeAt: 3,
  corrects: null,
  why: "",
  metric: "calls",
  comparator: "gt",
  saidUnit: "calls",
  verdict: "refuted",
  because: "does-not-fit",
  figures: [{ value: 3, numerator: 3, denominator: null, missing: 0, late: 0 }],
  card: "{}",
  ...more,
});

const condition = {
  metric: "calls",
  statistic: null,
  comparator: "le",
  value: 10,
  unit: "",
  withinSeconds: null,
};

describe("a checked statement", () => {
  test("is a fact with its figures, and its card is private text; a correction names what it corrects", () => {
    given(...onDuty("A1"))
      .when(check())
      .thenEvents({
        type: "statement.checked",
        verdict: "refuted",
        madeAt: 3,
        text: { card: "{}" },
      })
      .when(check({ corrects: 9, why: "an hour was missing", verdict: "supported" }))
      .thenEvents({
        type: "statement.corrected",
        corrects: 9,
        verdict: "supported",
        text: { card: "{}", why: "an hour was missing" },
      })
      .when({
        type: "normal.define",
        askedBy: "s1",
        words: "ten calls at most",
        conditions: [condition],
      })
      .thenEvents({ type: "normal.defined", conditions: [condition] })
      .when({ type: "normal.publish", definition: 2, checkpoint: "a note" })
      .thenEvents({ type: "normal.published", definition: 2, checkpoint: "a note" });
  });

  test("of a wrong form is refused", () => {
    const scenario = given(...onDuty("A1"));
    for (const wrong of [
      { verdict: "true" },
      { metric: "Jane Doe's calls" },
      { figures: [{ value: "3" }] },
      { figures: null },
      { madeAt: -1 },
      { corrects: 1.5 },
      { because: "" },
    ])
      scenario.when({ ...check(), ...wrong } as Command).thenRefused("value.invalid");
    scenario
      .when(check({ card: "x".repeat(statementRule.cardLength + 1) }))
      .thenRefused("limit.text");
    scenario
      .when({ type: "normal.define", askedBy: "s1", words: "", conditions: [] })
      .thenRefused("value.invalid");
    const publish = (definition: number, checkpoint: string): Command => ({
      type: "normal.publish",
      definition,
      checkpoint,
    });
    for (const wrong of [publish(0, "a"), publish(99_999, "a"), publish(1.5, "a"), publish(1, "")])
      scenario.when(wrong).thenRefused("value.invalid");
    scenario
      .when(publish(1, "x".repeat(statementRule.checkpointLength + 1)))
      .thenRefused("limit.text");
  });
});

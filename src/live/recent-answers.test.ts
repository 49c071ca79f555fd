import assert from "node:assert/strict";
import { test } from "node:test";
import type { CommandAnswer } from "./command-answer.ts";
import { answerLimits, RecentAnswers, type RecentAnswer } from "./recent-answers.ts";

function entry(position: number): RecentAnswer {
  const answer: CommandAnswer = { position, events: 1, made: {}, warnings: [] };
  return { digest: "", answer };
}

test("the newest answers are found by their ids, older ones are forgotten", () => {
  const answers = new RecentAnswers();
  const { kept } = answerLimits;
  const entries = Array.from({ length: 2 * kept + 100 }, (_, n) => entry(n));
  assert.equal(answers.find("c0"), undefined);
  for (const [n, each] of entries.entries()) {
    assert.equal(answers.find(`c${n}`), undefined);
    answers.add(`c${n}`, each);
  }
  for (const [n, each] of entries.entries())
    assert.equal(answers.find(`c${n}`), n < kept + 100 ? undefined : each, `c${n}`);
});

test("a removed id is free: it is not found, and what is added with it again is", () => {
  const answers = new RecentAnswers();
  const [first, second, other] = [entry(1), entry(2), entry(3)];
  answers.add("a", first);
  answers.add("b", other);
  answers.remove("a");
  answers.remove("never here");
  assert.equal(answers.find("a"), undefined);
  answers.add("a", second);
  assert.equal(answers.find("a"), second);
  assert.equal(answers.find("b"), other);
  answers.remove("a");
  assert.equal(answers.find("a"), undefined);
});

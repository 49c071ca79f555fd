import assert from "node:assert/strict";
import { test } from "node:test";
import { PendingBook, pendingUnits, UnansweredCommands } from "./pending.ts";

const send = { type: "unit.send", incident: 7, units: [3, 4] } as const;

test("an allocation is pending until its log position has come back", () => {
  const book = new PendingBook();
  book.add("a", send);
  book.settle(1_000);
  assert.deepEqual(
    [...pendingUnits(book.list())],
    [
      [3, 7],
      [4, 7],
    ],
  );
  book.answer("a", 12);
  book.settle(11);
  assert.equal(book.list().length, 1);
  book.settle(12);
  assert.deepEqual(book.list(), []);
});

test("a refused command is pending no longer, and nothing else changes", () => {
  const book = new PendingBook();
  book.add("a", send);
  book.add("b", { type: "unit.clear", unit: 9 });
  book.drop("a");
  assert.deepEqual(
    book.list().map((pending) => pending.id),
    ["b"],
  );
  assert.equal(pendingUnits(book.list()).size, 0);
});

test("the list keeps its identity while nothing settles", () => {
  const book = new PendingBook();
  book.add("a", send);
  const before = book.list();
  book.settle(5);
  assert.equal(book.list(), before);
});

test("a command whose answer was hidden keeps its id for the next press, another command does not get it", () => {
  const unanswered = new UnansweredCommands();
  unanswered.keep(send, "a");
  assert.equal(unanswered.take({ ...send, units: [3] }), undefined);
  assert.equal(unanswered.take({ ...send }), "a");
  assert.equal(unanswered.take({ ...send }), undefined);
});

test("only the newest hidden commands are remembered", () => {
  const unanswered = new UnansweredCommands();
  for (let unit = 0; unit < 60; unit += 1)
    unanswered.keep({ type: "unit.clear", unit }, String(unit));
  assert.equal(unanswered.take({ type: "unit.clear", unit: 0 }), undefined);
  assert.equal(unanswered.take({ type: "unit.clear", unit: 59 }), "59");
});

import assert from "node:assert/strict";
import { test } from "node:test";
import type { NoUnitRow } from "../live/no-unit-rows.ts";
import { listNoUnitLines } from "./no-unit-lines.ts";

function row(key: number, area: string, change: Partial<NoUnitRow> = {}): NoUnitRow {
  const grade = key % 2 === 0 ? "immediate" : "priority";
  return {
    key,
    area,
    areaName: area.toUpperCase(),
    grade,
    since: 100,
    cause: "all committed",
    total: 0,
    ...change,
  };
}

test("areas with the same grades and cause are one line with the earliest clock", () => {
  const rows = [row(0, "a"), row(1, "a"), row(4, "b", { since: 40 }), row(5, "b")];
  assert.deepEqual(listNoUnitLines(rows), [
    { areaNames: ["A", "B"], grades: "Immediate, Priority", cause: "all committed", since: 40 },
  ]);
});

test("another cause or other grades are another line, the earliest first", () => {
  const rows = [
    row(0, "a"),
    row(4, "b", { cause: "at rest", since: 90 }),
    row(9, "c", { since: 80 }),
  ];
  assert.deepEqual(
    listNoUnitLines(rows).map((line) => [line.areaNames.join(), line.grades, line.cause]),
    [
      ["C", "Priority", "all committed"],
      ["B", "Immediate", "at rest"],
      ["A", "Immediate", "all committed"],
    ],
  );
});

test("what has ended is not said", () => {
  assert.deepEqual(listNoUnitLines([row(0, "a", { since: 0, total: 5 })]), []);
});

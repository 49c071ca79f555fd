import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import {
  firstViewState,
  queryFromViewState,
  viewStateFromQuery,
  type ViewState,
} from "./view-query.ts";

const anyView: fc.Arbitrary<ViewState> = fc.record({
  page: fc.constantFrom("console", "accounts", "grades", "hand-over"),
  region: fc.string({ maxLength: 40 }),
  incident: fc.nat(),
  contact: fc.oneof(fc.constant(""), fc.constant("new"), fc.nat().map(String)),
  unit: fc.oneof(fc.constant(-1), fc.nat()),
  panel: fc.constantFrom(
    "",
    "alarms",
    "closures",
    "forecast",
    "muster",
    "level",
    "no-unit",
    "queue-plan",
    "reduced-crew",
    "directives",
    "statements",
    "keys",
  ),
  muster: fc.constantFrom("", "team:red", "station:yard"),
  statement: fc.constantFrom("", "new", "text", "12"),
  show: fc.constantFrom("queue,units,map", "map", "queue"),
  split: fc.constantFrom("", "40/60"),
  queue: fc.constantFrom("waiting", "open"),
  units: fc.constantFrom("on", "free", "busy", "all"),
  area: fc.string({ maxLength: 10 }),
  find: fc.string({ maxLength: 100 }),
  map: fc.string({ maxLength: 40 }),
  cover: fc.constantFrom("", "immediate", "priority"),
  theme: fc.constantFrom("", "dark", "light"),
  hours: fc.nat(),
  under: fc.nat(),
  at: fc.nat(),
});

test("a view comes back from its address whole", () => {
  fc.assert(
    fc.property(anyView, (view) => {
      assert.deepEqual(viewStateFromQuery(queryFromViewState(view)), { ...view });
    }),
  );
});

test("the first view has an empty query, and an empty query gives the first view", () => {
  assert.equal(queryFromViewState(firstViewState), "");
  assert.deepEqual(viewStateFromQuery(""), firstViewState);
});

test("what can't be understood is left at its first value", () => {
  const view = viewStateFromQuery("?incident=-4&panel=evil&units=&at=1e9&queue=waiting&unknown=1");
  assert.deepEqual(view, { ...firstViewState, queue: "waiting" });
});

test("any text at all is an address that opens", () => {
  fc.assert(
    fc.property(fc.string(), (text) =>
      assert.equal(viewStateFromQuery(text).page.length > 0, true),
    ),
  );
});

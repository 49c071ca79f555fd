import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, test } from "node:test";
import { BusyRegion } from "../testing/core/busy-region.ts";
import { readDeclaredFields } from "../testing/core/declared-fields.ts";
import { getSection, listNames, readPage } from "../testing/core/reference-page.ts";
import { throughStore } from "../testing/core/twin.ts";
import type { CoreEvent } from "./events.ts";
import { makeRegionState } from "./state/region-state.ts";
import * as vocabulary from "./vocabulary.ts";

const page = readPage("reference/events.md");
/** In the order of the page. */
const declared = new Map(
  [
    "events.ts",
    "contact/contact-events.ts",
    "incident/incident-events.ts",
    "unit/unit-events.ts",
    "allocation/allocation-events.ts",
    "no-unit/no-unit-events.ts",
    "closure/closure-events.ts",
    "roster/roster-events.ts",
    "hours/recall-events.ts",
    "alarm/alarm-events.ts",
    "deferral/deferral-events.ts",
    "level/level-events.ts",
    "absence/absence-events.ts",
    "forecast/forecast-events.ts",
    "request/request-events.ts",
    "queue-plan/queue-plan-events.ts",
    "record/record-events.ts",
    "statement/statement-events.ts",
    "demand/demand-events.ts",
    "gap/gap-events.ts",
    "manual-pack/manual-pack-events.ts",
    "figures/figures-events.ts",
    "custody/custody-events.ts",
    "warning/warning-events.ts",
    "aid/aid-events.ts",
    "hospital/hospital-events.ts",
    "community/community-events.ts",
    "place-hazard/place-hazard-events.ts",
    "directive/directive-events.ts",
    "claim/claim-events.ts",
    "hand-over/hand-over-events.ts",
  ].flatMap((file) => [...readDeclaredFields(join(import.meta.dirname, file))]),
);
const typeHeading = /^[a-z-]+\.[a-z-]+$/;

describe("docs/reference/events.md", () => {
  test("has every event type, and no other", () => {
    const headings = page
      .map(({ heading }) => heading)
      .filter((heading) => typeHeading.test(heading));
    assert.ok(declared.size > 30);
    assert.deepEqual(headings, [...declared.keys()]);
  });

  test("has every field of every event, in order, says which are optional, and has no other", () => {
    for (const [type, fields] of declared) {
      const { rows } = getSection(page, type);
      const shown = rows.map(
        ([name, meaning]) => name + (meaning.startsWith("optional") ? "?" : ""),
      );
      assert.deepEqual(shown, fields, type);
      assert.ok(
        rows.every(([, meaning]) => meaning.length > 2),
        type,
      );
    }
    assert.deepEqual(listNames(getSection(page, "Events")), ["type", "at", "entered", "by"]);
  });

  test("has every closed list with its members in order, and no other", () => {
    const lists = Object.entries(vocabulary).flatMap(([name, list]) => {
      if (typeof list === "number") return [];
      return [[name, "names" in list ? list.names : list] as const];
    });
    const shown = getSection(page, "Lists").rows.map(([, members, code]) => [
      code.replaceAll("`", ""),
      members.split(", ").map((member) => member.replaceAll("`", "")),
    ]);
    const byName = (a: readonly unknown[], b: readonly unknown[]): number =>
      String(a[0]).localeCompare(String(b[0]));
    assert.deepEqual(
      shown.toSorted(byName),
      lists.map(([name, names]) => [name, [...names]]).toSorted(byName),
    );
  });
});

test("events have the declared fields and nothing else, before and after the store", () => {
  const seen = new Set<string>();
  const check = (event: CoreEvent): void => {
    const { type, at, entered, by, ...facts } = event;
    assert.ok(Number.isSafeInteger(at) && Number.isSafeInteger(entered) && typeof by === "string");
    const fields = declared.get(type) ?? [];
    const shown = Object.entries(facts).flatMap(([key, value]) =>
      key === "text" ? Object.keys(value as object).map((each) => `text.${each}`) : [key],
    );
    for (const field of shown)
      assert.ok(fields.includes(field) || fields.includes(`${field}?`), `${type} has ${field}`);
    for (const field of fields)
      if (!field.endsWith("?") && !field.startsWith("text."))
        assert.ok(shown.includes(field), `${type} lacks ${field}`);
    seen.add(type);
  };
  const state = makeRegionState();

  state.sink = {
    open: true,
    put: (event) => {
      check(event);
      assert.deepEqual(throughStore(event), event);
    },
  };
  const region = new BusyRegion(state, { units: 60, callsPerHour: 60, seed: 2 });
  while (state.columns.head.position[0] < 8_000) region.step();
  assert.ok(seen.size > 20, [...seen].join(" "));
});

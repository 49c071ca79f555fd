import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as fc from "fast-check";
import { findInstant } from "../../base/instant.ts";
import { ZoneOffsets } from "../../base/zone-offsets.ts";
import { metrics } from "./catalogue.ts";
import { evaluate } from "./evaluate.ts";
import { findPeriod } from "./period.ts";
import type { Publication } from "./publication.ts";
import type { NormalDefinition, RecordedContact, StatementRecord } from "./record.ts";
import { recordFacts } from "./record.ts";
import { emptyStatement, type Statement } from "./statement.ts";
import { comparators, filterFields, verdicts } from "./words.ts";

const at = (text: string): number => findInstant(text) ?? Number.NaN;
const minute = 60_000_000;

interface Made {
  readonly start: string;
  readonly type?: string;
  readonly arrival?: number | undefined;
  readonly clear?: number | undefined;
  readonly unit?: string;
}

function call({ start, type = "fire", arrival, clear = 60, unit = "A1" }: Made): RecordedContact {
  const from = at(start);
  const response = {
    tags: { unit, "unit-type": "engine" },
    dispatchedAt: from + minute,
    respondingAt: from + 2 * minute,
    onSceneAt: arrival === undefined ? undefined : from + arrival * minute,
    availableAt: clear < 0 ? undefined : from + clear * minute,
  };
  return { at: from, tags: { "call-type": type, area: "North" }, responses: [response] };
}

function recordOf(
  calls: readonly RecordedContact[],
  more: Partial<StatementRecord> = {},
): StatementRecord {
  return {
    name: "test",
    attribution: "made up",
    areas: ["Town"],
    zone: new ZoneOffsets("UTC"),
    from: at("2020-01-01T00:00:00Z"),
    to: at("2020-01-04T00:00:00Z"),
    holds: new Set(["call", "dispatched", "responding", "on-scene", "available", "unit", "travel"]),
    fields: new Set(["call-type", "area", "unit", "unit-type"]),
    marksLate: false,
    knowsWhatIsOpen: false,
    calls,
    spans: [],
    definitions: [],
    caveats: [],
    ...more,
  };
}

const said = (more: Partial<Statement>): Statement => ({
  ...emptyStatement,
  metric: "calls",
  area: "Town",
  periods: ["2020-01-01..2020-01-03"],
  comparator: "eq",
  value: 0,
  ...more,
});

const four = recordOf([
  call({ start: "2020-01-01T10:00:00Z", arrival: 5 }),
  call({ start: "2020-01-01T11:00:00Z", arrival: 7, unit: "A2" }),
  call({ start: "2020-01-02T10:00:00Z", arrival: 9, type: "flood" }),
  call({ start: "2020-01-03T10:00:00Z", arrival: 11, type: "" }),
]);

/** Statement and record, the verdict, and the first reason's code. */
function check(
  statement: Partial<Statement>,
  record: StatementRecord,
  verdict: string,
  code?: string,
): void {
  const found = evaluate(said(statement), record);
  assert.equal(found.verdict, verdict, JSON.stringify(found));
  if (code !== undefined) assert.equal(found.reasons[0].code, code);
}

describe("the verdict on a statement", () => {
  test("each step that stops says why", () => {
    check({ metric: null }, four, "not checkable", "no-metric");
    check({ area: "Elsewhere" }, four, "unknown area", "unknown-area");
    check({ area: null }, four, "unknown area", "no-area");
    check({ periods: [] }, four, "needs period", "no-period");
    check({ periods: ["yesterday"] }, four, "needs period", "no-period");
    check({ comparator: "ratio-eq", value: 2 }, four, "needs period", "no-baseline");
    check({ metric: "normal", comparator: "is" }, four, "needs definition", "no-definition");
    check({ metric: "mood" }, four, "not enough evidence", "unknown-metric");
    check({ metric: "available-units" }, four, "not enough evidence", "not-recorded");
    check({ filter: { "call-type": ["quake"] } }, four, "not enough evidence", "not-recorded");
    check({ unit: "minutes" }, four, "not enough evidence", "wrong-unit");
  });

  test("counts, parts of the area, pairs and steps", () => {
    check({ value: 4 }, four, "supported");
    check({ area: "north", value: 4 }, four, "supported");
    check({ comparator: "gt", value: 4 }, four, "refuted");
    check({ periods: ["2020-01-01", "2020-01-02"], comparator: "gt-other" }, four, "supported");
    check(
      { periods: ["2020-01-01", "2020-01-02"], comparator: "ratio-eq", value: 2 },
      four,
      "supported",
    );
    check(
      { periods: ["2020-01-01", "2020-01-02"], comparator: "change-eq", value: -50 },
      four,
      "supported",
    );
    check({ periods: ["2020-01-01", "2020-01-02"], value: 2 }, four, "mixed");
    check({ comparator: "most", value: "2020-01-01" }, four, "supported");
    check({ comparator: "least", value: "2020-01-03" }, four, "mixed", "tied");
    check({ comparator: "most", value: "10:00" }, four, "supported");
    check({ by: "day", statistic: "max", value: 2 }, four, "supported");
    check(
      { metric: "first-on-scene", statistic: "p50", value: 7, unit: "minutes" },
      four,
      "supported",
    );
    check(
      {
        metric: "first-on-scene",
        statistic: "share-within",
        withinSeconds: 480,
        value: 50,
        unit: "percent",
      },
      four,
      "supported",
    );
    check(
      { metric: "first-on-scene", statistic: "any", comparator: "ge", value: 11, unit: "minutes" },
      four,
      "supported",
    );
    check(
      { metric: "first-on-scene", statistic: "any", comparator: "ge", value: 12, unit: "minutes" },
      four,
      "refuted",
    );
    check(
      { metric: "committed-units", value: 1, periods: ["2020-01-01T10:30"] },
      four,
      "supported",
    );
    check(
      { metric: "committed-units", value: 0, periods: ["2020-01-01T09:30"] },
      four,
      "supported",
    );
  });

  test("a missing value that could turn the result leaves not enough evidence, one that could not does no harm", () => {
    // One type is blank: there are one or two floods.
    check(
      { filter: { "call-type": ["flood"] }, value: 1 },
      four,
      "not enough evidence",
      "missing-could-turn",
    );
    check({ filter: { "call-type": ["flood"] }, comparator: "le", value: 2 }, four, "supported");
    check({ filter: { "call-type": ["flood"] }, comparator: "gt", value: 2 }, four, "refuted");
    const gap = recordOf([...four.calls, call({ start: "2020-01-03T12:00:00Z", clear: 30 })]);
    const median = { metric: "first-on-scene", statistic: "p50", unit: "minutes" };
    check(
      { ...median, comparator: "le", value: 7 },
      gap,
      "not enough evidence",
      "missing-could-turn",
    );
    check({ ...median, comparator: "le", value: 9 }, gap, "supported");
    check({ ...median, comparator: "lt", value: 5 }, gap, "refuted");
    // A plain figure may move by what "about" allows, and no more.
    const eights = Array.from({ length: 19 }, (_, index) =>
      call({ start: `2020-01-02T${String(index + 2).padStart(2, "0")}:00:00Z`, arrival: 8 }),
    );
    const wide = recordOf([...eights, call({ start: "2020-01-03T12:00:00Z", clear: 12 })]);
    const mean = { ...median, statistic: "mean", comparator: "eq", value: 8 };
    check(mean, wide, "supported");
    check({ ...mean, value: 7.9 }, wide, "not enough evidence", "missing-could-turn");
    check({ ...mean, value: 20 }, wide, "refuted");
    check(mean, gap, "not enough evidence", "missing-could-turn");
  });

  test("a response without an end lasts at the latest until its unit is sent again", () => {
    const open = recordOf([
      call({ start: "2020-01-01T10:00:00Z", arrival: 5, clear: -1 }),
      call({ start: "2020-01-01T12:00:00Z", arrival: 5, clear: 30 }),
      call({ start: "2020-01-01T12:00:00Z", arrival: 5, clear: 30, unit: "A2" }),
    ]);
    check({ metric: "committed-units", value: 2 }, open, "supported");
    check(
      { metric: "committed-units", value: 0, periods: ["2020-01-01T11:30"] },
      open,
      "not enough evidence",
    );
    check(
      { metric: "committed-units", value: 0, periods: ["2020-01-02T11:30"] },
      open,
      "supported",
    );
  });

  test("outside of what the record covers a count has no upper bound and a time no verdict", () => {
    const periods = ["2020-01-01..2020-01-31"];
    check({ periods, comparator: "ge", value: 4 }, four, "supported");
    check({ periods, value: 4 }, four, "not enough evidence");
    check(
      { periods, metric: "first-on-scene", comparator: "le", value: 60 },
      four,
      "not enough evidence",
      "not-covered",
    );
  });

  test("normal is checked by a definition that was signed and out before, condition by condition", () => {
    const conditions = [
      {
        metric: "calls",
        statistic: null,
        filter: {},
        comparator: "le",
        value: 10,
        unit: "",
        withinSeconds: null,
      },
      {
        metric: "first-on-scene",
        statistic: "p90",
        filter: {},
        comparator: "le",
        value: 8,
        unit: "minutes",
        withinSeconds: null,
      },
    ];
    const published = (text: string): Publication => ({
      position: 1,
      entry: "",
      checkpoint: "",
      path: [],
      publishedAt: at(text),
      publishedPosition: 2,
      publishedEntry: "",
      newest: "",
      publishedPath: [],
    });
    const define = (
      publication: Publication | string | null,
      more: Partial<NormalDefinition> = {},
    ): NormalDefinition => ({
      id: "n1",
      text: "x",
      signedBy: "duty officer",
      definedAt: at("2019-12-01T00:00:00Z"),
      publication,
      conditions,
      ...more,
    });
    const normal = { metric: "normal", comparator: "is", asOf: at("2020-01-04T00:00:00Z") };
    const because = (...definitions: readonly NormalDefinition[]): string => {
      const found = evaluate(said(normal), { ...four, definitions });
      if (found.verdict === "needs definition")
        assert.ok(found.sides.length > 2, "the nearest facts stand beside it");
      assert.equal(found.definition === undefined, found.verdict === "needs definition");
      return found.verdict === "mixed" ? "mixed" : found.reasons[0].code;
    };
    const inTime = published("2019-12-31T23:59:59Z");
    assert.equal(because(), "no-definition");
    assert.equal(because(define(inTime)), "mixed");
    assert.equal(because(define(inTime, { signedBy: "" })), "no-definition");
    assert.equal(because(define(null)), "unsigned-definition");
    assert.equal(because(define("no known key signed it")), "wrong-publication");
    // The period has begun: what is normal may be written to fit it, however early the definition is in the log.
    for (const late of ["2020-01-01T00:00:00Z", "2020-01-03T00:00:00Z", "2020-01-05T00:00:00Z"])
      assert.equal(because(define(published(late))), "late-definition", late);
    const early = { ...normal, asOf: at("2019-12-15T00:00:00Z") };
    const asOf = evaluate(said(early), { ...four, definitions: [define(inTime)] });
    assert.equal(asOf.reasons[0].code, "late-definition", "of what was said before it was out");
    // Whoever spoils the newest one does not get the one before it back; a later one that is not out yet takes nothing away.
    const later = { definedAt: at("2019-12-20T00:00:00Z") };
    assert.equal(because(define(inTime), define("it is wrong", later)), "wrong-publication");
    assert.equal(because(define(inTime), define(null, later)), "mixed");
    assert.equal(because(define("it is wrong"), define(inTime, later)), "mixed");
  });
});

test("nonsense in any field gives a verdict and never throws, and never supports what was not measured", () => {
  const all = recordOf(four.calls, { holds: new Set(recordFacts), fields: new Set(filterFields) });
  const odd = fc.oneof(
    fc.string(),
    fc.constantFrom(
      "",
      "__proto__",
      "constructor",
      "toString",
      "2020-01-01",
      "Town",
      "\u0000",
      "9".repeat(400),
    ),
  );
  const oddNumber = fc.oneof(
    fc.double(),
    fc.constantFrom(0, -1, Number.NaN, Number.POSITIVE_INFINITY, 1e308),
  );
  const oddFilter = fc.dictionary(
    fc.oneof(fc.constantFrom(...filterFields), odd),
    fc.array(odd, { maxLength: 3 }),
    { maxKeys: 3 },
  );
  const statement = fc.record({
    metric: fc.oneof(fc.constantFrom(...metrics.map(({ name }) => name)), odd, fc.constant(null)),
    statistic: fc.oneof(
      fc.constantFrom("p50", "mean", "max", "min", "sum", "any", "share-within", "count-over"),
      odd,
      fc.constant(null),
    ),
    withinSeconds: fc.oneof(oddNumber, fc.constant(null)),
    by: fc.oneof(
      fc.constantFrom("hour", "day", "month", "weekday", "hour-of-day", "call-type"),
      odd,
      fc.constant(null),
    ),
    area: fc.oneof(fc.constant("Town"), odd, fc.constant(null)),
    periods: fc.array(
      fc.oneof(
        fc.constantFrom("2020-01-01", "2020", "2020-01-01..2020-01-03", "2020-01-01T10:00"),
        odd,
      ),
      { maxLength: 3 },
    ),
    filter: oddFilter,
    other: fc.oneof(
      fc.constant(null),
      fc.record({ area: odd, period: odd, filter: oddFilter }, { requiredKeys: [] }),
    ),
    comparator: fc.oneof(fc.constantFrom(...comparators), odd, fc.constant(null)),
    value: fc.oneof(oddNumber, odd, fc.tuple(oddNumber, oddNumber), fc.constant(null)),
    unit: fc.oneof(fc.constantFrom("", "minutes", "percent", "km/h"), odd),
    tolerance: fc.oneof(
      fc.constant(null),
      fc.record({ kind: fc.constantFrom("relative", "absolute"), amount: oddNumber }),
    ),
    asOf: fc.oneof(fc.constant(null), oddNumber),
  });
  fc.assert(
    fc.property(statement, (made) => {
      const found = evaluate({ ...emptyStatement, ...(made as Partial<Statement>) }, all);
      assert.ok(verdicts.includes(found.verdict));
      assert.ok(found.reasons.length > 0);
      if (found.verdict === "supported")
        assert.ok(found.sides.length > 0 && found.computed !== null);
    }),
    { numRuns: 3_000 },
  );
});

test("periods are absolute, whole and by the clocks of the area", () => {
  const zone = new ZoneOffsets("America/Los_Angeles");
  const lengthHours = (text: string): number | undefined => {
    const period = findPeriod(text, zone);
    return period === undefined ? undefined : (period.to - period.from) / 3_600_000_000;
  };
  assert.equal(lengthHours("2017-01-01"), 24);
  assert.equal(lengthHours("2017-03-12"), 23, "the change to summer time");
  assert.equal(lengthHours("2017-01"), 744);
  assert.equal(lengthHours("2017-01-01..2017-01-03"), 72);
  assert.equal(lengthHours("2017-01-03T18"), 1);
  assert.equal(lengthHours("2017-01-03T18:20"), 0);
  for (const wrong of ["2017-02-30", "2017-13", "17", "last week", "2017-01-03..2017-01-01", ""])
    assert.equal(lengthHours(wrong), undefined, wrong);
});

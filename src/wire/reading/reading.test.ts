import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import * as fc from "fast-check";
import { ZoneOffsets } from "../../base/zone-offsets.ts";
import { listAttributions, listLinks } from "./attributions.ts";
import { readingsFileOf, readingsSchema, takeConfirmations } from "./confirmed.ts";
import { findNumber, listQuantities } from "./numbers.ts";
import { listPlaces } from "./places.ts";
import { readText } from "./read-text.ts";
import { scoreSuggestion } from "./score.ts";
import { suggestBySegmenter } from "./suggester.ts";
import { listTimes } from "./times.ts";

const noPlaces = { byName: new Map<string, string[]>(), areas: [] };
const towns = {
  byName: new Map([
    ["brecon", ["Town, Wales"]],
    ["newport", ["City, Wales", "Village, England"]],
    ["stow on the wold", ["Town, England"]],
  ]),
  areas: ["Powys"],
};

describe("quantities", () => {
  test("numerals, words, shares, ranges and factors", () => {
    const table: readonly (readonly [string, number, string])[] = [
      ["4,794 responses", 4794, ""],
      ["twenty-one calls", 21, ""],
      ["two thousand three hundred and five calls", 2305, ""],
      ["1.5 million calls", 1_500_000, ""],
      ["12.5 per cent of calls", 12.5, "percent"],
      ["nine in ten calls", 90, "percent"],
      ["two thirds of calls", 200 / 3, "percent"],
      ["half of calls", 50, "percent"],
      ["calls doubled", 2, "times"],
      ["three times as many", 3, "times"],
      ["waited an hour", 1, "hours"],
      ["within 8 minutes", 8, "minutes"],
      ["a dozen calls", 12, ""],
    ];
    for (const [text, value, unit] of table) {
      const [found] = listQuantities(text);
      assert.ok(found !== undefined, text);
      assert.ok(Math.abs(found.value - value) < 1e-9, `${text}: ${found.value}`);
      assert.equal(found.unit, unit, text);
    }
    const [range] = listQuantities("between 10 and 12 calls");
    assert.deepEqual([range.value, range.upper, range.noun], [10, 12, "call"]);
    assert.equal(findNumber("a cat"), undefined);
    assert.deepEqual(listQuantities("no number in it"), []);
  });

  test("the numbers of a date are no quantities", () => {
    const text = "On 3 January 2017 there were 456 calls";
    assert.deepEqual(
      listQuantities(text, listTimes(text, null)).map(({ value }) => value),
      [456],
    );
  });
});

describe("times", () => {
  test("absolute ones need no as-of date, relative ones are never resolved without", () => {
    const table: readonly (readonly [string, string | null, string | null])[] = [
      ["on 3 January 2017", "2017-01-03", "2017-01-03"],
      ["January 3rd, 2017", "2017-01-03", "2017-01-03"],
      ["between 1 and 3 January 2017", "2017-01-01..2017-01-03", "2017-01-01..2017-01-03"],
      ["in July 2015", "2015-07", "2015-07"],
      ["from 2015 to 2017", "2015..2017", "2015..2017"],
      ["at 6:20 pm on 3 January 2017", "2017-01-03T18:20", "2017-01-03T18:20"],
      ["yesterday", null, "2017-01-03"],
      ["last night", null, "2017-01-03"],
      ["today", null, "2017-01-04"],
      ["three days ago", null, "2017-01-01"],
      ["last week", null, "2016-12-26..2017-01-01"],
      ["last month", null, "2016-12"],
      ["on Monday", null, "2017-01-02"],
      ["on Wednesday", null, "2016-12-28"],
      ["on 3 January", null, "2017-01-03"],
      ["on 30 December", null, "2016-12-30"],
      ["in one afternoon", null, null],
    ];
    // 4 January 2017 was a Wednesday.
    for (const [text, without, withDate] of table) {
      const period = (asOf: string | null): string | null =>
        listTimes(text, asOf)[0]?.period ?? null;
      assert.equal(period(null), without, `${text}, no as-of`);
      assert.equal(period("2017-01-04"), withDate, text);
    }
    assert.equal(listTimes("on 31 February 2017", null)[0].period, null);
  });
});

test("places resolve in the list or the record's area, and say so when they do not", () => {
  const found = listPlaces(
    "In Powys and near Brecon, but not in Cudden; in Newport and at Stow on the Wold.",
    towns,
  );
  assert.deepEqual(
    found.map(({ text, matches, what }) => [text, matches, what]),
    [
      ["Powys", 1, "the record"],
      ["Brecon", 1, "Town, Wales"],
      ["Cudden", 0, ""],
      ["Newport", 2, ""],
      ["Stow on the Wold", 1, "Town, England"],
    ],
  );
  assert.deepEqual(listPlaces("In January it was quiet.", towns), []);
});

test("who says it, unnamed sources and links", () => {
  const names = (text: string): string[] => listAttributions(text).map(({ who }) => who);
  assert.deepEqual(names('"It was quiet," said Chief Maria Lopez.'), ["Chief Maria Lopez"]);
  assert.deepEqual(names("According to Jane Doe, calls doubled."), ["Jane Doe"]);
  assert.deepEqual(names("Calls doubled, a spokeswoman for the department said."), [
    "a spokeswoman for the department",
  ]);
  assert.equal(listAttributions("Sources say so.")[0].isUnnamed, true);
  assert.deepEqual(listLinks("See https://example.org/a?b=1. And (http://example.org/c)."), [
    "https://example.org/a?b=1",
    "http://example.org/c",
  ]);
});

const article =
  "There were about 500 calls on 3 January 2017. Morale is low. Calls doubled last night.";
const read = readText(article, suggestBySegmenter(article), {
  record: undefined,
  places: noPlaces,
  asOf: null,
});

test("a text without a record: the sentence says what it says, and what is open stays open", () => {
  const [first, second, third] = read.readings.map(({ suggestion }) => suggestion.statement);
  assert.deepEqual(
    [first.metric, first.area, first.periods, first.comparator, first.value],
    ["calls", null, ["2017-01-03"], "approx", 500],
  );
  assert.equal(second.metric, null);
  assert.deepEqual(third.periods, [], "last night is not resolved without an as-of date");
  assert.deepEqual(read.provenance.unresolved, [{ kind: "time", text: "last night" }]);
});

test("only what a named person confirmed, for the same words, is taken", () => {
  const file = readingsSchema.parse(readingsFileOf(read.readings));
  assert.equal(file.readings.length, 2);
  const none = takeConfirmations(file, read.readings);
  assert.deepEqual(none.confirmed, []);
  assert.deepEqual(
    none.refused.map(({ why }) => why),
    ["nobody has confirmed it", "nobody has confirmed it"],
  );
  const [one, other] = file.readings;
  const named = takeConfirmations(
    {
      readings: [
        { ...one, confirmedBy: "R. Planner" },
        { ...other, confirmedBy: "R. Planner", sentence: "Other words." },
      ],
    },
    read.readings,
  );
  assert.deepEqual(
    named.confirmed.map(({ number, confirmedBy }) => [number, confirmedBy]),
    [[1, "R. Planner"]],
  );
  assert.match(named.refused[0].why, /other words/);
});

test("a score counts fields as they are: an hour is sixty minutes, a wrong comparator is wrong", () => {
  const zone = new ZoneOffsets("UTC");
  const [reading] = read.readings;
  const { statement } = reading.suggestion;
  const fits = scoreSuggestion(
    { ...statement, value: 1, unit: "hours" },
    {
      ...statement,
      value: 60,
      unit: "minutes",
      comparator: "gt",
      periods: ["2017-01-03..2017-01-03"],
    },
    zone,
  );
  assert.deepEqual(
    [fits.value, fits.unit, fits.period, fits.comparator],
    [true, true, true, false],
  );
});

test("no text makes the reading throw", () => {
  const word = fc.oneof(
    fc.constantFrom(
      "between",
      "31",
      "February",
      "2017",
      "in",
      "Stow",
      "double",
      "per cent",
      "—",
      "\u0000",
      "one",
      "hundred",
      "of",
      "said",
      "10–5",
      "%",
      "1,000,000",
      "https://",
      "half",
      "nine in",
      ".",
    ),
    fc.string({ maxLength: 6 }),
  );
  fc.assert(
    fc.property(
      fc.array(word, { maxLength: 40 }),
      fc.constantFrom(null, "2017-01-04"),
      (words, asOf) => {
        const text = words.join(" ");
        const found = readText(text, suggestBySegmenter(text), {
          record: undefined,
          places: towns,
          asOf,
        });
        for (const { quantities } of found.readings)
          for (const { value } of quantities) assert.ok(Number.isFinite(value));
      },
    ),
    { numRuns: 1_000 },
  );
});

test("the language model is loaded on demand and from one place", () => {
  const root = join(import.meta.dirname, "..", "..");
  const users = globSync("**/*.ts", { cwd: root }).filter((file) => {
    const text = readFileSync(join(root, file), "utf8");
    return /^import (?!type).*"wink-/m.test(text) || /import\("wink-/.test(text);
  });
  assert.deepEqual(
    users.filter((file) => !file.endsWith("reading.test.ts")),
    [join("live", "statements", "wink.ts")],
  );
  assert.doesNotMatch(
    readFileSync(join(root, "live", "statements", "wink.ts"), "utf8"),
    /^import (?!type).*"wink-/m,
  );
});

import assert from "node:assert/strict";
import { test } from "node:test";
import type { AreaConfig } from "../../core/region/config.ts";
import { aboutText, circleOf, listPlaceChoices, type FoundPlace } from "./place-choice.ts";

const area = (code: string, name: string, east: number): AreaConfig => ({
  code,
  name,
  reach: [],
  ring: [
    [30_000_000 + east, 540_000_000],
    [30_200_000 + east, 540_000_000],
    [30_200_000 + east, 540_200_000],
    [30_000_000 + east, 540_200_000],
  ],
});
const areas = [area("NO", "Northgate", 0), area("SO", "Southgate", 200_000)];
const found: FoundPlace[] = [
  {
    name: "14 Tanner Row",
    kind: "address",
    area: "Northgate",
    latE7: 540_100_000,
    lonE7: 30_100_000,
    score: 100,
    matched: "",
    radiusM: 20,
  },
  {
    name: "Southgate",
    kind: "area",
    area: "Southgate",
    latE7: 540_100_000,
    lonE7: 30_300_000,
    score: 100,
    matched: "",
    radiusM: 1_300,
  },
  {
    name: "Tannery Lane",
    kind: "street",
    area: "Northgate",
    latE7: 540_110_000,
    lonE7: 30_110_000,
    score: 100,
    matched: '"tanner" begins "tannery"',
    radiusM: 230,
  },
];

test("a written point is a choice without a server, as exact as it was written", () => {
  const check = (text: string, detail: string, radiusM: number): void => {
    const [choice] = listPlaceChoices(text, undefined, areas, undefined);
    assert.equal(choice.id, "point", text);
    assert.equal(choice.detail, detail);
    assert.equal(choice.location.radiusM, radiusM);
    assert.equal(choice.location.state, radiusM === 0 ? "given" : "approximate");
  };
  check("54.0123, 3.0456", "degrees", 0);
  check("SC 3812 7564", "British grid", 0);
  check("SC 38 75", "British grid, within 713 m", 713);
  const also = listPlaceChoices("54.0123, 3.0456", found, areas, undefined);
  assert.deepEqual(
    also.map(({ id }) => id),
    ["point"],
    "the search would only say it again",
  );
});

test("the circle of an area holds all of its ring", () => {
  const circle = circleOf(areas[0]);
  assert.ok(circle !== undefined);
  assert.equal(circle.latE7, 540_100_000);
  // Half of 0.02 degrees north and half of 0.02 degrees east at 54 degrees: 1,113 m and 654 m.
  assert.ok(Math.abs(circle.radiusM - 1_291) <= 2, String(circle.radiusM));
  assert.equal(circleOf({ ...areas[0], ring: [] }), undefined);
});

test("found places come as given points, areas as approximate circles", () => {
  const choices = listPlaceChoices("tanner", found, areas, undefined);
  assert.deepEqual(choices[0].location, {
    state: "given",
    latE7: 540_100_000,
    lonE7: 30_100_000,
    radiusM: 0,
  });
  assert.equal(choices[1].location.state, "approximate");
  assert.ok(choices[1].location.radiusM > 1_000);
  assert.deepEqual(choices[2].location, {
    state: "approximate",
    latE7: 540_110_000,
    lonE7: 30_110_000,
    radiusM: 230,
  });
  assert.equal(choices[2].detail, 'street, Northgate, within 230 m, "tanner" begins "tannery"');
});

test("words that nobody knows can be forced: into an area, or at the pin", () => {
  const without = listPlaceChoices("old quay southgate", [], areas, undefined);
  assert.deepEqual(
    without.map(({ id, place }) => [id, place]),
    [
      ["forced-SO", "old quay southgate"],
      ["forced-NO", "old quay southgate"],
    ],
    "the area that was named comes first",
  );
  const pin = { latE7: 540_050_000, lonE7: 30_050_000 };
  const withPin = listPlaceChoices("old quay", undefined, areas, pin);
  assert.equal(withPin[0].isAtPin, true);
  assert.equal(withPin[0].location.state, "given");
  const forced = withPin.find((choice) => choice.id === "forced-pin");
  assert.deepEqual(forced?.location, { state: "forced", ...pin, radiusM: 0 });
});

test("a name that only resembles is never the first choice", () => {
  const weak = found.map((place) => ({ ...place, score: 58 }));
  const choices = listPlaceChoices("old quay", weak, areas, undefined);
  assert.deepEqual(
    choices.map(({ id }) => id),
    ["forced-NO", "found-0", "found-1", "found-2", "forced-SO"],
  );
  const mixed = listPlaceChoices("tanner", [weak[0], found[2]], areas, undefined);
  assert.deepEqual(
    mixed.map(({ id }) => id),
    ["found-1", "found-0", "forced-NO", "forced-SO"],
  );
});

test("of two streets of one name the words say which", () => {
  const other = { ...found[2], area: "Southgate" };
  const choices = listPlaceChoices("tanner", [found[2], other], areas, undefined);
  assert.equal(choices[0].place, "Tannery Lane, Northgate");
  assert.equal(choices[1].place, "Tannery Lane, Southgate");
  assert.equal(listPlaceChoices("tanner", found, areas, undefined)[2].place, "Tannery Lane");
});

test("nothing typed and no pin offers nothing", () => {
  assert.deepEqual(listPlaceChoices("", found, areas, undefined), []);
});

test("the map says its name, who made it and of when it is", () => {
  const map = { name: "Isle of Man", attribution: "© OpenStreetMap contributors" };
  assert.equal(
    aboutText({ ...map, dataDate: "2020-03-13" }),
    "Isle of Man, © OpenStreetMap contributors, data of 2020-03-13",
  );
  assert.equal(aboutText({ ...map, dataDate: "" }), "Isle of Man, © OpenStreetMap contributors");
});

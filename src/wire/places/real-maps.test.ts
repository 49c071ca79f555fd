import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { RandomStream } from "../../base/random.ts";
import { readOsmPlaces } from "../../testing/osm-places.ts";
import { findRealData, skipWithout } from "../../testing/real-data.ts";
import { makeGazetteer, type Gazetteer } from "./gazetteer.ts";
import { placeLimits } from "./place-source.ts";
import { listPlaceWords } from "./words.ts";

type Find = readonly [typed: string, label: string, area?: string];

interface RealMap {
  readonly file: string;
  readonly finds: readonly Find[];
}

const realMaps: readonly RealMap[] = [
  {
    file: "maps/isle-of-man-2020.osm.pbf",
    finds: [
      ["athol street", "Athol Street", "Douglas"],
      ["athol st port st mary", "Athol Street", "Port St Mary"],
      ["strand st peel", "Strand Street", "Peel"],
      ["dougals", "Douglas"],
      ["castletwon", "Castletown"],
      ["castle town", "Castletown"],
      ["pelle", "Peel"],
      ["snayfell road", "Snaefell Road"],
      ["12 athol st", "12 Athol Street", "Douglas"],
      ["14 duke street", "14 Duke Street", "Douglas"],
      ["athol st / lord st", "Athol Street / Lord Street"],
      ["corner of athol street and lord street", "Athol Street / Lord Street"],
      ["tynwald hill", "Tynwald Hill"],
      ["laxey wheel", "Laxey Wheel"],
      ["castle peel", "Peel Castle"],
      ["purt chiarn", "Port Erin"],
      ["SC 3812 7564", "SC 3812 7564", "Douglas"],
    ],
  },
  {
    file: "maps/london-northern-line-corridor-2026.osm.pbf",
    finds: [
      ["downing st", "Downing Street"],
      ["trafalger square", "Trafalgar Square"],
      ["lester square", "Leicester Square"],
      ["elephant & castle", "Elephant & Castle"],
      ["elefant and castle", "Elephant and Castle"],
      ["charing cross rd / shaftesbury av", "Charing Cross Road / Shaftesbury Avenue"],
      ["whitehall and parliament street", "Whitehall / Parliament Street"],
      ["10 downing street", "Downing Street"],
      ["waterlo road", "Waterloo Road"],
    ],
  },
  {
    file: "maps/porto-2015.osm.pbf",
    finds: [
      ["r cedofeita", "Rua de Cedofeita"],
      ["cedofieta", "Rua de Cedofeita"],
      ["av boavista", "Avenida da Boavista"],
      ["r 31 janeiro", "Rua 31 de Janeiro"],
      ["praca liberdade", "Praça da Liberdade"],
      ["aliados", "Avenida dos Aliados"],
      ["rua fromosa", "Rua Formosa"],
      ["R. de Santa Catarina e Rua Formosa", "Rua de Santa Catarina / Rua Formosa"],
    ],
  },
];

/** One letter left out, put in, put for another, or swapped with its neighbour. */
function misspell(name: string, random: RandomStream): string {
  const letters = Array.from(name);
  const at = random.below(letters.length);
  const letter = "abcdefghijklmnopqrstuvwxyz"[random.below(26)];
  const kind = random.below(4);
  if (kind === 0) letters.splice(at, 1);
  else if (kind === 1) letters.splice(at, 0, letter);
  else if (kind === 2 || at + 1 === letters.length) letters[at] = letter;
  else [letters[at], letters[at + 1]] = [letters[at + 1], letters[at]];
  return letters.join("");
}

function foldedName(label: string): string {
  return listPlaceWords(label)
    .map(({ text }) => text)
    .join(" ");
}

function checkOwnNames(gazetteer: Gazetteer): void {
  for (const label of new Set(gazetteer.listAll().map((place) => place.label))) {
    const found = gazetteer.search(label, placeLimits.results);
    // Names that fold to the same words are tied: case and accents tell nobody apart on the telephone.
    const best = found.filter(({ score }) => score === found[0].score);
    assert.ok(
      best.some((place) => foldedName(place.label) === foldedName(label)),
      `"${label}" finds ${found[0]?.label ?? "nothing"}`,
    );
  }
}

/** Share of names of five letters or more that are among the first five with one random slip. */
function shareOfMisspelt(gazetteer: Gazetteer, random: RandomStream): number {
  const names = [...new Set(gazetteer.listAll().map((place) => place.label))].filter(
    (name) => name.length >= 5,
  );
  const tries = 1_500;
  let found = 0;
  for (let round = 0; round < tries; round += 1) {
    const name = names[random.below(names.length)];
    const hits = gazetteer.search(misspell(name, random), 5);
    if (hits.some(({ label }) => foldedName(label) === foldedName(name))) found += 1;
  }
  return found / tries;
}

for (const { file, finds } of realMaps) {
  const skip = skipWithout(file);
  describe(file, { skip }, () => {
    const path = findRealData(file);
    if (path === undefined) return;
    const gazetteer = makeGazetteer(readOsmPlaces(path, file));

    test("what people type finds what they mean", () => {
      for (const [typed, label, area] of finds) {
        const [found] = gazetteer.search(typed, 1);
        assert.equal(found?.label, label, typed);
        if (area !== undefined) assert.equal(found.area, area, typed);
      }
    });

    test("every name of the map finds itself first", () => checkOwnNames(gazetteer));

    test("with one slip it is among the first five in 95 of 100 at least", () => {
      const seed = 20_261_128;
      const share = shareOfMisspelt(gazetteer, new RandomStream(seed, "places.misspelt"));
      assert.ok(share >= 0.95, `${(100 * share).toFixed(1)} % with seed ${seed}`);
    });

    test("any point of the map has a description", () => {
      const random = new RandomStream(7, "places.described");
      const places = gazetteer.listAll();
      for (let round = 0; round < 300; round += 1) {
        const { latE7, lonE7 } = places[random.below(places.length)];
        const at = [latE7 + random.below(20_000) - 10_000, lonE7 + random.below(20_000) - 10_000];
        const { text } = gazetteer.describe(at[0], at[1]);
        assert.ok(text.length > 3, `${at.join(", ")} in ${file}`);
      }
    });
  });
}

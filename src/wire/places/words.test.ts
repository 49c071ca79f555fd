import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { countEdits, encodeWord } from "./edit-distance.ts";
import { mostEdits, WordTable } from "./word-table.ts";
import { foldText, listPlaceWords, soundKey, squashWords } from "./words.ts";

test("texts are folded the same however they are typed", () => {
  const check = (text: string, words: readonly string[]): void =>
    assert.deepEqual(
      listPlaceWords(text).map((word) => word.text),
      words,
      text,
    );
  check("St. Mary's Rd", ["st", "marys", "rd"]);
  check("CAFÉ constructor", ["cafe", "constructor"]);
  check("Praça da Liberdade", ["praca", "da", "liberdade"]);
  check("Großer Weg, Ærø", ["grosser", "weg", "aero"]);
  check("1º de Maio", ["1o", "de", "maio"]);
  check("", []);
  assert.equal(foldText("Ωmega"), "ωmega");
});

test("a short form has every reading it may have", () => {
  assert.deepEqual(listPlaceWords("St")[0].forms, ["street", "saint", "st"]);
  assert.deepEqual(listPlaceWords("Av.")[0].forms, ["avenue", "avenida", "av"]);
  assert.deepEqual(listPlaceWords("constructor")[0].forms, ["constructor"]);
  assert.equal(squashWords(listPlaceWords("High St")), "highstreet");
});

test("words that sound alike share a key, short ones and numbers have none", () => {
  const pairs: readonly [string, string][] = [
    ["knight", "nite"],
    ["philip", "filip"],
    ["douglas", "duglas"],
    ["leicester", "leisester"],
    ["wright", "rite"],
    ["queiros", "keiroz"],
  ];
  for (const [a, b] of pairs) assert.equal(soundKey(a), soundKey(b), `${a} ${b}`);
  assert.equal(soundKey("ann"), "");
  assert.equal(soundKey("12th"), "");
});

/** The textbook table, all of it (optimal string alignment). */
function plainEdits(a: string, b: string): number[] {
  const rows = Array.from({ length: a.length + 1 }, () =>
    Array.from({ length: b.length + 1 }, () => 0),
  );
  for (let i = 0; i <= a.length; i += 1) {
    for (let j = 0; j <= b.length; j += 1) {
      if (i === 0 || j === 0) {
        rows[i][j] = i + j;
        continue;
      }
      const substituted = rows[i - 1][j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      rows[i][j] = Math.min(substituted, rows[i - 1][j] + 1, rows[i][j - 1] + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1);
    }
  }
  return rows[a.length];
}

const word = fc.string({ unit: fc.constantFrom(..."abcde".split("")), maxLength: 10 });

test("bounded edits are those of the whole table, up to the bound", () => {
  fc.assert(
    fc.property(word, word, fc.integer({ min: 0, max: 3 }), (a, b, most) => {
      const codes = encodeWord(b);
      const whole = plainEdits(a, b);
      const count = (asPrefix: boolean): number =>
        countEdits(encodeWord(a), codes, 0, codes.length, most, asPrefix);
      assert.equal(count(false), Math.min(whole[b.length], most + 1));
      assert.equal(count(true), Math.min(...whole, most + 1));
    }),
    { numRuns: 2_000 },
  );
});

test("every word within the bound is found, however it is misspelt", () => {
  const words = fc.array(
    fc.string({ unit: fc.constantFrom(..."abcdefgh".split("")), minLength: 1, maxLength: 10 }),
    {
      minLength: 1,
      maxLength: 30,
    },
  );
  fc.assert(
    fc.property(words, word, fc.boolean(), (all, typed, asPrefix) => {
      if (typed === "") return;
      const table = new WordTable(all, true);
      const found = new Map(
        table.listMatches([typed], asPrefix).map((match) => [table.words[match.word], match.cost]),
      );
      for (const other of all) {
        const whole = plainEdits(typed, other);
        const edits = asPrefix ? Math.min(...whole) : whole[other.length];
        if (other === typed) assert.equal(found.get(other), 0);
        else if (edits <= mostEdits(typed.length)) assert.ok(found.has(other), `${typed} ${other}`);
      }
    }),
  );
});

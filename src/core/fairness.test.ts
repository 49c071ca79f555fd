/**
 * What Muster must never rest on: words about who somebody is change nothing that is decided, and no field could hold
 * them. A thousand histories are lived twice, once with such words in every text, and must differ in those texts only.
 */
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { RandomStream } from "../base/random.ts";
import { readDeclaredFields } from "../testing/core/declared-fields.ts";
import { intentArbitrary, beginShift, commandOf } from "../testing/core/random-command.ts";
import { makeRegionConfig } from "../testing/core/region-config.ts";
import { withPhrases } from "../testing/core/trait-words.ts";
import { Twin } from "../testing/core/twin.ts";
import * as fc from "fast-check";
import { hashState } from "./state/hash.ts";
import { shapes } from "./state/shapes.ts";
import * as vocabulary from "./vocabulary.ts";
import { exclusionCauses } from "./recommendation.ts";
import { refusalCodes, warningCodes } from "./refusal.ts";

describe("words about who somebody is", () => {
  test("change no decision, no fact of an event and no column: 1,000 histories", () => {
    const histories = fc.sample(
      fc.array(intentArbitrary, { minLength: 12, maxLength: 30, size: "max" }),
      { numRuns: 1_000, seed: 43 },
    );
    const stream = new RandomStream(43, "phrases");
    let told = 0;
    for (const intents of histories) {
      const [plain, worded] = [new Twin(true, false), new Twin(true, false)];
      for (const twin of [plain, worded]) beginShift(twin, 3);
      for (const intent of intents) {
        for (const twin of [plain, worded]) twin.wait(intent.waitSeconds);
        const command = commandOf(plain.state, plain.now, intent);
        const outcome = plain.ask(command, intent.lateSeconds);
        const said = withPhrases(command, stream);
        if (JSON.stringify(said) !== JSON.stringify(command)) told += 1;
        const again = worded.ask(said, intent.lateSeconds);
        assert.deepEqual(again.decision, outcome.decision, command.type);
        assert.deepEqual(again.events.map(factsOf), outcome.events.map(factsOf), command.type);
      }
      for (const twin of [plain, worded]) twin.state.text = undefined;
      assert.equal(hashState(worded.state), hashState(plain.state));
    }
    assert.ok(told > 2_000, `${told} commands had words in them`);
  });
});

function factsOf(event: object): object {
  const { text: _text, ...facts } = event as { text?: unknown };
  return facts;
}

describe("no field could hold it", () => {
  /** All names of a value, at any depth. */
  function namesOf(value: unknown): string[] {
    if (typeof value !== "object" || value === null) return [];
    return Object.entries(value).flatMap(([name, inner]) => [
      ...(Array.isArray(value) ? [] : [name]),
      ...namesOf(inner),
    ]);
  }

  // Parts of words, so that no compound or plural slips through; "reunion" and "communion" would be told apart by hand.
  const traits = /national|ethnic|religi|asylum|refugee|migra|union|race$|faith/i;

  function findTraits(names: readonly string[]): string[] {
    return names.filter((name) => traits.test(name));
  }

  test("the search finds what it is for", () => {
    assert.deepEqual(
      findTraits(["callerNationality", "asylum_state", "reach", "unionMembership", "migrants"]),
      ["callerNationality", "asylum_state", "unionMembership", "migrants"],
    );
  });

  test("a directive's scope is of types, areas, grades and skills: there is no field for a person or a group of people", () => {
    const file = join(import.meta.dirname, "directive", "directive-commands.ts");
    const said = ["issuer", "basis", "words"];
    const plain = (field: string): string => field.replace("?", "");
    const scope = ["incidentTypes", "areas", "grades", "skills"];
    assert.deepEqual(readDeclaredFields(file).get("directive.issue")?.map(plain).toSorted(), [...said, "effect", ...scope, "fromAt", "untilAt"].toSorted()); // prettier-ignore
    const issued = readDeclaredFields(
      join(import.meta.dirname, "directive", "directive-events.ts"),
    );
    assert.deepEqual(issued.get("directive.issued")?.map(plain).toSorted(), [...said.map((each) => `text.${each}`), "directive", "effect", ...scope, "fromAt", "untilAt"].toSorted()); // prettier-ignore
  });

  test("in the configuration, commands, events, columns, closed lists and codes", () => {
    const files = readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" }).filter(
      (file) => /(^|-|[/\\])(events|commands)\.ts$/.test(file),
    );
    assert.ok(files.length > 10, files.join(" "));
    const declared = files.flatMap((file) => {
      const fields = readDeclaredFields(join(import.meta.dirname, file));
      return [...fields.keys(), ...fields.values()].flat();
    });
    const lists = Object.values(vocabulary).flatMap((list) =>
      typeof list === "number" ? [] : "names" in list ? [...list.names] : [...list],
    );
    const names = [
      ...declared,
      ...lists,
      ...namesOf(makeRegionConfig()),
      ...namesOf(shapes),
      ...exclusionCauses.names,
      ...refusalCodes,
      ...warningCodes,
    ];
    assert.ok(names.length > 500);
    // A tier of mutual aid: from how far help comes, of nobody what they are.
    const toldApart = ["national"];
    assert.deepEqual(findTraits(names.filter((name) => !toldApart.includes(name))), []);
  });
});

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { getSection, readPage } from "../testing/core/reference-page.ts";
import { bannedSynonyms } from "../testing/tidy/word-rule.ts";
import { walk, type Node } from "../testing/tidy/source-file.ts";
import { listSources, readText } from "../testing/tidy/tree.ts";
import * as vocabulary from "./vocabulary.ts";

const page = readPage("glossary.md");
const { rows } = getSection(page, "What stands today");

/** Every name that some source file outside the tests uses. */
function listIdentifiers(): ReadonlySet<string> {
  const names = new Set<string>();
  for (const source of listSources().filter(
    ({ path }) => path.startsWith("src/") && !path.endsWith(".test.ts"),
  ))
    walk(source.body, (node: Node) => {
      if (node.type === "Identifier") names.add(String(node["name"]));
    });
  return names;
}

describe("docs/glossary.md", () => {
  test("every name in the code column is one in the code", () => {
    const identifiers = listIdentifiers();
    const named = rows.flatMap(([word, , code]) =>
      [...code.matchAll(/`([^`]+)`/g)].map(([, name]) => [word, name]),
    );
    assert.ok(named.length > 60);
    assert.deepEqual(
      named.filter(([, name]) => !identifiers.has(name)),
      [],
    );
    assert.deepEqual(
      rows.filter(([, , code]) => code === "").map(([word]) => word),
      [],
      "words without code",
    );
  });

  test("no word is in both tables or twice in one, and none is its own synonym", () => {
    const words = [...rows, ...getSection(page, "What later work brings").rows].flatMap(([word]) =>
      word.split(", "),
    );
    assert.deepEqual(
      words.filter((word, index) => words.indexOf(word) !== index),
      [],
    );
    const banned = bannedSynonyms(readText("docs/glossary.md"));
    assert.deepEqual(
      banned.filter((word) => words.includes(word)),
      [],
    );
    for (const word of ["job", "ticket", "resource", "tenant"])
      assert.ok(banned.includes(word), word);
  });
});

describe("closed lists", () => {
  test("names are unique and stand for their place in the list", () => {
    for (const [name, list] of Object.entries(vocabulary)) {
      if (typeof list === "number" || !("names" in list)) continue;
      const names: readonly string[] = list.names;
      assert.equal(new Set(names).size, names.length, name);
      names.forEach((each, index) =>
        assert.equal((list.code as Record<string, number>)[each], index, `${name}: ${each}`),
      );
      assert.ok(names.length <= 256, `${name} fits a byte`);
    }
  });

  test("columns that hold a state start with what an all-zero row means", () => {
    for (const list of [
      vocabulary.contactStates,
      vocabulary.incidentStates,
      vocabulary.allocationStates,
      vocabulary.alarmStates,
    ])
      assert.equal(list.names[0], "none");
    assert.equal(vocabulary.unitStatuses.names[0], "off");
    assert.equal(vocabulary.locationStates.names[0], "not asked");
  });

  test("progress of an allocation goes up with its code, and grades from sooner to later", () => {
    const { stacked, assigned, transporting, ended } = vocabulary.allocationStates.code;
    const { code } = vocabulary.allocationStates;
    assert.ok(
      stacked < assigned &&
        assigned < code["en route"] &&
        code["en route"] < code["at scene"] &&
        code["at scene"] < transporting &&
        transporting < ended,
    );
    assert.deepEqual(
      [...vocabulary.grades.names],
      ["immediate", "priority", "scheduled", "resolution"],
    );
  });
});

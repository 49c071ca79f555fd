import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { readDeclaredFields } from "../testing/core/declared-fields.ts";
import { getSection, listNames, readPage } from "../testing/core/reference-page.ts";
import { authority } from "./authority.ts";
import type { CommandType } from "./commands.ts";
import { refusalCodes, warningCodes } from "./refusal.ts";
import { alarmKinds, allocationEnds, noUnitEnds, shortfallCauses } from "./vocabulary.ts";

const page = readPage("reference/commands.md");
/** In the order of the page. */
const declared = new Map(
  [
    "commands.ts",
    "request/request-commands.ts",
    "queue-plan/queue-plan-commands.ts",
    "record/record-commands.ts",
    "statement/statement-commands.ts",
    "demand/demand-commands.ts",
    "gap/gap-commands.ts",
    "manual-pack/manual-pack-commands.ts",
    "figures/figures-commands.ts",
    "custody/custody-commands.ts",
    "hours/recall-commands.ts",
    "warning/warning-commands.ts",
    "aid/aid-commands.ts",
    "hospital/hospital-commands.ts",
    "community/community-commands.ts",
    "place-hazard/place-hazard-commands.ts",
    "directive/directive-commands.ts",
    "claim/claim-commands.ts",
    "hand-over/hand-over-commands.ts",
  ].flatMap((file) => [...readDeclaredFields(join(import.meta.dirname, file))]),
);
const typeHeading = /^[a-z-]+\.[a-z-]+$/;

describe("docs/reference/commands.md", () => {
  test("has every command, and no other", () => {
    const headings = page
      .map(({ heading }) => heading)
      .filter((heading) => typeHeading.test(heading));
    assert.ok(declared.size > 30);
    assert.deepEqual(headings, [...declared.keys()]);
    assert.deepEqual(headings.toSorted(), Object.keys(authority).toSorted());
  });

  test("has every field of every command, in order, says which are optional, and has no other", () => {
    for (const [type, fields] of declared) {
      const { rows } = getSection(page, type);
      const shown = rows.map(
        ([name, meaning]) => name + (meaning.startsWith("optional") ? "?" : ""),
      );
      assert.deepEqual(shown, fields, type);
    }
  });

  test("says for every command who may ask for it", () => {
    for (const type of declared.keys()) {
      const who = /^Who: (.*)\.$/m.exec(getSection(page, type).text)?.[1];
      const roles = authority[type as CommandType];
      assert.equal(who, roles.length === 0 ? "the server itself" : roles.join(", "), type);
    }
  });

  test("has every refusal and every warning, and no other", () => {
    assert.deepEqual(listNames(getSection(page, "Refusals")), [...refusalCodes]);
    assert.deepEqual(listNames(getSection(page, "Warnings")), [...warningCodes]);
  });
});

describe("every code is used", () => {
  const files = readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" });
  const text = files
    .filter(
      (file) =>
        file.endsWith(".ts") &&
        !file.endsWith(".test.ts") &&
        !/(refusal|vocabulary)\.ts$/.test(file),
    )
    .map((file) => readFileSync(join(import.meta.dirname, file), "utf8"))
    .join("\n");
  const unused = (names: readonly string[]): string[] =>
    names.filter(
      (name) => !text.includes(`"${name}"`) && !new RegExp(`\\b${name}: |\\.${name}\\b`).test(text),
    );

  test("each refusal and warning code is given by some rule", () => {
    assert.deepEqual(unused([...refusalCodes, ...warningCodes]), []);
  });

  test("each alarm kind is raised, each cause found, each end given", () => {
    assert.deepEqual(
      unused([...alarmKinds.names, ...noUnitEnds.names, ...allocationEnds.names]),
      [],
    );
    // A recommendation alone knows positions, so it alone says that they are too old.
    assert.deepEqual(unused(shortfallCauses.names), ["positions stale"]);
  });
});

import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { ukIncidentTypes } from "../../core/presets/uk-police.ts";
import { grades, thriveAnswers, thriveHeadings, type Thrive } from "../../core/vocabulary.ts";
import { suggestGrade } from "./suggest-grade.ts";

const burglary = ukIncidentTypes.find((type) => type.code === "burglary");

test("the type's own grade stands until an answer raises it, with the reason", () => {
  assert.equal(suggestGrade(undefined, {}), undefined);
  assert.deepEqual(suggestGrade(burglary, {}), {
    grade: "scheduled",
    reason: "usual for this type",
  });
  assert.deepEqual(suggestGrade(burglary, { harm: "some" }), {
    grade: "priority",
    reason: "harm is some",
  });
  assert.deepEqual(suggestGrade(burglary, { harm: "some", threat: "high" }), {
    grade: "immediate",
    reason: "threat is high",
  });
  assert.deepEqual(suggestGrade(undefined, { vulnerability: "high" }), {
    grade: "priority",
    reason: "vulnerability is high",
  });
});

const anyThrive: fc.Arbitrary<Thrive> = fc.dictionary(
  fc.constantFrom(...thriveHeadings),
  fc.constantFrom(...thriveAnswers.names),
);

test("no answer ever suggests a later response than the type's own", () => {
  fc.assert(
    fc.property(fc.constantFrom(...ukIncidentTypes), anyThrive, (type, thrive) => {
      const suggested = suggestGrade(type, thrive);
      assert.ok(suggested !== undefined);
      assert.ok(grades.code[suggested.grade] <= grades.code[type.grade]);
    }),
  );
});

import assert from "node:assert/strict";
import { test } from "node:test";
import type { RecordStatus } from "./record-status.ts";
import { recordText, recordWarning, witnessText } from "./record-text.ts";

const fine: RecordStatus = {
  signed: 100,
  behind: 3,
  behindSeconds: 0,
  isLate: false,
  signedSeconds: 2,
  witnesses: [],
  requiredWitnesses: 0,
  presentWitnesses: 0,
  fault: null,
};
const late = { ...fine, behind: 1_200, behindSeconds: 9, isLate: true };
const names = ["w.example/a", "w.example/b"];

test("the record's age, lag and witnesses are said in words, and what somebody has to see to is a warning", () => {
  const witnesses = names.map((name, index) => ({ name, fault: index === 1 ? "no answer" : null }));
  const witnessed = { ...fine, witnesses, requiredWitnesses: 2, presentWitnesses: 1 };
  for (const [status, text, who, warning] of [
    [fine, /^record signed 2 s ago$/, /^$/, /^$/],
    [{ ...fine, signedSeconds: null }, /^record up to date$/, /^$/, /^$/],
    [
      late,
      /^record behind by 1,200 entries for 9 s/,
      /^$/,
      /behind by 1,200 entries.*Commands go on/,
    ],
    [
      witnessed,
      /^record signed/,
      /^1 of 2 witnesses$/,
      /1 of 2 cosignatures.*w\.example\/b missing/,
    ],
    [{ ...witnessed, requiredWitnesses: 1 }, /^record signed/, /^1 of 2 witnesses$/, /^$/],
    [{ ...fine, requiredWitnesses: 1 }, /./, /^0 of 1 witness$/, /no witness has cosigned yet/],
    [{ ...fine, requiredWitnesses: 1, signedSeconds: null }, /./, /^0 of 1 witness$/, /^$/],
    [
      { ...late, fault: { code: "record.damaged", message: "The tiles are gone." } },
      /nothing is signed/,
      /^$/,
      /not kept: The tiles are gone/,
    ],
  ] as const) {
    assert.match(recordText(status), text);
    assert.match(witnessText(status), who);
    assert.match(recordWarning(status), warning);
  }
});

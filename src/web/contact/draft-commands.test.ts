import assert from "node:assert/strict";
import { test } from "node:test";
import { describeCommand, openIncidentCommand } from "./draft-commands.ts";
import { emptyDraft, type Draft } from "./draft.ts";

const point = { state: "given", latE7: 1, lonE7: 2, radiusM: 0 } as const;

test("only what the log does not know is described", () => {
  const known: Draft = { ...emptyDraft, callerNumber: "1", words: "Fire", location: point };
  assert.equal(describeCommand(4, known, known), undefined);
  assert.equal(describeCommand(4, { ...known, location: { ...point } }, known), undefined);
  assert.deepEqual(
    describeCommand(4, { ...known, words: "Fire and smoke", callerName: "Mary" }, known),
    {
      type: "contact.describe",
      contact: 4,
      callerName: "Mary",
      words: "Fire and smoke",
    },
  );
  assert.deepEqual(describeCommand(4, { ...known, words: "" }, known), {
    type: "contact.describe",
    contact: 4,
    words: "",
  });
});

test("a type that was taken back and a place that was typed anew are not described as gone", () => {
  const known: Draft = { ...emptyDraft, incidentType: "fire", location: point };
  assert.equal(
    describeCommand(4, { ...known, incidentType: "", location: null }, known),
    undefined,
  );
});

test("an incident takes words as its summary; a place without a position stays not asked", () => {
  const draft: Draft = {
    ...emptyDraft,
    incidentType: "fire",
    words: " Smoke ",
    place: " behind the mill ",
  };
  assert.deepEqual(openIncidentCommand(4, draft, "immediate"), {
    type: "incident.open",
    contact: 4,
    incidentType: "fire",
    location: { state: "not asked", latE7: 0, lonE7: 0, radiusM: 0 },
    grade: "immediate",
    thrive: {},
    hazards: [],
    summary: "Smoke",
    place: "behind the mill",
  });
});

import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { readDeclaredFields } from "../testing/core/declared-fields.ts";
import { commandSchema } from "./command-schema.ts";
import { hospitalCommands } from "./hospital-schema.ts";

const count = { type: "hospital.count", hospital: "royal", untilAt: 1, seconds: 600, arrivals: 4 };

test("a count has four fields, in the command, the event and the schema: no patient has one", () => {
  const fields = ["hospital", "untilAt", "seconds", "arrivals"];
  assert.deepEqual(Object.keys(hospitalCommands[0].shape), ["type", ...fields]);
  const folder = join(import.meta.dirname, "..", "core", "hospital");
  const commands = readDeclaredFields(join(folder, "hospital-commands.ts"));
  assert.deepEqual([...commands], [["hospital.count", fields]]);
  const events = readDeclaredFields(join(folder, "hospital-events.ts"));
  assert.deepEqual(events.get("hospital.counted"), fields);
  assert.deepEqual(
    [...events.values()].flat().filter((field) => field.startsWith("text")),
    [],
  );
});

test("any other field is refused, whatever it holds", () => {
  assert.ok(commandSchema.safeParse(count).success);
  for (const field of [
    "patient",
    "patients",
    "name",
    "age",
    "sex",
    "diagnosis",
    "injury",
    "text",
    "words",
    "note",
    "reason",
    "nhsNumber",
    "postcode",
    "details",
  ])
    // prettier-ignore
    assert.ok(!commandSchema.safeParse({ ...count, [field]: "x" }).success, field);
  for (const wrong of [
    { arrivals: [1, 2] },
    { arrivals: -1 },
    { arrivals: 1.5 },
    { seconds: 30 },
    { arrivals: "4" },
  ])
    // prettier-ignore
    assert.ok(!commandSchema.safeParse({ ...count, ...wrong }).success, JSON.stringify(wrong));
});

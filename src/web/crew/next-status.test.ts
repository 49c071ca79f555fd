import assert from "node:assert/strict";
import { test } from "node:test";
import type { Command } from "../../core/commands.ts";
import type { CrewUnit } from "./crew-views.ts";
import { nextStatus, projectStatus } from "./next-status.ts";

const unit = (status: CrewUnit["status"], incidents: CrewUnit["incidents"] = []): CrewUnit => ({
  unit: 7,
  callSign: "AB12",
  status,
  emergencyAt: null,
  welfare: "well",
  crew: 2,
  incidents,
  position: 1,
});
const progress = (status: "en route" | "at scene"): Command => ({
  type: "unit.progress",
  unit: 7,
  status,
});
const clear: Command = { type: "unit.clear", unit: 7 };

test("the button goes through the incident step by step", () => {
  const words = (status: CrewUnit["status"]): string =>
    nextStatus(7, projectStatus(unit(status), [])).words;
  assert.equal(words("assigned"), "En route");
  assert.equal(words("en route"), "At scene");
  assert.equal(words("at scene"), "Clear");
  assert.equal(words("transporting"), "Clear");
  assert.equal(words("unavailable"), "Available");
  assert.equal(nextStatus(7, projectStatus(unit("available"), [])).command, undefined);
  assert.equal(nextStatus(7, projectStatus(unit("off"), [])).command, undefined);
});

test("what was pressed and is on its way counts as done for the next press", () => {
  const row = unit("assigned", [
    { incident: 3, state: "assigned" },
    { incident: 5, state: "stacked" },
  ]);
  assert.deepEqual(projectStatus(row, []), { status: "assigned", incident: 3 });
  assert.deepEqual(projectStatus(row, [progress("en route"), progress("at scene")]), {
    status: "at scene",
    incident: 3,
  });
  assert.deepEqual(projectStatus(row, [progress("en route"), progress("at scene"), clear]), {
    status: "assigned",
    incident: 5,
  });
  assert.deepEqual(projectStatus(unit("at scene", [{ incident: 3, state: "at scene" }]), [clear]), {
    status: "available",
    incident: 0,
  });
});

test("a unit whose only incident is stacked has no active one", () => {
  const row = unit("committed", [{ incident: 5, state: "stacked" }]);
  assert.deepEqual(projectStatus(row, []), { status: "committed", incident: 0 });
});

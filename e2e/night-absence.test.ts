/**
 * The shift does not arrive: sixty people are planned and a third comes. The alarm is seen with its evidence, the level that the room
 * decides on defers a caller, and that caller is followed to the end: told, rung back, taken up, attended.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { rfc3339FromInstant } from "../src/base/instant.ts";
import { ukLevelPlan } from "../src/core/presets/uk-levels.ts";
import type { RegionConfig } from "../src/core/region/config.ts";
import { findChromium, noChromium } from "./chromium.ts";
import { keepScreenshot, withRoom } from "./room.ts";

const skip = findChromium() === undefined && noChromium;
const planned = 60;
const came = 20;
/** The preset's, with evidence that one sent unit gives, and no patience. */
const plan = ukLevelPlan.map((each) => ({
  ...each,
  holdSeconds: 1,
  triggers:
    each.level === "priority only"
      ? ([{ measure: "free units", grade: "priority", begins: 0, ends: 50 }] as const)
      : [],
}));

test(
  "a third of the shift comes: alarm, evidence, decision, one deferred caller",
  { skip },
  async () => {
    await withRoom({ units: 1 }, async (room) => {
      const { config } = await room.read<{ config: RegionConfig }>("config");
      await room.command({ type: "region.configure", config: { ...config, levelPlan: plan } });
      const begins = Math.ceil((Date.now() + 60_000) / 60_000) * 60_000_000;
      const [from, until] = [begins, begins + 8 * 3_600_000_000].map((at) =>
        rfc3339FromInstant(at),
      );
      const rows = Array.from({ length: planned }, (_, index) => ({
        line: index + 1,
        cells: { staff: `N-${index + 1}`, from, until, post: "constable" },
      }));
      const imported = await room.send("roster/import", { rows }, "supervisor");
      assert.ok(imported.ok, await imported.clone().text());
      for (let person = 0; person < came; person += 1)
        await room.command({ type: "person.book-on", person }, "supervisor");

      const page = await room.openConsole("supervisor", "?show=queue,units");
      await room.pass(12 * 60);
      await page.keyboard.press("a");
      const alarm = page.getByRole("listitem").filter({ hasText: "Many missing from the muster" });
      await alarm.waitFor();
      await alarm.getByRole("button", { name: "Open muster" }).click();
      await page.getByRole("status").filter({ hasText: `Many are missing. ${came} of ${planned} heads have booked on; ordinary is` }).waitFor(); // prettier-ignore
      await page.getByText("Why somebody is not there is not asked.", { exact: false }).waitFor();
      await keepScreenshot(page, "night-absence");

      // A call that can wait, then one that takes the only unit: the level is proposed with its evidence.
      const { latE7, lonE7, name } = room.places[0];
      const location = { state: "given", latE7, lonE7, radiusM: 0 } as const;
      const open = { type: "incident.open", incidentType: "theft", location, place: name } as const;
      await room.command({ ...open, grade: "scheduled" }, "supervisor");
      await room.command({ ...open, grade: "priority" }, "supervisor");
      await room.command({ type: "unit.send", incident: 2, units: [0] }, "supervisor");
      const strip = page.getByRole("region", { name: "Service level now", exact: true });
      await strip.getByText("priority only is proposed").waitFor();
      await strip.getByRole("button", { name: /Decide/ }).click();
      const panel = page.getByRole("region", { name: "service level", exact: true });
      await panel.getByRole("row", { name: /Free units, Priority 0 % points here/ }).waitFor();
      await panel.getByRole("button", { name: "Decide…" }).click();
      await panel.getByLabel("Why").fill("a third of the night shift is here");
      await panel.getByRole("button", { name: "Set priority only" }).click();

      // The caller of incident 1: promised, told, taken up when the unit is back, attended, closed.
      const promise = panel.getByRole("listitem", { name: "Promise of incident 1" });
      await promise.getByText("The caller is not told yet.").waitFor();
      await page.goto(`${room.origin}/?show=queue,units&incident=1`);
      const deferred = page.getByRole("region", { name: "Promise" });
      await deferred.getByRole("button", { name: /Called back/ }).click();
      await deferred.getByLabel("What the caller was told").fill("tonight, when a crew is free");
      await deferred.getByRole("button", { name: "Note the call-back" }).click();
      await deferred.getByText("Told: tonight, when a crew is free").waitFor();
      await keepScreenshot(page, "night-promise");
      await room.command({ type: "unit.stand-down", unit: 0 }, "supervisor");
      await deferred.getByRole("button", { name: /Take up/ }).click();
      await deferred.getByLabel("Why units are sent for now").fill("a crew is free");
      await deferred.getByRole("button", { name: "Take up", exact: true }).click(); // prettier-ignore
      const incident = page.getByRole("region", { name: "incident 1" });
      await incident.getByRole("checkbox", { name: /available/ }).first().waitFor(); // prettier-ignore
      await incident.getByRole("button", { name: /^Send 1 unit/ }).click();
      await incident.getByText("Allocated", { exact: true }).waitFor();
      await room.command({ type: "unit.progress", unit: 0, status: "at scene" }, "supervisor");
      await room.command({ type: "unit.clear", unit: 0 }, "supervisor");
      await room.command({ type: "incident.close", incident: 1, result: "resolved" }, "supervisor");
      const end = await room.read<{ state: string; assessed: string; promise: object | null }>("incidents/1"); // prettier-ignore
      assert.deepEqual([end.state, end.assessed], ["closed", "scheduled"]);
      assert.deepEqual(room.unexpectedFaults(), []);
    });
  },
);

/**
 * What a supervisor does to an incident: serves it below its assessment (both stand), changes type, place and
 * hazards, diverts a unit past a warning that must be accepted, stacks one, stands it down with a reason, closes,
 * reopens.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { findChromium, noChromium } from "./chromium.ts";
import { keepScreenshot, withRoom } from "./room.ts";

const skip = findChromium() === undefined && noChromium;

test(
  "grades apart, new place, divert with acceptance, stack, stand down, close, reopen",
  { skip },
  async () => {
    await withRoom({ units: 2 }, async (room) => {
      const [first, second] = room.places;
      const open = {
        type: "incident.open",
        incidentType: "violence",
        location: { state: "given", latE7: first.latE7, lonE7: first.lonE7, radiusM: 0 },
        grade: "immediate",
        place: first.name,
      } as const;
      for (let incident = 1; incident <= 3; incident += 1) await room.command(open, "supervisor");
      await room.command({ type: "unit.send", incident: 1, units: [0] }, "supervisor");
      await room.command({ type: "unit.send", incident: 3, units: [1] }, "supervisor");
      const page = await room.openConsole("supervisor", "?show=queue&incident=2");
      const panel = page.getByRole("region", { name: "incident 2" });
      const button = (name: string | RegExp) => panel.getByRole("button", { name });

      await button("Change type…").click();
      await panel.getByRole("combobox", { name: "Type" }).fill("weapon");
      await panel.getByRole("option", { name: /Person with a weapon/ }).waitFor();
      await page.keyboard.press("Enter");
      await button("Change the type").click();
      await panel.getByRole("heading", { name: /Person with a weapon/ }).waitFor();

      await button("Hazards…").click();
      await button("Knife").click();
      await button("Set hazards").click();
      await panel.getByText("⚠ Knife").waitFor();

      await button("Change place…").click();
      await panel.getByRole("combobox", { name: "Place", exact: true }).fill(second.name);
      await panel.getByRole("option", { name: second.name }).first().waitFor();
      await page.keyboard.press("Enter");
      await panel.getByRole("combobox", { name: "How sure the place is" }).selectOption("verified");
      await button("Set this place").click();
      await panel.getByText(/^Verified, /).waitFor();

      // A unit on an equal grade leaves its incident only when somebody says so a second time.
      const { units } = await room.read<{ units: readonly { callSign: string }[] }>("units");
      await panel.getByRole("combobox", { name: "By hand" }).fill(units[0].callSign);
      await panel.getByRole("option", { name: units[0].callSign }).waitFor();
      await page.keyboard.press("Enter");
      await button(/^Divert 1/).click();
      await panel.getByText(/leaves incident 1 .*accept it or choose otherwise/).waitFor();
      await keepScreenshot(page, "divert-acceptance");
      await button("Do it anyway").click();
      const allocations = page.getByRole("region", { name: "Units", exact: true });
      await allocations.getByText(/Assigned/).waitFor();

      await panel.getByRole("combobox", { name: "By hand" }).fill(units[1].callSign);
      await panel.getByRole("option", { name: units[1].callSign }).waitFor();
      await page.keyboard.press("Enter");
      await button("Stack").click();
      await allocations.getByText(/Stacked/).waitFor();
      await button(new RegExp(`Stand down ${units[1].callSign}`)).click();
      await panel.getByLabel("Why").fill("not needed behind");
      await button(`Stand ${units[1].callSign} down`).click();
      await panel
        .getByText(new RegExp(`Were on it: ${units[1].callSign} \\(stood down\\)`))
        .waitFor();

      await button("Serve as…").click();
      await panel.getByRole("radio", { name: /Scheduled/ }).click();
      await panel.getByLabel("Reason").fill("no cover tonight");
      await button("Set the served grade").click();
      await panel.getByText("Scheduled – not as assessed").waitFor();
      await keepScreenshot(page, "grades-apart");

      await button(new RegExp(`Stand down ${units[0].callSign}`)).click();
      await panel.getByLabel("Why").fill("handed over");
      await button(`Stand ${units[0].callSign} down`).click();
      await panel.getByText("Waiting", { exact: true }).waitFor();
      await button("Close with a result…").click();
      await panel.getByRole("button", { name: /Passed to another agency/ }).click();
      await panel.getByText("Closed", { exact: true }).waitFor();
      await button("Reopen…").click();
      await panel.getByLabel("Why it is opened again").fill("they called again");
      await button("Reopen incident 2").click();
      await panel.getByText("Waiting", { exact: true }).waitFor();
      await button("History").click();
      const history = page.getByRole("region", { name: "History" });
      await history.getByText("Incident 2 is open again: they called again").waitFor();
      await history.getByText("Incident 2 is served as scheduled: no cover tonight").waitFor();
      assert.deepEqual(
        room.unexpectedFaults().filter((fault) => !/status of 409/.test(fault)),
        [],
      );
    });
  },
);

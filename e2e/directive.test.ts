/**
 * A supervisor issues a directive in the browser; a dispatcher withholds one dispatch under it with a reason; the incident waits in the
 * open with that cause, an Immediate can not be put under it, and the overseer counts by directive. Then the caller is hurt after
 * all: assessed as Immediate, the dispatch is restored by itself.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { findChromium, noChromium } from "./chromium.ts";
import { keepScreenshot, withRoom, type Room } from "./room.ts";

const skip = findChromium() === undefined && noChromium;

function open(room: Room, grade: "immediate" | "scheduled") {
  const { latE7, lonE7 } = room.places[0];
  const location = { state: "verified", latE7, lonE7, radiusM: 0 } as const;
  return room.command(
    { type: "incident.open", incidentType: "theft", grade, location },
    "supervisor",
  );
}

test(
  "a dispatch is withheld under a directive, waits in the open and is counted",
  { skip },
  async () => {
    await withRoom({ units: 1 }, async (room) => {
      await open(room, "scheduled");
      await open(room, "immediate");
      const page = await room.openConsole("supervisor", "?show=queue,units");
      await page.getByRole("row", { name: /Theft/ }).first().waitFor();
      await page.keyboard.press("d");
      const panel = page.getByRole("region", { name: "directives", exact: true });
      await panel.getByText("No directive stands").waitFor();
      await panel.getByRole("button", { name: /Issue a directive/ }).click();
      const form = panel.getByRole("form", { name: "Issue a directive" });
      await form.getByLabel(/^Issuer/).fill("Chief officer");
      await form.getByLabel("Legal basis").fill("order 7 under the emergency plan");
      await form.getByLabel("What it orders").fill("nobody to damage without injury");
      await form.getByRole("checkbox", { name: "Priority" }).check();
      await keepScreenshot(page, "directive-form");
      await form.getByRole("button", { name: "Issue it" }).click();
      const line = panel.getByRole("listitem", { name: "Directive 1" });
      await line.getByText("0 dispatches withheld so far; 0 now").waitFor();

      // The incident in its scope offers it; the Immediate does not.
      await page.goto(`${room.origin}/?show=queue,units&incident=2`);
      const incident = (number: number) =>
        page.getByRole("region", { name: `incident ${number}`, exact: true });
      await incident(2).getByRole("region", { name: "Recommendation" }).waitFor();
      assert.equal(
        await incident(2)
          .getByRole("button", { name: /under directive/ })
          .count(),
        0,
      );
      await page.goto(`${room.origin}/?show=queue,units&incident=1`);
      await incident(1).getByRole("button", { name: "Withhold under directive 1…" }).click();
      await incident(1)
        .getByLabel(/^Why, under directive 1/)
        .fill("shed broken open, nobody hurt");
      await incident(1).getByRole("button", { name: "Withhold the dispatch" }).click();
      await incident(1).getByText("Dispatch withheld", { exact: true }).waitFor();
      await incident(1).getByText("no unit free: withheld by directive").waitFor();
      await incident(1)
        .getByText(/Withheld under directive 1: nobody is proposed/)
        .waitFor();
      await page
        .getByRole("row", { name: /Theft.*withheld/i })
        .first()
        .waitFor();
      await keepScreenshot(page, "directive-withheld");

      const overseer = await room.openConsole("overseer", "?show=queue&panel=directives");
      const counted = overseer.getByRole("listitem", { name: "Directive 1" });
      await counted.getByText("1 dispatch withheld so far; 1 now").waitFor();
      await counted.getByRole("button", { name: /^1 Scheduled/ }).waitFor();
      await keepScreenshot(overseer, "directive-counted");

      await room.command({ type: "incident.assess", incident: 1, grade: "immediate", reason: "she is hurt" }, "supervisor"); // prettier-ignore
      await incident(1)
        .getByText("Dispatch withheld", { exact: true })
        .waitFor({ state: "detached" });
      await incident(1).getByRole("checkbox").first().waitFor();
      await counted.getByText("1 dispatch withheld so far; 0 now").waitFor();
      assert.deepEqual(room.unexpectedFaults(), []);
    });
  },
);

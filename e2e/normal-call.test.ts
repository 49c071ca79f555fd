/**
 * A whole normal call by keyboard only: sign in, take the call, find the place and the type, assess, open the
 * incident, send what is recommended, follow the unit, write a note, strike it, close with a result.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { findChromium, noChromium } from "./chromium.ts";
import { focusedName, tabTo } from "./keyboard.ts";
import { keepScreenshot, withRoom } from "./room.ts";
import { roomPassword } from "./room-names.ts";

const skip = findChromium() === undefined && noChromium;

test("a normal call from ring to result, by keyboard only", { skip }, async () => {
  await withRoom({ units: 12 }, async (room) => {
    const page = await room.openBlank({ width: 1600, height: 1000 });
    const { keyboard } = page;
    await page.goto(`${room.origin}/?show=queue,units`);
    await page.getByLabel("Account").waitFor();
    await keyboard.type("dispatcher");
    await keyboard.press("Tab");
    await keyboard.type(roomPassword);
    await keyboard.press("Enter");
    await page.getByRole("button", { name: /New contact/ }).waitFor();

    await keyboard.press("n");
    const number = page.getByLabel("Caller’s number");
    await number.waitFor();
    assert.match(await focusedName(page), /number/);
    await keyboard.type("07009 001234");
    await page.getByText("since the answer").waitFor();
    assert.equal(await number.inputValue(), "07009 001234");

    await keyboard.press("Tab");
    assert.match(await focusedName(page), /name/);
    await keyboard.type("Mary");
    await keyboard.press("Tab");
    assert.match(await focusedName(page), /Place/);
    const place = room.places[3];
    await keyboard.type(place.name);
    await page.getByRole("option", { name: place.name }).first().waitFor();
    await keyboard.press("Enter");
    await page.getByTestId("location").filter({ hasText: "Given" }).waitFor();

    await tabTo(page, /What is happening/);
    await keyboard.type("Two cars crashed, a man is hurt and trapped");
    await keyboard.press("Tab");
    assert.match(await focusedName(page), /Type/);
    await keyboard.type("inj crash");
    await page.getByRole("option", { name: /Collision with injury/ }).waitFor();
    await keyboard.press("Tab");
    assert.equal(await page.getByLabel("Type").inputValue(), "Collision with injury");

    await tabTo(page, /not asked/);
    await keyboard.type("233112");
    const harm = page
      .getByRole("radiogroup", { name: "Harm" })
      .getByRole("radio", { name: "high" });
    assert.equal(await harm.getAttribute("aria-checked"), "true");
    const grade = page.getByRole("radiogroup", { name: "Grade" });
    const immediate = grade.getByRole("radio", { name: /Immediate/ });
    assert.equal(await immediate.getAttribute("aria-checked"), "true", "suggested from the type");
    await keepScreenshot(page, "contact-form");

    await keyboard.press("Control+Enter");
    const recommendation = page.getByRole("region", { name: "Recommendation" });
    await recommendation.getByRole("checkbox").first().waitFor();
    await page.waitForFunction(() => document.activeElement?.getAttribute("type") === "checkbox");
    await keepScreenshot(page, "recommendation");
    await keyboard.press("Enter");
    const units = page.getByRole("region", { name: "Units" });
    await units
      .getByText(/Assigned/)
      .first()
      .waitFor();
    const incident = page.getByRole("region", { name: /^incident 1$/ });
    await incident.getByText("Allocated", { exact: true }).waitFor();

    await tabTo(page, /^En route:/);
    await keyboard.press("Enter");
    await units
      .getByText(/En route/)
      .first()
      .waitFor();
    await tabTo(page, /^At scene:/);
    await keyboard.press("Enter");
    await incident.getByText("Attended", { exact: true }).waitFor();
    await incident.getByText("to the first unit at the scene").waitFor();

    await tabTo(page, /New note/);
    await keyboard.type("Red car, one man trapped by the legs");
    await keyboard.press("Enter");
    const notes = page.getByRole("region", { name: "Notes" });
    await notes.getByText("Red car, one man trapped by the legs").waitFor();
    await tabTo(page, /^Strike/);
    await keyboard.press("Enter");
    await keyboard.type("It was a blue car");
    await keyboard.press("Enter");
    await notes.getByText(/Struck through at .*: It was a blue car/).waitFor();

    await endWork(room);
    await incident.getByText("Awaiting result", { exact: true }).waitFor();
    await tabTo(page, /Close with a result/);
    await keyboard.press("Enter");
    await page.getByRole("group", { name: "Close incident 1 as" }).waitFor();
    await keyboard.press("2");
    await incident.getByText("Closed", { exact: true }).waitFor();
    await incident.getByText("Report taken").waitFor();
    await tabTo(page, /^History/);
    await keyboard.press("Enter");
    await page.getByText("Contact 1 is answered").waitFor();
    await keepScreenshot(page, "incident-closed");
    assert.deepEqual(room.unexpectedFaults(), []);
  });
});

interface UnitsAnswer {
  readonly units: readonly { readonly unit: number; readonly status: string }[];
}

/** The crews finish: every unit that is at work becomes free again. */
async function endWork(room: Parameters<Parameters<typeof withRoom>[1]>[0]): Promise<void> {
  const { units } = await room.read<UnitsAnswer>("units");
  for (const { unit, status } of units) {
    if (status === "assigned") await room.command({ type: "unit.stand-down", unit }, "supervisor");
    if (status === "en route")
      await room.command({ type: "unit.progress", unit, status: "at scene" }, "supervisor");
    if (status === "en route" || status === "at scene")
      await room.command({ type: "unit.clear", unit }, "supervisor");
  }
}

/**
 * The crew's phone: sign in, the incident with its hazards, the next status with one button up to clear, the stack
 * behind; presses made without network are kept and arrive once each; the emergency by finger and by keyboard.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { findChromium, noChromium } from "./chromium.ts";
import { keepScreenshot, withRoom, type Room } from "./room.ts";

const skip = findChromium() === undefined && noChromium;

async function openIncident(room: Room, summary: string): Promise<number> {
  const { latE7, lonE7, name } = room.places[2];
  const { made } = await room.command(
    {
      type: "incident.open",
      incidentType: "violence",
      location: { state: "given", latE7, lonE7, radiusM: 0 },
      grade: "immediate",
      place: name,
      hazards: ["knife", "dog"],
      summary,
    },
    "supervisor",
  );
  return made.incident ?? 0;
}

interface UnitAnswer {
  readonly status: string;
  readonly emergencyAt: number | null;
  readonly lastPosition: { readonly latE7: number; readonly lonE7: number } | null;
}

test("a crew works an incident on its phone, through a gap in the network", { skip }, async () => {
  await withRoom({ units: 3 }, async (room) => {
    const first = await openIncident(room, "Two men fight outside");
    const second = await openIncident(room, "Broken glass, somebody shouts");
    await room.command({ type: "unit.send", incident: first, units: [0] }, "supervisor");
    await room.command(
      { type: "unit.send", incident: second, units: [0], mode: "stack" },
      "supervisor",
    );
    await room.command(
      { type: "incident.note", incident: first, note: "Caller is inside the shop" },
      "supervisor",
    );
    const phone = await room.openPhone();
    const unitStatus = async (): Promise<string> => (await room.read<UnitAnswer>("units/0")).status;

    const card = phone.getByRole("region", { name: `Incident ${first}` });
    await card.getByRole("list", { name: "Hazards" }).getByText("Knife").waitFor();
    await card.getByText("Two men fight outside").waitFor();
    await card.getByText("Caller is inside the shop").waitFor();
    await phone.getByRole("region", { name: "Next incidents" }).getByText(String(second)).waitFor();
    await phone.getByText(/^Live, heard/).waitFor();
    await keepScreenshot(phone, "crew");

    // The server tells of something new, and the view of it does not come: the page says by how much it is behind.
    await phone.route("**/units/0", (route) => route.abort());
    for (const note of ["He is outside now", "She is with him"])
      await room.command({ type: "incident.note", incident: first, note }, "supervisor");
    await phone.getByText(/^Live, heard .* ago, behind by 2 events$/).waitFor();
    await phone.unroute("**/units/0");
    await room.command(
      { type: "incident.note", incident: first, note: "Both have left" },
      "supervisor",
    );
    await card.getByText("Both have left").waitFor();
    await phone.getByText(/^Live, heard [^,]* ago$/).waitFor();

    await phone.getByRole("button", { name: "En route", exact: true }).click();
    await phone.getByRole("status").getByText("En route").waitFor();
    await phone.getByRole("button", { name: "At scene" }).waitFor();

    // The phone becomes the source of the unit's position.
    await phone.context().grantPermissions(["geolocation"]);
    await phone.context().setGeolocation({ latitude: 54.0123, longitude: 3.0123 });
    await phone.getByLabel("This phone tells where the unit is").check();
    await phone.getByText("Position sent").waitFor();
    const { lastPosition } = await room.read<UnitAnswer>("units/0");
    assert.deepEqual([lastPosition?.latE7, lastPosition?.lonE7], [540_123_000, 30_123_000]);

    // Nobody answers for a while: the presses are kept, the button goes on.
    await room.kill();
    await phone.getByRole("button", { name: "At scene" }).click();
    await phone.getByText(/1 press is on the way, kept on this phone/).waitFor();
    await phone.getByRole("button", { name: "Clear" }).click();
    await phone.getByText(/2 presses are on the way/).waitFor();
    await phone.getByText(/Not connected since/).waitFor();
    await keepScreenshot(phone, "crew-offline");
    await room.restart();
    await phone.getByText(/on the way/).waitFor({ state: "detached" });
    await phone.getByRole("region", { name: `Incident ${second}` }).waitFor();
    assert.equal(await unitStatus(), "assigned", "at scene and clear arrived once each, in order");

    // The emergency: a short touch does nothing, a held one raises it.
    const emergency = phone.getByRole("button", { name: /Emergency/ });
    await emergency.click();
    assert.equal((await room.read<UnitAnswer>("units/0")).emergencyAt, null);
    await emergency.hover();
    await phone.mouse.down();
    await phone
      .getByRole("alert")
      .getByText(/EMERGENCY/)
      .waitFor();
    await phone.mouse.up();
    await phone
      .getByRole("alert")
      .getByText(/EMERGENCY since/)
      .waitFor();
    assert.notEqual((await room.read<UnitAnswer>("units/0")).emergencyAt, null);
    await keepScreenshot(phone, "crew-emergency");
    await room.command({ type: "unit.end-emergency", unit: 0, reason: "test over" }, "supervisor");
    await phone.getByRole("alert").waitFor({ state: "detached" });

    // The same by keyboard: pressed twice.
    await emergency.focus();
    await phone.keyboard.press("Enter");
    await phone.getByRole("button", { name: /Raise the emergency now/ }).waitFor();
    await phone.keyboard.press("Enter");
    await phone
      .getByRole("alert")
      .getByText(/EMERGENCY since/)
      .waitFor();
  });
});

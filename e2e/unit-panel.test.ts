/**
 * What a unit's panel offers a dispatcher: the acts that the unit's status allows and no other, every status that may be
 * set by hand, and the emergency over all of them.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { findChromium, noChromium } from "./chromium.ts";
import { withRoom } from "./room.ts";

const skip = findChromium() === undefined && noChromium;

test("a unit's panel offers what its status allows", { skip }, async () => {
  await withRoom({ units: 1 }, async (room) => {
    const { latE7, lonE7, name } = room.places[1];
    const { made } = await room.command(
      {
        type: "incident.open",
        incidentType: "noise",
        location: { state: "given", latE7, lonE7, radiusM: 0 },
        grade: "scheduled",
        place: name,
      },
      "supervisor",
    );
    const page = await room.openConsole("dispatcher", "?show=queue,units&unit=0");
    const panel = page.getByRole("region", { name: /^unit / });
    const button = (words: string) => panel.getByRole("button", { name: words, exact: true });
    const readStatus = async () => (await room.read<{ status: string }>("units/0")).status;

    await button("Set committed, deployable").click();
    await button("Set available").waitFor();
    assert.equal(await readStatus(), "committed deployable");
    await button("Set available").click();

    await room.command(
      { type: "unit.send", incident: made.incident ?? 0, units: [0] },
      "supervisor",
    );
    await button("Set en route").click();
    await button("Set at scene").waitFor();
    assert.equal(await button("Clear").count(), 0, "it was not at the scene");
    await button("Set at scene").click();
    await button("Emergency").click();
    await panel.getByText(/^Emergency since/).waitFor();
    await button("Clear").click();
    await button("Book off").waitFor();
    assert.equal(await readStatus(), "available");
    await panel.getByText(/^Emergency since/).waitFor();
    await panel.getByLabel("Reason for ending it").fill("pressed by mistake");
    await button("End the emergency").click();
    await panel.getByText(/^Emergency since/).waitFor({ state: "detached" });
    assert.deepEqual(room.unexpectedFaults(), []);
  });
});

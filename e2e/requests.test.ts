/**
 * A request from both sides, by keys: the room asks, the partner's page acknowledges with the bytes that came and accepts; the
 * partner asks, nobody answers, it escalates on the console, and the room refuses with a reason.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { findChromium, noChromium } from "./chromium.ts";
import { keepScreenshot, withRoom } from "./room.ts";

const skip = findChromium() === undefined && noChromium;

interface Shown {
  readonly requests: readonly { readonly state: string; readonly receipt: string }[];
}

test("the room and a partner ask each other, on two screens", { skip }, async () => {
  await withRoom({ units: 1 }, async (room) => {
    const states = async () => (await room.read<Shown>("requests?state=all")).requests;
    await room.command(
      {
        type: "request.ask",
        direction: "outgoing",
        kind: "escort",
        quantity: 1,
        party: { kind: "partner", code: "partner" },
        words: "Escort a pump to the bridge — two roads are shut",
      },
      "supervisor",
    );
    const partner = await room.openPage("/", "partner", { width: 1024, height: 800 });
    const asked = partner.getByRole("listitem", { name: "Request 1" });
    await asked.getByText("Escort a pump").waitFor();
    await asked.getByRole("button", { name: "Acknowledge" }).press("Enter");
    await asked.getByText("arrived whole").waitFor();
    await asked.getByRole("button", { name: "Accept request 1" }).press("Enter");
    await asked.getByRole("button", { name: "Commit" }).waitFor();
    assert.partialDeepStrictEqual(await states(), [
      { state: "accepted", receipt: "arrived whole" },
    ]);
    await partner.getByLabel("In words").fill("Close the bridge road, please");
    await partner.getByLabel("For", { exact: true }).selectOption("information");
    await partner.getByRole("button", { name: "Ask", exact: true }).press("Enter");
    await partner.getByRole("listitem", { name: "Request 2" }).getByText("asked").waitFor();
    await keepScreenshot(partner, "partner-requests");

    const page = await room.openConsole("dispatcher", "?show=queue,units");
    await page.getByRole("button", { name: /2 requests/ }).waitFor();
    await room.pass(330);
    await page.getByRole("button", { name: /2 requests 1 late/ }).waitFor();
    await page.keyboard.press("s");
    const panel = page.getByRole("region", { name: "requests" });
    const late = panel.getByRole("listitem", { name: "Request 2" });
    await late.getByText(/an acknowledgement is owed, since .* step 1: dispatcher/).waitFor();
    await keepScreenshot(page, "requests-late");
    await late.getByRole("button", { name: /Refuse/ }).press("Enter");
    await late.getByLabel("Why it is refused").fill("the council has the road");
    await page.keyboard.press("Enter");
    await late.getByText("refused", { exact: true }).waitFor();
    const ended = partner.getByRole("listitem", { name: "Request 2" });
    await ended.getByText(/the council has the road/).waitFor();
    assert.partialDeepStrictEqual(await states(), [{ state: "accepted" }, { state: "refused" }]);
    assert.deepEqual(room.unexpectedFaults(), []);
  });
});

/** Custody on the console by keyboard alone: an item is issued, handed over and handed in, is missing and found, and shows its chain. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { findChromium, noChromium } from "./chromium.ts";
import { keepScreenshot, withRoom } from "./room.ts";

const skip = findChromium() === undefined && noChromium;

interface Items {
  readonly items: readonly { readonly code: string; readonly state: string; readonly holder: string | null }[]; // prettier-ignore
}

test("who holds what, from hand to hand by keys", { skip }, async () => {
  await withRoom({ units: 1 }, async (room) => {
    for (const staffNumber of ["N1", "N2"])
      await room.command({ type: "person.register", staffNumber, post: "constable", skills: [] }, "administrator"); // prettier-ignore
    for (const code of ["K1", "K2"])
      await room.command({ type: "item.register", code, kind: "key" }, "administrator");
    await room.command({ type: "person.book-on", person: 0, items: [0] }, "supervisor");
    const hands = async (): Promise<string[]> =>
      (await room.read<Items>("custody")).items.map(({ code, state, holder }) => `${code} ${holder ?? state}`); // prettier-ignore

    const page = await room.openConsole("dispatcher", "?show=queue,units");
    await page.getByRole("button", { name: "Custody 1 out" }).waitFor();
    await page.keyboard.press("h");
    const panel = page.getByRole("region", { name: "custody" });
    const key = panel.getByRole("listitem", { name: "K1" });
    await key.getByText("With N1").waitFor();
    await key.getByRole("button", { name: "Hand over… K1" }).focus();
    await page.keyboard.press("Enter");
    await page.keyboard.type("n9");
    await key.getByText("Nobody of this roster has that.").waitFor();
    await page.keyboard.press("Backspace");
    await page.keyboard.type("2");
    await page.keyboard.press("Enter");
    await key.getByText("With N2, who is off duty").waitFor();
    assert.deepEqual(await hands(), ["K1 N2", "K2 in store"]);
    await panel.getByText("1 item with 1 off duty").waitFor();
    await keepScreenshot(page, "custody-owed");

    await key.getByRole("button", { name: "Missing… K1" }).focus();
    await page.keyboard.press("Enter");
    await page.keyboard.type("not on the hook");
    await page.keyboard.press("Enter");
    await key.getByText("Missing, last with N2").waitFor();
    await key.getByRole("button", { name: "Found… K1" }).focus();
    await page.keyboard.press("Enter");
    await page.keyboard.type("behind the desk");
    await page.keyboard.press("Enter");
    await key.getByText("In store, last with N2").waitFor();
    await key.getByRole("button", { name: "Chain K1" }).focus();
    await page.keyboard.press("Enter");
    const chain = key.getByRole("list", { name: "Chain of K1, the last hand first" });
    await chain.getByText("K1 is found: behind the desk").waitFor();
    assert.equal(await chain.getByRole("listitem").count(), 5);
    await keepScreenshot(page, "custody-chain");
    await panel.getByLabel("Find by code, staff number or call sign").fill("k2");
    await key.waitFor({ state: "detached" });
    assert.deepEqual(await hands(), ["K1 in store", "K2 in store"]);
    await page.keyboard.press("Escape");
    assert.deepEqual(room.unexpectedFaults(), []);
  });
});

/**
 * Signing out without a network: the page leaves at once and says that the server does not know yet; the session there
 * ends as soon as the network is back, on this page or on the next one that is opened.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { BrowserContext, Page } from "playwright-core";
import { findChromium, noChromium } from "./chromium.ts";
import { keepScreenshot, withRoom, type Room } from "./room.ts";

const skip = findChromium() === undefined && noChromium;

async function cookiesOf(context: BrowserContext): Promise<string> {
  const cookies = await context.cookies();
  return cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
}

async function statusOf(room: Room, cookie: string): Promise<number> {
  return (await fetch(`${room.origin}/api/session`, { headers: { cookie } })).status;
}

async function signOutOffline(page: Page): Promise<void> {
  await page.context().setOffline(true);
  await page.getByRole("button", { name: /Test dispatcher/ }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("status").filter({ hasText: "session is still open there" }).waitFor();
}

test("the session ends when the network is back", { skip }, async () => {
  await withRoom({ units: 1 }, async (room) => {
    const page = await room.openConsole("dispatcher");
    const cookie = await cookiesOf(page.context());
    await signOutOffline(page);
    await keepScreenshot(page, "signed-out-offline");
    assert.equal(await statusOf(room, cookie), 200, "the server does not know yet");
    await page.context().setOffline(false);
    await page.getByText("Signed out.").waitFor();
    assert.equal(await statusOf(room, cookie), 401);
  });
});

test("a page that is opened later ends it first, and shows nobody's room", { skip }, async () => {
  await withRoom({ units: 1 }, async (room) => {
    const page = await room.openConsole("dispatcher");
    const context = page.context();
    const cookie = await cookiesOf(context);
    await signOutOffline(page);
    await page.close();
    await context.setOffline(false);
    assert.equal(await statusOf(room, cookie), 200, "no page was open to tell it");
    const later = await context.newPage();
    await later.goto(room.origin);
    await later.getByLabel("Password").waitFor();
    assert.equal(await statusOf(room, cookie), 401);
  });
});

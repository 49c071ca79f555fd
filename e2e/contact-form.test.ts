/**
 * The contact form beyond the normal call: Escape keeps what was typed, a place that the map does not know is forced,
 * a contact ends without an incident, an abandoned one is called back by number keys until it is reached.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { findChromium, noChromium } from "./chromium.ts";
import { tabTo } from "./keyboard.ts";
import { keepScreenshot, withRoom } from "./room.ts";

const skip = findChromium() === undefined && noChromium;

interface ContactAnswer {
  readonly state: string;
  readonly outcome: string | null;
  readonly callerName: string;
  readonly words: string;
}

interface IncidentAnswer {
  readonly place: string;
  readonly location: { readonly state: string };
}

test(
  "a draft survives Escape and a reload; a place can be forced; a contact ends with an outcome",
  { skip },
  async () => {
    await withRoom({ units: 2 }, async (room) => {
      const page = await room.openConsole("call-taker", "?show=queue");
      const { keyboard } = page;
      await keyboard.press("n");
      await keyboard.type("07009 777");
      await page.getByText("since the answer").waitFor();
      const words = page.getByLabel("What is happening");
      await words.fill("A dog in a hot car");
      await keyboard.press("Escape");
      await words.waitFor({ state: "detached" });
      await page.getByRole("button", { name: "Open contact 1" }).click();
      assert.equal(await words.inputValue(), "A dog in a hot car");
      await page.reload();
      await words.waitFor();
      assert.equal(await words.inputValue(), "A dog in a hot car");

      // A paste that is longer than the log takes is cut off by the browser: the form says so.
      await words.fill("w".repeat(5_000));
      await page.getByText("Full: 4000 characters at most").waitFor();
      assert.equal((await words.inputValue()).length, 4_000);
      await words.fill("A dog in a hot car");
      await page.getByText("Full: 4000 characters").waitFor({ state: "detached" });

      await page
        .getByRole("combobox", { name: "Place", exact: true })
        .fill("the old quay behind the mill");
      await page
        .getByRole("option", { name: /^Force/ })
        .first()
        .waitFor();
      await page.getByText("Words only: no position chosen yet").waitFor();
      await keyboard.press("Enter");
      await page.getByTestId("location").filter({ hasText: "Forced, within" }).waitFor();
      await keepScreenshot(page, "contact-forced-place");
      await page.getByRole("combobox", { name: "Type" }).fill("concern");
      await page.getByRole("option", { name: /Concern for safety/ }).waitFor();
      await keyboard.press("Enter");
      await keyboard.press("Control+Enter");
      await page.getByRole("region", { name: "incident 1" }).waitFor();
      const incident = await room.read<IncidentAnswer>("incidents/1");
      assert.equal(incident.place, "the old quay behind the mill");
      assert.equal(incident.location.state, "forced");

      await keyboard.press("Escape");
      await keyboard.press("n");
      await keyboard.type("07009 888");
      await page.getByText("since the answer").waitFor();
      await keyboard.press("Alt+e");
      await page.getByRole("group", { name: "End without an incident as" }).waitFor();
      await keyboard.press("1");
      await page.getByText("none waiting").waitFor();
      const ended = await room.read<ContactAnswer>("contacts/2");
      assert.deepEqual([ended.state, ended.outcome], ["ended", "advice given"]);
      assert.deepEqual(room.unexpectedFaults(), []);
    });
  },
);

test("an abandoned call is called back by number keys until it is reached", { skip }, async () => {
  await withRoom({ units: 1 }, async (room) => {
    await room.command({ type: "contact.receive", channel: "call", callerNumber: "07009 999" });
    await room.command({ type: "contact.abandon", contact: 1 });
    const page = await room.openConsole("call-taker", "?show=queue");
    const { keyboard } = page;
    await page.getByText("1 open contact").waitFor();
    await keyboard.press("c");
    const panel = page.getByRole("region", { name: "contact 1" });
    await panel.getByText(/^Call back by .*, in /).waitFor();
    await tabTo(page, /Reached/);
    await keyboard.press("2");
    await panel.getByText(/1 attempt so far/).waitFor();
    await keyboard.press("3");
    await panel.getByText(/2 attempts so far/).waitFor();
    await keyboard.press("1");
    await panel.getByText("since the answer").waitFor();
    assert.equal((await room.read<ContactAnswer>("contacts/1")).state, "answered");
  });
});

test("a click on the map is the place, with the words of the map around it", { skip }, async () => {
  await withRoom({ units: 1 }, async (room) => {
    const page = await room.openConsole("call-taker", "?show=map");
    await page.keyboard.press("n");
    const place = page.getByRole("combobox", { name: "Place", exact: true });
    await place.waitFor();
    await page.locator("canvas").first().waitFor();
    await page.getByRole("button", { name: "Pin on map" }).click();
    await page.getByRole("button", { name: "Click on the map…" }).waitFor();
    const box = await page.locator("canvas").first().boundingBox();
    assert.ok(box !== null);
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    await page.getByTestId("location").filter({ hasText: "Given, " }).waitFor();
    await page.waitForFunction(
      () => !document.querySelector<HTMLInputElement>("#contact-place")?.value.startsWith("Pin at"),
    );
    assert.notEqual(await place.inputValue(), "");
    await keepScreenshot(page, "contact-pin");
  });
});

test(
  "words from elsewhere appear in a form that is being typed in, and stay",
  { skip },
  async () => {
    await withRoom({ units: 1 }, async (room) => {
      await room.command({ type: "contact.receive", channel: "call", callerNumber: "07009 555" });
      await room.command({ type: "contact.answer", contact: 1 }, "supervisor");
      const page = await room.openConsole("call-taker", "?contact=1");
      const name = page.getByLabel("Caller’s name");
      await name.fill("Mary");
      const said = { type: "contact.describe", contact: 1, words: "Smoke from the roof" } as const;
      await room.command(said, "supervisor");
      const words = page.getByLabel("What is happening");
      await page.waitForFunction(
        () => document.querySelector<HTMLTextAreaElement>("#contact-words")?.value !== "",
      );
      assert.equal(await words.inputValue(), "Smoke from the roof");
      assert.equal(await name.inputValue(), "Mary");
      await name.fill("Mary Lee");
      await page.keyboard.press("Escape");
      await words.waitFor({ state: "detached" });
      // What is told to the log after that has the name, and not the words as they were when typing began.
      let contact = await room.read<ContactAnswer>("contacts/1");
      while (contact.callerName !== "Mary Lee") {
        await page.waitForTimeout(100);
        contact = await room.read<ContactAnswer>("contacts/1");
      }
      assert.equal(contact.words, "Smoke from the roof");
    });
  },
);

/**
 * Statements in the browser, by keyboard: a supervisor opens the panel, writes a statement, confirms it by name and gets a verdict
 * with its proof; keeps it, corrects it, and both stay. A text is read sentence by sentence, and a sentence that nobody confirmed
 * has no verdict. A dispatcher is told who may. What is open is in the address.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { findChromium, noChromium } from "./chromium.ts";
import { keepScreenshot, withRoom } from "./room.ts";

const skip = findChromium() === undefined && noChromium;

test(
  "a statement is confirmed by name, checked with proofs, kept and corrected",
  { skip },
  async () => {
    await withRoom({ units: 1 }, async (room) => {
      for (let call = 0; call < 3; call += 1)
        await room.command({ type: "contact.receive", channel: "call" });
      const page = await room.openConsole("supervisor", "?show=queue,units");
      await page.getByText(/^record signed \d+ s ago/).waitFor();
      await page.keyboard.press("v");
      const panel = page.getByRole("region", { name: "statements", exact: true });
      await panel.getByText("No statement has been checked and kept here.").waitFor();
      await panel.getByRole("button", { name: "Check one" }).press("Enter");
      assert.match(page.url(), /panel=statements&statement=new/);

      const form = panel.getByRole("form", { name: "Check a statement" });
      const today = new Date().toISOString().slice(0, 10);
      const area = (await page.getByRole("heading", { level: 1 }).textContent())?.replace(
        "Muster, ",
        "",
      );
      await form.getByLabel("As it was said").fill("Nobody called us today.");
      await form.getByLabel("Metric").selectOption("calls");
      await form.getByLabel("Area").fill(area ?? "");
      await form.getByLabel("Period").fill(today);
      await form.getByLabel("Comparator").selectOption("eq");
      await form.getByLabel("Value").fill("0");
      await form.getByLabel("Said by").fill("A spokesman");
      await form
        .getByRole("button", { name: /^Confirm as Test supervisor and check/ })
        .press("Enter");
      const verdict = form.getByRole("article", { name: "Verdict: refuted" });
      await verdict.getByText(/Proof: 3 entries of 3 in a tree of/).waitFor();
      await keepScreenshot(page, "statement-verdict");
      // What is typed afterwards was not confirmed: its verdict goes.
      await form.getByLabel("Value").fill("3");
      await verdict.waitFor({ state: "detached" });
      await form.getByLabel("Value").fill("0");
      await form.getByRole("button", { name: "Keep it in the log" }).press("Enter");

      const kept = panel.getByRole("region", { name: /^Statement \d+$/ });
      await kept.getByRole("article", { name: "Verdict: refuted" }).waitFor();
      assert.match(page.url(), /statement=\d+/);
      await kept.getByRole("button", { name: "Correct it…" }).press("Enter");
      const correction = kept.getByRole("form", { name: /^Correct statement/ });
      await correction.getByLabel("Value").fill("3");
      await correction.getByLabel("Comparator").selectOption("ge");
      await correction.getByLabel(/^Why statement/).fill("he said three");
      await correction.getByRole("button", { name: /^Confirm as/ }).press("Enter");
      await correction.getByRole("article", { name: "Verdict: supported" }).waitFor();
      await correction.getByRole("button", { name: /^Keep as a correction of/ }).press("Enter");
      await kept.getByText(/Corrects statement \d+: he said three/).waitFor();
      await panel.getByRole("button", { name: "Kept", exact: true }).press("Enter");
      await panel.getByRole("button", { name: /^supported.*corrects \d+/ }).waitFor();
      await panel.getByRole("button", { name: /^refuted.*corrected by \d+/ }).waitFor();
      await keepScreenshot(page, "statements-kept");

      await panel.getByRole("button", { name: "Read a text" }).press("Enter");
      const reading = panel.getByRole("form", { name: "Read a text" });
      const said = `There were 3 calls on ${today}. We are very proud of everybody.`;
      await reading.getByLabel("Text").fill(said);
      await reading.getByRole("button", { name: "Read it" }).press("Enter");
      const sentences = panel.getByRole("region", { name: "Sentences" });
      await sentences
        .getByText("2 sentences, 1 with something to measure.")
        .waitFor({ timeout: 60_000 });
      assert.equal(await sentences.getByRole("article").count(), 0);
      await sentences.getByRole("button", { name: /^1\. There were 3 calls/ }).press("Enter");
      const sentence = sentences.getByRole("form", { name: "Sentence 1" });
      await sentence.getByRole("button", { name: /^Confirm as Test supervisor/ }).press("Enter");
      // The day is not over: more may come.
      await sentence.getByRole("article", { name: "Verdict: not enough evidence" }).waitFor();
      await keepScreenshot(page, "statement-text");

      const dispatcher = await room.openConsole("dispatcher", "?show=queue&panel=statements");
      await dispatcher.getByText(/checked by supervisors, overseers and administrators/).waitFor();
    });
  },
);

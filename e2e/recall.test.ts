/** Recalls on the console by keyboard alone: whom to recall, the recall with its reason, the answer, and that a dispatcher does not recall. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { findChromium, noChromium } from "./chromium.ts";
import { keepScreenshot, withRoom } from "./room.ts";

const skip = findChromium() === undefined && noChromium;

interface Recalls {
  readonly count: { readonly ever: number; readonly open: number; readonly declined: number };
}

test("somebody is recalled, comes or not, by keys", { skip }, async () => {
  await withRoom({ units: 1 }, async (room) => {
    for (const staffNumber of ["N1", "N2"])
      await room.command({ type: "person.register", staffNumber, post: "constable", skills: [] }, "administrator"); // prettier-ignore
    const page = await room.openConsole("supervisor", "?show=queue,units&panel=muster");
    const recalls = page.getByRole("region", { name: "Recalls" });
    await recalls.getByRole("button", { name: "Whom to recall…" }).focus();
    await page.keyboard.press("Enter");
    const candidate = recalls.getByRole("listitem", { name: "Recall N1" });
    await candidate.getByText("no duty is known").waitFor();
    await candidate.getByRole("button", { name: /^Recall…/ }).focus();
    await page.keyboard.press("Enter");
    await page.keyboard.type("two of nine units are free");
    await page.keyboard.press("Enter");
    const open = recalls.getByRole("listitem", { name: "Recall of N1" });
    await open.getByText("answer owed by").waitFor();
    await candidate.waitFor({ state: "detached" });
    await keepScreenshot(page, "recall-open");
    await open.getByRole("button", { name: "Does not come N1" }).focus();
    await page.keyboard.press("Enter");
    await recalls.getByText("1 recall ever, 0 came, 1 did not").waitFor();
    const { count } = await room.read<Recalls>("roster/recalls");
    assert.deepEqual([count.ever, count.open, count.declined], [1, 0, 1]);

    const dispatcher = await room.openConsole("dispatcher", "?show=queue,units&panel=muster");
    const there = dispatcher.getByRole("region", { name: "Recalls" });
    await there.getByRole("button", { name: "Whom to recall…" }).press("Enter");
    const button = there.getByRole("button", { name: "Recall… N2" });
    await button.waitFor();
    assert.equal(await button.isDisabled(), true);
    assert.deepEqual(room.unexpectedFaults(), []);
  });
});

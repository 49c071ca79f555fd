/**
 * A crew's people on its phone: somebody books on with a key, takes a radio, books off with the unit and words for the next crew; the
 * next crew reads them and takes over by name, and one of the first crew says that they come to a recall.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { findChromium, noChromium } from "./chromium.ts";
import { keepScreenshot, withRoom } from "./room.ts";
import { checkBothThemes } from "./axe-check.ts";

const skip = findChromium() === undefined && noChromium;

interface Items {
  readonly items: readonly { readonly code: string; readonly state: string; readonly holder: string | null }[]; // prettier-ignore
}
interface HandOvers {
  readonly handOvers: readonly { readonly state: string; readonly unit: number; readonly name: string }[]; // prettier-ignore
}

test("a crew's people, keys and words go from one crew to the next", { skip }, async () => {
  await withRoom({ units: 1 }, async (room) => {
    for (const staffNumber of ["N1", "N2"])
      await room.command({ type: "person.register", staffNumber, post: "constable", skills: [] }, "administrator"); // prettier-ignore
    for (const code of ["K1", "R1"])
      await room.command({ type: "item.register", code, kind: code === "K1" ? "key" : "radio" }, "administrator"); // prettier-ignore
    const hands = async (): Promise<string[]> =>
      (await room.read<Items>("custody")).items.map(({ code, state, holder }) => `${code} ${holder ?? state}`); // prettier-ignore

    const soon = Date.now() * 1_000 + 3_600_000_000;
    await room.command({ type: "shift.plan", of: { unit: 0 }, fromAt: soon, untilAt: soon + 3_600_000_000 }, "supervisor"); // prettier-ignore
    const phone = await room.openPhone();
    const card = phone.getByRole("region", { name: "Crew and kit" });
    await card.getByText("Nobody is booked on with this unit by name.").waitFor();
    await card.getByRole("button", { name: "We do not come…" }).click();
    await card.getByRole("button", { name: "Nobody comes: tell the room" }).click();
    await card.getByText(/^Planned .*, absent$/).waitFor();
    await card.getByLabel("Staff number").fill("n9");
    await card.getByRole("button", { name: "Book a person on" }).click();
    await card.getByText("Nobody of the roster has the staff number N9.").waitFor();
    await card.getByLabel("Staff number").fill("n1");
    await card.getByLabel("Takes (codes)").fill("k1 x7");
    await card.getByRole("button", { name: "Book a person on" }).click();
    await card.getByText("There is no item X7.").waitFor();
    await card.getByLabel("Takes (codes)").fill("k1");
    await card.getByRole("button", { name: "Book a person on" }).click();
    const member = card.getByRole("listitem", { name: "N1" });
    await member.getByText("K1").first().waitFor();
    await member.getByLabel("Takes for N1").fill("R1");
    await member.getByRole("button", { name: "Take for N1" }).click();
    await member.getByRole("button", { name: "Hand in R1" }).waitFor();
    await member.getByRole("button", { name: "Hand in K1" }).click();
    await member.getByRole("button", { name: "Hand in K1" }).waitFor({ state: "detached" });
    assert.deepEqual(await hands(), ["K1 in store", "R1 N1"]);
    await keepScreenshot(phone, "crew-people");
    await checkBothThemes(phone, "crew-people");

    await phone.getByRole("button", { name: "More" }).click();
    await phone.getByRole("button", { name: "Book off…" }).click();
    const sheet = phone.getByRole("form", { name: "Book off" });
    await sheet.getByText(/^1 item out/).waitFor();
    await sheet.getByLabel("What the next crew must know").fill("the left door sticks");
    await sheet.getByLabel("N1 too, everything handed in").uncheck();
    await keepScreenshot(phone, "crew-book-off");
    await sheet.getByRole("button", { name: "Book off now" }).click();
    await phone.getByRole("status").getByText("Off", { exact: true }).waitFor();
    const left = phone.getByRole("region", { name: "Left by the crew before" });
    await left.getByText("the left door sticks").waitFor();

    const desk = await room.openConsole("supervisor");
    await desk.keyboard.press("b");
    await desk.getByRole("heading", { name: /^Unfinished: the crew of / }).waitFor();
    await desk.getByRole("button", { name: "Back to the console" }).click();
    await desk.keyboard.press("Control+k");
    await desk.keyboard.type("crew on BR10 N2 K1");
    await desk.getByText("Book N2 on with BR10, with K1").first().waitFor();
    await desk.keyboard.press("Enter");
    await desk.goto(`${room.origin}/?unit=0`);
    const crew = desk.getByRole("region", { name: "Crew by name" });
    await crew.getByText("N1 (R1), N2 (K1)").waitFor();
    await crew.getByText(/Left by the crew before, .*: the left door sticks/).waitFor();

    await left.getByLabel("Your name").fill("Ann Other");
    await left.getByRole("button", { name: "Read and taken over" }).click();
    await left.waitFor({ state: "detached" });
    assert.partialDeepStrictEqual((await room.read<HandOvers>("hand-over")).handOvers, [
      { state: "confirmed", unit: 0, name: "Ann Other" },
    ]);

    await member.getByRole("button", { name: "Book off, all handed in N1" }).click();
    await member.waitFor({ state: "detached" });
    assert.deepEqual(await hands(), ["K1 N2", "R1 in store"]);
    await room.command({ type: "person.recall", person: 0, reason: "two of nine free", override: { rules: ["daily-rest"], reason: "two of nine free" } }, "supervisor"); // prettier-ignore
    await phone.reload();
    await member.getByText(/recalled, answer by/).waitFor();
    await member.getByRole("button", { name: "Comes N1" }).click();
    await member.getByRole("button", { name: "Comes N1" }).waitFor({ state: "detached" });
    assert.deepEqual(room.unexpectedFaults(), []);
  });
});

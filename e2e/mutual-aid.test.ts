/**
 * Mutual aid over a broken link, on the screens of both rooms: the south asks, the north lends, and then the link between the two
 * servers is dead for 40 minutes while both go on, and everything is said twice. Both consoles show the silence, with its alarm, and the recovery; both logs have
 * them, and otherwise end as those of a night in which the link never failed.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import type { CoreEvent } from "../src/core/events.ts";
import type { AidView } from "../src/http/views/aid-view.ts";
import { checkBothThemes } from "./axe-check.ts";
import { findChromium, noChromium } from "./chromium.ts";
import { keepScreenshot, openWindow, signIn } from "./room.ts";
import { sides, TwoRegions, type Side } from "./two-regions.ts";

const skip = findChromium() === undefined && noChromium;

const words = "Two cars for the bridge – report to the yard";
const reason = { recall: "a fire of our own", release: "they are wanted at home" };

/** How a person does each step of the night: with the console, or over the API. */
interface Hands {
  readonly ask: () => Promise<void>;
  readonly name: () => Promise<void>;
  readonly setOut: () => Promise<void>;
  /** The link is dead by now. */
  readonly arrive: () => Promise<void>;
  readonly recall: () => Promise<void>;
  /** It is alive again. */
  readonly letGo: () => Promise<void>;
  readonly home: () => Promise<void>;
}

const isRequest =
  (state: string) =>
  ({ requests }: AidView): boolean =>
    requests[0]?.state === state;
const areUnits =
  (state: string) =>
  ({ units }: AidView): boolean =>
    units.length === 2 && units.every((unit) => unit.state === state);

/** The night: who does what after having heard what. `broken` = the link is dead from the setting out until both have acted. */
async function live(
  rooms: TwoRegions,
  hands: Hands,
  broken?: { readonly cut: () => Promise<void>; readonly mend: () => Promise<void> },
): Promise<void> {
  await hands.ask();
  await rooms.until("north", isRequest("asked"));
  await hands.name();
  await hands.setOut();
  await rooms.until("south", areUnits("on the way"));
  await broken?.cut();
  await hands.arrive();
  if (broken === undefined) await rooms.until("north", areUnits("there"));
  await hands.recall();
  if (broken === undefined) rooms.pass(2_400);
  await broken?.mend();
  await rooms.until("south", ({ units }) => units.every(({ isRecalled }) => isRecalled));
  await rooms.until("north", areUnits("there"));
  await hands.letGo();
  await rooms.until("north", areUnits("going home"));
  await hands.home();
  await rooms.until("north", ({ units }) => units.length === 0);
}

function overTheApi(rooms: TwoRegions): Hands {
  const untilAt = Date.now() * 1000 + 8 * 3_600_000_000;
  const request = 1;
  return {
    ask: () => rooms.command("south", { type: "aid.ask", quantity: 2, skills: ["response"], grade: "immediate", untilAt, words }), // prettier-ignore
    name: () => rooms.command("north", { type: "aid.commit", request, units: [0, 1] }),
    setOut: () => rooms.command("north", { type: "request.set-out", request }),
    arrive: () => rooms.command("south", { type: "aid.arrive", request }),
    recall: () => rooms.command("north", { type: "aid.recall", request, reason: reason.recall }),
    letGo: () => rooms.command("south", { type: "aid.release", request, reason: reason.release }),
    home: async () => {
      for (const unit of [0, 1]) await rooms.command("north", { type: "aid.return", unit });
    },
  };
}

function panelOf(page: Page) {
  return page.getByRole("region", { name: "mutual aid", exact: true });
}

function onTheConsole(south: Page, north: Page): Hands {
  const press = (page: Page, name: RegExp): Promise<void> =>
    panelOf(page).getByRole("button", { name }).press("Enter");
  const answer = async (page: Page, label: string, text: string): Promise<void> => {
    await panelOf(page).getByLabel(label).fill(text);
    await page.keyboard.press("Enter");
  };
  return {
    ask: async () => {
      const panel = panelOf(south);
      await panel.getByText("Ask for units").click();
      await panel.getByLabel("How many units").fill("2");
      await panel.getByRole("checkbox", { name: "Response driving" }).check();
      await panel.getByLabel("Cover is missing for").selectOption("immediate");
      await panel.getByLabel("In words").fill(words);
      await checkBothThemes(south, "aid-ask");
      await panel.getByRole("button", { name: "Ask", exact: true }).press("Enter");
      await panel.getByText("Asked: request 1.").waitFor();
    },
    name: async () => {
      await panelOf(north).getByText(words).waitFor();
      await press(north, /^Name units/);
      const group = panelOf(north).getByRole("group", { name: "Units that go" });
      for (const index of [0, 1]) await group.getByRole("checkbox").nth(index).check();
      await checkBothThemes(north, "aid-name");
      await press(north, /^Lend 2 of 2/);
      await panelOf(north).getByText("committed", { exact: true }).waitFor();
    },
    setOut: () => press(north, /^Set out/),
    arrive: () => press(south, /^All have arrived/),
    recall: async () => {
      await press(north, /^Recall/);
      await answer(north, "Why they are wanted back", reason.recall);
    },
    letGo: async () => {
      await press(south, /^Let all go/);
      await answer(south, "Why they are let go", reason.release);
    },
    home: async () => {
      for (const left of [2, 1]) {
        const button = panelOf(north).getByRole("button", { name: /^Is home again/ });
        await button.first().press("Enter");
        await panelOf(north).getByRole("button", { name: /^Is home again/ }).nth(left - 1).waitFor({ state: "detached" }); // prettier-ignore
      }
    },
  };
}

async function openAid(rooms: TwoRegions, side: Side, faults: string[]): Promise<Page> {
  const page = await openWindow({ width: 1600, height: 1000 }, faults);
  await page.goto(`${rooms.origin(side)}/?show=queue,units`);
  await signIn(page, "supervisor");
  await page.getByRole("button", { name: /New contact/ }).waitFor();
  await page.keyboard.press("x");
  await panelOf(page).waitFor();
  return page;
}

const silentText = "A neighbour is not heard: what is told to it waits, the link to";

function linkTale(events: readonly CoreEvent[]): string[] {
  return events.map(({ type }) => type).filter((type) => type.startsWith("aid.link-"));
}

const isBack = ({ neighbours }: AidView): boolean =>
  neighbours.every(({ silentAt }) => silentAt === null);

/** Numbers of the alarms that a silent link raised: they are of the night on which it failed. */
function linkAlarms(events: readonly CoreEvent[]): number[] {
  return events.flatMap((event) =>
    event.type === "alarm.raised" && event.kind === "link silent" ? [event.alarm] : [],
  );
}

/**
 * The log without what is this run's own: when, by whom, and what the servers noted of themselves. What each said and heard is in
 * its order; how that fell between the acts of the room depends on when it came, so all the rest is compared as a heap.
 */
function taleOf(events: readonly CoreEvent[]) {
  const own = ["at", "entered", "by", "untilAt", "etaAt", "deadlineAt", "neededAt", "alarm"];
  const ofLink = linkAlarms(events);
  const isOfLink = (event: CoreEvent): boolean =>
    event.type.startsWith("aid.link-") || ("alarm" in event && ofLink.includes(event.alarm));
  const shown = (event: CoreEvent): string =>
    JSON.stringify(event, (key, value: unknown) => (own.includes(key) ? undefined : value));
  return {
    told: events.filter(({ type }) => type === "aid.told").map(shown),
    taken: events.filter(({ type }) => type === "aid.taken").map(shown),
    heap: events
      .filter((event) => !isOfLink(event))
      .filter(({ type }) => /^(?:aid|request|unit|alarm|incident|allocation)\./.test(type))
      .map(shown)
      .sort((a, b) => (a < b ? -1 : 1)),
  };
}

async function endOf(rooms: TwoRegions, side: Side) {
  const aid = await rooms.read<AidView>(side, "aid");
  const requests = await rooms.read<{ requests: readonly Record<string, unknown>[] }>(side, "requests?state=all"); // prettier-ignore
  return {
    units: aid.units,
    floors: aid.floors,
    messages: aid.neighbours.map(({ told, taken, waiting, behind }) => ({ told, taken, waiting, behind })), // prettier-ignore
    requests: requests.requests.map(({ request, state, quantity, promised, receipt, reason: why }) => ({ request, state, quantity, promised, receipt, why })), // prettier-ignore
  };
}

test(
  "a link that is dead for 40 minutes and says everything twice changes nothing in the end",
  { skip },
  async () => {
    const faults: string[] = [];
    const [whole, rooms] = await Promise.all([TwoRegions.open(), TwoRegions.open()]);
    // Meanwhile, on servers of its own.
    const undisturbed = live(whole, overTheApi(whole)).then(() => true, String);
    try {
      rooms.sayTwice();
      const [south, north] = [await openAid(rooms, "south", faults), await openAid(rooms, "north", faults)]; // prettier-ignore
      await live(rooms, onTheConsole(south, north), {
        cut: async () => {
          await keepScreenshot(north, "aid-north-lent");
          await keepScreenshot(south, "aid-south-awaited");
          rooms.cut(true);
          rooms.pass(2_400);
          for (const page of [south, north]) {
            await panelOf(page)
              .getByText(/link silent since .* \(4\d:\d\d\)/)
              .waitFor();
            await page.getByRole("button", { name: /1 link silent/ }).waitFor();
            await page.keyboard.press("a");
            await page.getByRole("region", { name: "alarms" }).getByText(silentText).waitFor();
            await keepScreenshot(page, "aid-link-alarm");
            await page.keyboard.press("x");
            await panelOf(page).waitFor();
          }
        },
        mend: async () => {
          for (const page of [south, north])
            await panelOf(page).getByText("1 message to it waiting").waitFor();
          await keepScreenshot(north, "aid-north-silent");
          await checkBothThemes(south, "aid-south-silent");
          rooms.cut(false);
          for (const page of [south, north])
            await panelOf(page)
              .getByText(/^heard 0:\d\d ago/)
              .waitFor();
          for (const side of sides) await rooms.until(side, isBack);
          await panelOf(south).getByText("its home wants it back").first().waitFor();
          await keepScreenshot(south, "aid-south-mended");
        },
      });
      await panelOf(south).getByText("released", { exact: true }).waitFor();
      assert.equal(await undisturbed, true);
      for (const side of sides) {
        assert.deepEqual(await endOf(rooms, side), await endOf(whole, side), side);
        const [told, heard] = [await rooms.events(side), await whole.events(side)];
        assert.deepEqual(linkTale(told), ["aid.link-silent", "aid.link-back"]);
        assert.deepEqual(linkTale(heard), []);
        assert.deepEqual(taleOf(told), taleOf(heard), side);
      }
      assert.deepEqual(
        faults.filter((fault) => !/status of 401/.test(fault)),
        [],
      );
    } finally {
      await rooms.close();
      await whole.close();
    }
  },
);

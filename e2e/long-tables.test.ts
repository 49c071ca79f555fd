/**
 * A region of 2,000 units and 2,000 open incidents: only the rows in sight are in the page, the keyboard reaches the
 * last one, a change shows where it is. Nothing is timed here; how smoothly it ran is written out as a diagnostic.
 */

import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { test } from "node:test";
import type { Page } from "playwright-core";
import type { Command } from "../src/core/commands.ts";
import { findChromium, noChromium } from "./chromium.ts";
import { keepScreenshot, withRoom, type Outsider, type Room } from "./room.ts";

const skip = findChromium() === undefined && noChromium;
const many = 2_000;
const first = 40;

/** Gives all commands, a few at once; a rate limit is waited out, as an outside system would. */
async function commandAll(
  room: Room,
  commands: readonly Command[],
  outsider: Outsider,
): Promise<void> {
  let next = 0;
  const giveNext = async (): Promise<void> => {
    while (next < commands.length) {
      const command = commands[next];
      next += 1;
      const id = crypto.randomUUID();
      for (;;) {
        const answer = await room.send("commands", { id, command }, outsider);
        if (answer.ok) break;
        assert.ok([429, 503].includes(answer.status), `${answer.status} ${await answer.text()}`);
        await sleep(200);
      }
    }
  };
  await Promise.all(Array.from({ length: 16 }, giveNext));
}

function makeIncidents(room: Room): Command[] {
  const grades = ["immediate", "priority", "scheduled"] as const;
  return Array.from({ length: many }, (_, index) => {
    const { name, latE7, lonE7 } = room.places[index % room.places.length];
    return {
      type: "incident.open",
      incidentType: "concern-for-safety",
      location: { state: "given", latE7, lonE7, radiusM: 0 },
      grade: grades[index % grades.length],
      place: name,
    };
  });
}

async function makeUnits(room: Room): Promise<Command[]> {
  const { config } = await room.read<{
    config: { areas: { code: string }[]; vehicles: { code: string }[] };
  }>("config");
  const { latE7, lonE7 } = room.places[0];
  return Array.from({ length: many - first }, (_, index) => ({
    type: "unit.register",
    callSign: `ZZ${1000 + index}`,
    vehicle: config.vehicles[0].code,
    skills: [],
    area: config.areas[0].code,
    base: { latE7, lonE7 },
  }));
}

function countRows(page: Page, part: string): Promise<number> {
  return page.locator(`#${part} [role="grid"] [role="row"]`).count();
}

/** Scrolls for about two seconds; the middle and the longest time between two frames, in milliseconds. */
function scroll(page: Page): Promise<{ middle: number; longest: number }> {
  return page.locator('#queue [role="grid"]').evaluate(async (grid) => {
    const gaps: number[] = [];
    let last = performance.now();
    for (let step = 0; step < 120; step += 1) {
      grid.scrollBy({ top: 150 });
      const at = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
      gaps.push(at - last);
      last = at;
    }
    gaps.sort((a, b) => a - b);
    return { middle: Math.round(gaps[60] ?? 0), longest: Math.round(gaps[119] ?? 0) };
  });
}

test(
  "2,000 units and 2,000 open incidents: only what is in sight is in the page",
  { skip },
  async (context) => {
    await withRoom({ units: first }, async (room) => {
      const units = await makeUnits(room);
      await Promise.all([
        commandAll(room, makeIncidents(room), "supervisor"),
        commandAll(room, units, "administrator"),
      ]);
      const page = await room.openConsole("dispatcher", "?show=queue,units&units=all");
      await page.getByText("2,000 incidents open").waitFor();
      const queue = page.getByRole("grid", { name: /Queue of incidents/ });
      assert.equal(await queue.getAttribute("aria-rowcount"), String(many + 1));
      assert.equal(
        await page.getByRole("grid", { name: /Units/ }).getAttribute("aria-rowcount"),
        String(many + 1),
      );
      assert.ok((await countRows(page, "queue")) < 80, `${await countRows(page, "queue")} rows`);
      assert.ok((await countRows(page, "units")) < 80, `${await countRows(page, "units")} rows`);

      const { middle, longest } = await scroll(page);
      context.diagnostic(`scrolling: a frame every ${middle} ms, the longest took ${longest} ms`);
      assert.ok((await countRows(page, "queue")) < 80);

      await queue.focus();
      await page.keyboard.press("End");
      await queue.locator(`[aria-rowindex="${many + 1}"]`).waitFor();
      await page.keyboard.press("Home");
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
      const open = page.getByRole("region", { name: /^incident \d+$/ });
      await open.waitFor();
      const number = Number(new URL(page.url()).searchParams.get("incident"));
      await room.command({ type: "unit.send", incident: number, units: [0] }, "supervisor");
      await queue.getByRole("row", { name: new RegExp(`\\b${number}\\b.*assigned`) }).waitFor();
      await keepScreenshot(page, "long-tables");
      assert.deepEqual(room.unexpectedFaults(), []);
    });
  },
);

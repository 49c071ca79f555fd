/**
 * A road is closed on the console, once by keyboard alone and once by mouse: the drawing is previewed with the incidents
 * whose best unit it changes, then reported, and the recommendation rests on it from then on.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { findChromium, noChromium } from "./chromium.ts";
import { keepScreenshot, withRoom, type Room } from "./room.ts";

const skip = findChromium() === undefined && noChromium;

interface Advice {
  readonly travel: { readonly name: string; readonly map?: { readonly epoch: number } };
  readonly options: readonly {
    readonly unit: number;
    readonly travelSeconds: number;
    readonly latE7: number;
    readonly lonE7: number;
    readonly startShut?: { readonly closures: readonly number[] };
  }[];
}

/** An incident at a known place; answers its number. */
async function openIncident(room: Room): Promise<number> {
  const { latE7, lonE7 } = room.places[0];
  const answer = await room.command(
    {
      type: "incident.open",
      incidentType: "burglary",
      location: { state: "verified", latE7, lonE7, radiusM: 0 },
      grade: "immediate",
    },
    "supervisor",
  );
  return answer.made.incident ?? 0;
}

/** Degrees as one would type them: a square of 300 m around a point. */
function cornersAround({ latE7, lonE7 }: { latE7: number; lonE7: number }): string[] {
  const [north, east] = [13_500, 23_000];
  return [
    [-north, -east],
    [-north, east],
    [north, east],
    [north, -east],
  ].map(([a, b]) => `${((latE7 + a) / 1e7).toFixed(5)}, ${((lonE7 + b) / 1e7).toFixed(5)}`);
}

test(
  "by keyboard alone: points typed, the effect seen, the road closed, the advice changed",
  { skip },
  () =>
    withRoom({ units: 6 }, async (room) => {
      const incident = await openIncident(room);
      const path = `incidents/${incident}/recommendation`;
      const before = await room.read<Advice>(path);
      assert.equal(before.travel.name, "roads");
      const nearest = before.options[0];

      const page = await room.openConsole("dispatcher", "?show=queue,units,map");
      await page.getByRole("button", { name: "Closures" }).waitFor();
      await page.keyboard.press("r");
      await page.getByRole("button", { name: "Draw a closure…" }).focus();
      await page.keyboard.press("Enter");
      const form = page.getByRole("form", { name: "Draw a closure" });
      await form.getByRole("radio", { name: "Area" }).focus();
      await page.keyboard.press("Space");
      await form.getByLabel("Point", { exact: true }).focus();
      await page.keyboard.type("no such place zzz");
      await page.keyboard.press("Enter");
      await form.getByText(/is not found in this map/).waitFor();
      await form.getByLabel("Point", { exact: true }).fill("");
      // Round the unit that would have gone, so that it can no longer simply drive off.
      for (const [index, corner] of cornersAround(nearest).entries()) {
        await page.keyboard.type(corner);
        await page.keyboard.press("Enter");
        await form.getByText(`${index + 1} of at least 3 points`).waitFor();
      }
      const effect = page.getByLabel("What it would change");
      await effect.getByRole("button", { name: String(incident), exact: true }).waitFor();
      await effect.getByText(/Shuts \d+ pieces of road/).waitFor();
      await keepScreenshot(page, "closure-drawn");
      await form.getByRole("button", { name: "Close the road" }).focus();
      await page.keyboard.press("Enter");
      await page.getByRole("listitem", { name: "Closure 1" }).waitFor();

      const after = await room.read<Advice>(path);
      assert.ok((after.travel.map?.epoch ?? 0) > (before.travel.map?.epoch ?? 0));
      // It leaves what is shut at walking pace, which others are faster than, or says so.
      const still = after.options.find(({ unit }) => unit === nearest.unit);
      const [best] = after.options;
      assert.ok(best.unit !== nearest.unit || best.travelSeconds > nearest.travelSeconds);
      if (still !== undefined) {
        assert.deepEqual(still.startShut?.closures, [1]);
        assert.ok(still.travelSeconds > nearest.travelSeconds);
      }
      await page.goto(`${room.origin}/?incident=${incident}`);
      await page
        .getByText(/roads ±/)
        .first()
        .waitFor();
      await keepScreenshot(page, "closure-recommendation");
    }),
);

test(
  "by mouse: a barricade is clicked on the map, taken back point by point, and given up",
  { skip },
  () =>
    withRoom({ units: 2 }, async (room) => {
      const page = await room.openConsole("dispatcher", "?show=map&panel=closures");
      await page.getByRole("button", { name: "Draw a closure…" }).click();
      const map = page.locator(".map-canvas canvas");
      await map.click({ position: { x: 200, y: 260 } });
      await map.click({ position: { x: 320, y: 300 } });
      const form = page.getByRole("form", { name: "Draw a closure" });
      await form.getByText("2 of at least 2 points").waitFor();
      await page.getByLabel("What it would change").waitFor();
      await keepScreenshot(page, "closure-by-mouse");
      await form.getByRole("button", { name: "Take the last one back" }).click();
      await form.getByText("1 of at least 2 points").waitFor();
      assert.ok(await form.getByRole("button", { name: /Close the road|Report it/ }).isDisabled());
      await form.getByRole("button", { name: "Cancel" }).click();
      await form.waitFor({ state: "detached" });
      await page.getByText("Nobody has said that a road is shut.").waitFor();
    }),
);

test("the cover is drawn and listed by area; a crew sees its way by street", { skip }, () =>
  withRoom({ units: 3 }, async (room) => {
    const incident = await openIncident(room);
    await room.command({ type: "unit.send", incident, units: [0] }, "supervisor");
    const page = await room.openConsole("dispatcher", "?show=map");
    await page.getByRole("button", { name: "Cover" }).click();
    await page.getByRole("row").first().waitFor();
    assert.match(page.url(), /cover=immediate/);
    await keepScreenshot(page, "cover");
    const crew = await room.openPhone();
    await crew.getByLabel("Streets").getByRole("listitem").first().waitFor();
    await crew.getByText(/by roads ±/).waitFor();
    await keepScreenshot(crew, "crew-way");
    const { line } = await room.read<{ readonly line: readonly (readonly number[])[] }>(
      `eta?unit=0&incident=${incident}`,
    );
    const [lonE7, latE7] = line[line.length >> 1];
    const points = [
      [lonE7 - 6_000, latE7 - 4_000],
      [lonE7 + 6_000, latE7 - 4_000],
      [lonE7 + 6_000, latE7 + 4_000],
      [lonE7 - 6_000, latE7 + 4_000],
    ] as const;
    await room.command(
      {
        type: "closure.report",
        shape: { kind: "area", points },
        source: "own staff",
        expiresAt: (await crew.evaluate(() => Date.now() * 1000)) + 3_600_000_000,
        confirm: true,
      },
      "supervisor",
    );
    await crew.reload();
    await crew.getByText(/Goes round area in .* \(closure 1\)/).waitFor();
    await keepScreenshot(crew, "crew-way-closure");
  }),
);

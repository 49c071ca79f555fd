/**
 * Everything is down for three hours: the server is killed, 25 calls are taken on paper, and the server is started again. The log
 * has the gap, the console asks for what is on paper, the forms are entered at their true times, and a person settles the gap.
 */

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { rfc3339FromInstant, type Instant } from "../src/base/instant.ts";
import type { GapView } from "../src/wire/gap-schema.ts";
import { findChromium, noChromium } from "./chromium.ts";
import { keepScreenshot, withRoom } from "./room.ts";

const skip = findChromium() === undefined && noChromium;
const hours = 3;
const forms = 25;
const minute = 60_000_000;
const types = ["theft", "noise", "violence", "other", "burglary"];

test("three hours on paper: a gap, 25 forms at their times, settled", { skip }, async () => {
  const folder = mkdtempSync(join(tmpdir(), "muster-night-"));
  const file = join(folder, "forms.csv");
  try {
    await withRoom({ units: 2 }, async (room) => {
      const { latE7, lonE7, name } = room.places[3];
      const location = { state: "given", latE7, lonE7, radiusM: 0 } as const;
      const before = { type: "incident.open", incidentType: "noise", grade: "scheduled" } as const;
      await room.command({ ...before, location, place: name }, "supervisor");
      const page = await room.openConsole("supervisor", "?show=queue,units&panel=gaps");
      await page.getByText("Muster was there all the time.").waitFor();
      const { events } = await room.read<{ events: { event: { entered: Instant } }[] }>("events");
      const downAt = events.at(-1)?.event.entered ?? 0;
      await room.kill();
      await page.getByRole("alert").filter({ hasText: "Cut off" }).waitFor();

      // Nobody is told what the room's clock says: each form has its own time on it.
      const rows = Array.from({ length: forms }, (_, form) => {
        const at = downAt + (6 + 6 * form) * minute;
        const number = `M-${rfc3339FromInstant(downAt).slice(2, 10).replaceAll("-", "")}-${String(form + 1).padStart(3, "0")}`;
        const place = room.places[(5 * form + 8) % room.places.length];
        return `${number},${rfc3339FromInstant(at)},case ${form + 1} by hand,${place.name.replaceAll(",", " ")},${place.latE7 / 1e7},${place.lonE7 / 1e7},${types[form % types.length]},priority,new`;
      });
      const header = "number,occurred,words,place,latitude,longitude,type,grade,incident";
      writeFileSync(file, `${[header, ...rows].join("\n")}\n`);

      await room.restart(undefined, hours * 3_600);
      await page.getByRole("alert").filter({ hasText: "Cut off" }).waitFor({ state: "detached" });
      const line = page.getByRole("listitem", { name: "Gap 1" });
      await line.getByText(/^Muster ended without an orderly end from/).waitFor();
      await line.getByText("Nothing that happened then has been entered.").waitFor();
      await page.getByRole("button", { name: /1 gap in the log 1 not settled/ }).waitFor();
      await keepScreenshot(page, "night-gap");

      const entered = await room.run("catch-up", file, "--confirm");
      assert.match(entered.stdout, /25 entered, 0 before, 0 not/, entered.stdout + entered.stderr);
      assert.match(entered.stdout, /^gap 1: .* NOT SETTLED$/m);
      await line.getByText(/^\d+ events of then entered, the last at/).waitFor();
      const [gap] = (await room.read<{ gaps: GapView[] }>("gaps")).gaps;
      assert.equal(gap.kind, "crash");
      // The last beat is at most some seconds from the kill, and the clock went on by three hours.
      assert.ok(gap.beforeAt >= downAt && gap.afterAt - gap.beforeAt > (hours * 60 - 1) * minute);
      assert.ok(gap.lateEntries >= 3 * forms, `${gap.lateEntries}`);
      const { incidents } = await room.read<{
        incidents: { openedAt: Instant; summary: string }[];
      }>("incidents?limit=1000");
      const times = incidents.filter(({ summary }) => summary.includes("by hand"));
      assert.deepEqual(
        times.map(({ openedAt }) => openedAt).toSorted((a, b) => a - b),
        rows.map((_, form) => downAt + (6 + 6 * form) * minute - ((downAt + (6 + 6 * form) * minute) % 1)), // prettier-ignore
      );

      // What asks for somebody is in the alarms until a person says that all of it is entered.
      await page.keyboard.press("a");
      await page.getByText("Muster was away: enter what is on paper").waitFor();
      await page.getByRole("button", { name: "Open gap 1" }).click();
      await line.getByRole("button", { name: /All of it is entered/ }).click();
      await line.getByText(/Settled\.$/).waitFor();
      await page.keyboard.press("a");
      await page
        .getByText("Muster was away: enter what is on paper")
        .waitFor({ state: "detached" });
      await keepScreenshot(page, "night-settled");
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/**
 * The bad night of a duty officer in the browser: the last free unit is sent, the system proposes a level with its
 * evidence, a person decides with a reason; a call of a lower grade is deferred with a promise, the call-back is missed
 * and escalates, and is made; the level is lowered and everything is served again as it was assessed.
 */

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { ukLevelPlan } from "../src/core/presets/uk-levels.ts";
import type { RegionConfig } from "../src/core/region/config.ts";
import { checkBothThemes } from "./axe-check.ts";
import { findChromium, noChromium } from "./chromium.ts";
import { keepScreenshot, withRoom, type Room } from "./room.ts";

const skip = findChromium() === undefined && noChromium;
const told = "We ring you back within the hour.";

/** The plan of the preset, with evidence that one sent unit gives, and no patience. */
const plan = ukLevelPlan.map((each) => ({
  ...each,
  holdSeconds: 1,
  triggers:
    each.level === "priority only"
      ? ([{ measure: "free units", grade: "priority", begins: 0, ends: 50 }] as const)
      : [],
  ...(each.level === "priority only" ? { told, callBackSeconds: 3600 } : {}),
}));

interface Shown {
  readonly state: string;
  readonly assessed: string;
  readonly served: string;
  readonly promise: { readonly isTold: boolean; readonly told: string } | null;
}

function open(room: Room, grade: "priority" | "scheduled") {
  const { latE7, lonE7 } = room.places[0];
  const location = { state: "verified", latE7, lonE7, radiusM: 0 } as const;
  return room.command(
    { type: "incident.open", incidentType: "theft", grade, location },
    "supervisor",
  );
}

test(
  "a level is proposed, decided, defers with a promise, and is lowered again",
  { skip },
  async () => {
    await withRoom({ units: 1 }, async (room) => {
      const { config } = await room.read<{ config: RegionConfig }>("config");
      await room.command({ type: "region.configure", config: { ...config, levelPlan: plan } });
      const read = (incident: number) => room.read<Shown>(`incidents/${incident}`);
      const page = await room.openConsole("supervisor", "?show=queue,units");
      const phone = await room.openPhone();
      // The crew's page asks for the level twice a minute; the test moves its clock on instead of waiting.
      await phone.clock.install();
      await phone.reload();
      const header = page.getByRole("button", { name: /^Level: / });
      await header.waitFor();
      assert.equal(await header.textContent(), "Level: normal");

      await open(room, "scheduled");
      await open(room, "priority");
      await room.command({ type: "unit.send", incident: 2, units: [0] }, "supervisor");
      const strip = page.getByRole("region", { name: "Service level now", exact: true });
      await strip.getByText("priority only is proposed").waitFor();
      assert.equal((await read(1)).state, "waiting", "a proposal changes nothing");
      await strip.getByRole("button", { name: /Decide/ }).click();
      const panel = page.getByRole("region", { name: "service level", exact: true });
      const evidence = panel.getByRole("row", { name: /Free units, Priority 0 % points here/ });
      await evidence.waitFor();
      await keepScreenshot(page, "level-proposed");
      await panel.getByRole("button", { name: "Decide…" }).click();
      assert.equal(
        await panel.getByLabel("Service level", { exact: true }).inputValue(),
        "priority only",
      );
      await panel.getByText("Scheduled: deferred, with a promised call-back.").waitFor();
      await panel.getByLabel("Why").fill("one unit for the town");
      // Strip, panel and form beside each other, in a world that stands still.
      await checkBothThemes(page, "decide-level");
      await panel.getByRole("button", { name: "Set priority only" }).click();
      await panel.getByText(/decided by supervisor: one unit for the town/).waitFor();
      await phone.clock.fastForward(31_000);
      await phone.getByText("Service level: priority only").waitFor();
      assert.match(
        (await strip.textContent()) ?? "",
        /Looked at again by .*Say: Ask whether anybody/,
      );

      // Who waited is deferred, and it is plain that nobody has told them.
      const waited = panel.getByRole("listitem", { name: "Promise of incident 1" });
      await waited.getByText("The caller is not told yet.").waitFor();

      // A call comes in; its grade is deferred, the call taker says so to the caller.
      await room.command({
        type: "contact.receive",
        channel: "call",
        callerNumber: "01632 960001",
      });
      const taker = await room.openConsole("call-taker", "?show=queue");
      await taker.keyboard.press("c");
      await taker.getByRole("form", { name: "Contact" }).waitFor();
      await taker.getByRole("region", { name: "Service level for this call" }).waitFor();
      await taker.getByRole("combobox", { name: /Type/ }).fill("theft");
      await taker.keyboard.press("Enter");
      await taker.getByRole("radio", { name: /Scheduled/ }).check();
      await taker.getByLabel(`I told the caller: ${told}`).check();
      await keepScreenshot(taker, "level-deferred-call");
      await taker.keyboard.press("Control+Enter");
      await taker.keyboard.press("Control+Enter");
      const deferred = taker.getByRole("region", { name: "Promise" });
      await deferred.getByText(`Told: ${told}`).waitFor();
      const third = await read(3);
      assert.deepEqual(
        [third.state, third.assessed, third.served],
        ["deferred", "scheduled", "scheduled"],
      );
      assert.equal(third.promise?.isTold, true);
      await taker.getByText(/It is deferred: nobody is proposed/).waitFor();

      // The caller asked to be rung at once; nobody does, and a minute later everybody hears of it.
      const now = await page.evaluate(() => Date.now() * 1000);
      const callBack = { type: "incident.call-back", incident: 3, result: "reached" } as const;
      const command = { ...callBack, callBackAt: now + 3_000_000 };
      assert.ok((await room.send("commands", { id: randomUUID(), command }, "supervisor")).ok);
      await room.pass(70);
      await deferred.getByText(/call-back missed/).waitFor();
      await page.keyboard.press("Escape");
      await page.keyboard.press("a");
      await page.getByText("Promised call-back missed", { exact: true }).waitFor();
      await keepScreenshot(page, "level-promise-missed");
      await deferred.getByRole("button", { name: /Called back/ }).click();
      await deferred.getByLabel("What the caller was told").fill("tomorrow at ten");
      await deferred.getByRole("button", { name: "Note the call-back" }).click();
      await deferred.getByText("Told: tomorrow at ten").waitFor();
      await page
        .getByText("Promised call-back missed", { exact: true })
        .waitFor({ state: "detached" });

      // The unit is back, the level goes down: all is served again as it was assessed, on its old clock.
      await room.command({ type: "unit.stand-down", unit: 0 }, "supervisor");
      await header.click();
      await panel.getByRole("button", { name: "Decide…" }).click();
      await panel.getByLabel("Service level", { exact: true }).selectOption("normal");
      await panel.getByLabel("Why").fill("the late shift is here");
      await panel.getByRole("button", { name: "Set normal" }).click();
      await strip.waitFor({ state: "detached" });
      assert.equal(await header.textContent(), "Level: normal");
      for (const incident of [1, 3]) {
        const { state, assessed, served } = await read(incident);
        assert.deepEqual([state, assessed, served], ["waiting", "scheduled", "scheduled"]);
      }
      await deferred.getByText(/Units are sent for again; the call-back is still owed/).waitFor();
      await phone.clock.fastForward(31_000);
      await phone.getByText("Service level: priority only").waitFor({ state: "detached" });
      assert.deepEqual(room.unexpectedFaults(), []);
    });
  },
);

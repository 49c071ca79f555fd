/**
 * Every page and every panel in both themes, looked at by axe-core (WCAG 2.2 A and AA and its best practices): no
 * finding. Mutual aid at work is looked at where two rooms help each other (mutual-aid.test.ts).
 */

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { findChromium, noChromium } from "./chromium.ts";
import { checkBothThemes } from "./axe-check.ts";
import { roomRegion } from "./room-names.ts";
import { withRoom, type Room } from "./room.ts";

const skip = findChromium() === undefined && noChromium;

/** As the browser's back and forward do: the console shows what the address says, without being loaded anew. */
async function showView(page: Page, address: string): Promise<void> {
  await page.evaluate((next) => {
    history.pushState(null, "", next);
    dispatchEvent(new PopStateEvent("popstate"));
  }, address);
}

/** Something of everything: ringing, abandoned and linked contacts, incidents in several states, an emergency. */
async function fill(room: Room): Promise<void> {
  const [first, second] = room.places;
  const at = (place: { latE7: number; lonE7: number }) =>
    ({ state: "given", latE7: place.latE7, lonE7: place.lonE7, radiusM: 0 }) as const;
  for (const words of ["Cars crashed", "Somebody shouts", ""])
    await room.command({
      type: "contact.receive",
      channel: "call",
      callerNumber: "07009 1",
      words,
    });
  await room.command({ type: "contact.answer", contact: 2 }, "supervisor");
  await room.command({ type: "contact.abandon", contact: 3 });
  const open = { type: "incident.open", incidentType: "violence", grade: "immediate" } as const;
  await room.command(
    { ...open, location: at(first), place: first.name, hazards: ["knife"], summary: "A fight" },
    "supervisor",
  );
  await room.command(
    { ...open, location: at(second), grade: "priority", contact: 2 },
    "supervisor",
  );
  await room.command({ type: "unit.send", incident: 1, units: [0] }, "supervisor");
  await room.command({ type: "incident.note", incident: 1, note: "A first note" }, "supervisor");
  const { latE7, lonE7 } = first;
  const points = [[lonE7, latE7], [lonE7 + 3_000, latE7]] as const; // prettier-ignore
  const closure = {
    type: "closure.report",
    shape: { kind: "barricade", points },
    source: "public",
    expiresAt: Date.now() * 1000 + 3_600_000_000,
    description: "tyres",
  } as const;
  await room.command(closure, "supervisor");
  await room.command({ ...closure, confirm: true, incident: 1 }, "supervisor");
  await room.command({ type: "incident.note", incident: 1, note: "A wrong note" }, "supervisor");
  await room.command(
    { type: "incident.strike-note", incident: 1, note: 2, reason: "wrong" },
    "supervisor",
  );
  await room.command(
    { type: "warning.issue", roles: ["supervisor"], words: "the bridge is down" },
    "supervisor",
  );
  await room.command(
    {
      type: "place-hazard.warn",
      latE7,
      lonE7,
      radiusM: 50,
      words: "a wire across the path",
      expiresAt: Date.now() * 1000 + 3_600_000_000,
    },
    "supervisor",
  );
  await room.command(
    {
      type: "directive.issue",
      issuer: "chief officer",
      basis: "order 7",
      words: "nobody to what can wait",
      effect: "withhold",
      untilAt: Date.now() * 1000 + 3_600_000_000,
    },
    "supervisor",
  );
  await room.command(
    { type: "incident.withhold", incident: 2, directive: 1, reason: "no injuries" },
    "supervisor",
  );
  await room.command(
    { type: "incident.assess", incident: 2, grade: "scheduled", reason: "all is well" },
    "supervisor",
  );
  await room.command({ type: "claim.make", of: { kind: "contact", number: 3 } }, "supervisor");
  await room.command({ type: "claim.make", of: { kind: "channel", channel: "web" } }, "supervisor");
  await room.command({ type: "hand-over.begin", words: "mind the bridge" }, "supervisor");
  for (const direction of ["outgoing", "incoming"] as const)
    await room.command(
      {
        type: "request.ask",
        direction,
        kind: "people",
        quantity: 2,
        party: { kind: "partner", code: "partner" },
        words: "two people at the yard",
      },
      "supervisor",
    );
  await room.command({ type: "unit.raise-emergency", unit: 2 }, "supervisor");
  const now = Date.now() * 1000;
  const begun = now - 3_600_000_000;
  await room.command({ type: "unit.book-off", unit: 4 }, "supervisor");
  for (const unit of [3, 4])
    await room.command(
      { type: "shift.plan", of: { unit }, fromAt: begun, untilAt: now + 3_600_000_000 },
      "supervisor",
    );
}

test("a theme is other colours and nothing else: no rule of the pages asks which one it is", () => {
  const folder = join(import.meta.dirname, "..", "src", "web");
  const sheets = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".css"))
    .map((name) => readFileSync(join(folder, name), "utf8"));
  const blocks = sheets.flatMap((sheet) => [
    ...sheet.matchAll(/([^{}]*data-theme[^{}]*)\{([^}]*)\}/g),
  ]);
  assert.ok(blocks.length > 0);
  for (const [, selector, body] of blocks) {
    assert.equal(selector.replace(/\/\*[\s\S]*?\*\//g, "").trim(), ':root[data-theme="light"]');
    const names = [...body.replace(/\/\*[\s\S]*?\*\//g, "").matchAll(/([\w-]+)\s*:/g)];
    for (const [, name] of names) assert.match(name, /^(?:--|color-scheme$)/);
  }
});

test("axe finds nothing on any page, in both themes", { skip }, async () => {
  await withRoom({ units: 6 }, async (room) => {
    await fill(room);
    const signIn = await room.openBlank({ width: 1280, height: 800 });
    await signIn.goto(room.origin);
    await signIn.getByLabel("Account").waitFor();
    await checkBothThemes(signIn, "sign-in");

    const outside = await room.openBlank({ width: 390, height: 844 });
    await outside.goto(`${room.origin}/public`);
    await outside.getByRole("listitem").getByRole("link").click();
    await outside.getByText("Normal").first().waitFor();
    await checkBothThemes(outside, "public");

    const page = await room.openConsole("supervisor");
    await page
      .getByRole("row", { name: /Violence/ })
      .first()
      .waitFor();
    await checkBothThemes(page, "console");
    const views: readonly (readonly [string, string, RegExp])[] = [
      ["incident", "incident=1", /^Incident 1|incident 1/],
      ["incident-withheld", "incident=2", /^Incident 2|incident 2/],
      ["contact-ringing", "contact=1", /contact 1/],
      ["contact-linked", "contact=2", /contact 2/],
      ["contact-abandoned", "contact=3", /contact 3/],
      ["contact-new", "contact=new", /new contact/],
      ["unit", "unit=2", /unit/],
      ["aid", "panel=aid", /mutual aid/],
      ["alarms", "panel=alarms", /alarms/],
      ["closures", "panel=closures", /closures/],
      ["requests", "panel=requests", /requests/],
      ["warnings", "panel=warnings", /warnings/],
      ["custody", "panel=custody", /custody/],
      ["directives", "panel=directives", /directives/],
      ["reduced-crew", "panel=reduced-crew", /reduced crew/],
      ["muster", "panel=muster", /muster/],
      ["no-unit-panel", "panel=no-unit", /no.unit/i],
      ["queue-plan-panel", "panel=queue-plan", /plan.of.the.queue/i],
      ["gaps", "panel=gaps", /gaps/],
      ["statements", "panel=statements", /statements/],
      ["statement-new", "panel=statements&statement=new", /statements/],
      ["statement-text", "panel=statements&statement=text", /statements/],
      ["keys", "panel=keys", /keys/],
    ];
    for (const [name, query, label] of views) {
      await showView(page, `/?show=queue,units&${query}`);
      const side = page.getByRole("complementary", { name: "Details" });
      await side.getByRole("region", { name: label }).first().waitFor();
      if (name === "incident") await side.getByRole("checkbox").first().waitFor();
      await checkBothThemes(page, name);
    }

    const answer = await page.request.get(`${room.origin}/api/regions/${roomRegion}/manual-pack`);
    assert.equal(answer.status(), 200);
    // Without its policy, which lets nobody put axe into the page; markup and styles are the same.
    const pack = await room.openBlank({ width: 1024, height: 800 });
    await pack.setContent(await answer.text());
    await pack.getByRole("heading", { name: /^Open incidents/ }).waitFor();
    await checkBothThemes(pack, "manual-pack");

    const admin = await room.openConsole("administrator", "?show=queue");
    await admin.goto(`${room.origin}/?page=accounts`);
    await admin.getByText("Test supervisor").waitFor();
    await checkBothThemes(admin, "accounts");

    const report = await room.openConsole("supervisor", "?show=queue");
    await report.goto(`${room.origin}/?page=grades`);
    await report.getByText("1 grading anew").waitFor();
    await checkBothThemes(report, "grades");

    await report.goto(`${room.origin}/?page=hand-over`);
    await report.getByRole("heading", { name: /^Unfinished: supervisor/ }).waitFor();
    await checkBothThemes(report, "hand-over");

    const partner = await room.openPage("/", "partner", { width: 1024, height: 800 });
    await partner.getByRole("listitem", { name: "Request 1" }).waitFor();
    await checkBothThemes(partner, "partner");

    const community = await room.openPage("/", "community", { width: 390, height: 844 });
    await community.getByRole("heading", { name: "Refuges" }).waitFor();
    await checkBothThemes(community, "community");

    const phone = await room.openPhone();
    await phone.getByRole("region", { name: "Incident 1" }).waitFor();
    await checkBothThemes(phone, "crew");
  });
});

/** `muster aid` as people run it: asking by the tiers, lending above the floor, both lists, and what was asked wrongly. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { microsPerHour } from "../base/instant.ts";
import type { AidMessage } from "../core/aid/aid-facts.ts";
import { roomConfig } from "../testing/control-room.ts";
import { runMuster as muster } from "../testing/run-muster.ts";
import { testRegion, withServer } from "../testing/test-server.ts";

test("both sides of mutual aid from the shell", async () => {
  await withServer({ units: 3 }, async (server) => {
    const { region, clock } = server;
    const neighbours = [
      { region: "far", name: "Far", tier: "national" },
      { region: "near", name: "Near", tier: "force" },
    ] as const;
    const floors = [{ area: null, grade: null, units: 2 }];
    await region.runSystem({ type: "region.configure", config: { ...roomConfig(), id: testRegion, aidPlan: { neighbours, floors } } }); // prettier-ignore
    let position = 0;
    const hear = async (message: AidMessage): Promise<unknown> => {
      position += 1;
      return region.runSystem({ type: "aid.receive", fromRegion: "near", position, message });
    };
    const env = { MUSTER_URL: server.origin, MUSTER_TOKEN: await server.token("supervisor") };
    const run = (...args: string[]) => muster(["aid", ...args], env);
    const done = async (...args: string[]): Promise<string> => {
      const { code, stdout, stderr } = await run(...args);
      assert.equal(code, 0, stderr);
      return stdout;
    };
    // What we ask goes to the nearest tier first.
    assert.match(await done("ask", "2", "--hours", "6", "--skill", "response", "--grade", "immediate", "--words", "two cars"), /^done: request 1, /); // prettier-ignore
    const units = [0, 1].map((unit) => ({ unit, callSign: `N${unit}`, vehicle: "car", skills: [], crew: 2 })); // prettier-ignore
    await hear({ step: "answer", answer: "accepted", quantity: 2, asker: testRegion, number: 1 });
    await hear({ step: "commit", quantity: 2, etaAt: 0, units, asker: testRegion, number: 1 });
    await done("arrive", "1", "near-n0");
    const first = await done("list");
    assert.match(first, /^1 committed \| we ask near \(force\): 2 units until .*Z \| 2 promised \| with response \| cover immediate \| by the tiers: 2 wanted/m); // prettier-ignore
    assert.match(first, /^ {2}NEAR-N0 here until /m);
    assert.match(first, /^ {2}NEAR-N1 named until /m);
    assert.match(first, /^floor: at least 2 units \| 3 on duty and not lent, 1 to spare$/m);
    await done("release", "1", "--reason", "quiet");
    // What we are asked: one may go, two would break the floor.
    const terms = { skills: [], grade: null, area: null, untilAt: clock.now() + microsPerHour, meet: { latE7: 1, lonE7: 2 } }; // prettier-ignore
    await hear({ step: "ask", kind: "units", item: null, quantity: 2, neededAt: 0, sent: null, terms, asker: "near", number: 7 }); // prettier-ignore
    assert.match(await done("list"), /2 asked \| asks us: near .* \| 1 could go above the floors/);
    const broken = await run("offer", "2", "2");
    assert.match(broken.stderr, /got 2, but 1 could go, 1 are missing: .*at least 2 units: 3 left, 1 to spare.*\[aid\.below-floor\]/); // prettier-ignore
    await done("offer", "2", "1", "--condition", "until six");
    const [named, other] = [0, 1].map((unit) => region.state.text?.callSigns[unit] ?? "");
    assert.match((await run("commit", "2", named, other)).stderr, /\[aid\.below-floor\]/);
    await done("commit", "2", named, "--eta-in-minutes", "20");
    await done("set-out", "2");
    await done("recall", "2", named, "--reason", "a fire");
    assert.match(await done("list"), new RegExp(`${named} on the way until .*, recalled`));
    await done("return", named, "--reason", "turned round");
    await hear({ step: "ask", kind: "units", item: null, quantity: 1, neededAt: 0, sent: null, terms, asker: "near", number: 8 }); // prettier-ignore
    await done("refuse", "3", "--reason", "nobody to spare");
    await done("ask", "1", "--of", "far");
    await done("withdraw", "4", "--reason", "quiet");
    const links = await done("links");
    assert.match(links, /^far \(Far\) \| national \| NO LINK is configured \| told 2, not known what it has taken \| taken 0$/m); // prettier-ignore
    assert.match(
      links,
      /^near \(Near\) \| force \| NO LINK is configured \| told \d+, .* \| taken 4$/m,
    );
    for (const [wrong, says] of [
      [["ask", "two"], /The count is "two", expected a whole number above 0/],
      [["ask", "1", "--grade", "urgent"], /The grade is "urgent", expected immediate, priority/],
      [["ask", "1", "--of", "moon"], /\[aid\.unknown-region\]/],
      [["commit", "2", "nobody"], /"nobody" is no call sign of a unit/],
      [["return", named], /\[aid\.wrong-state\]/],
    ] as const)
      assert.match((await run(...wrong)).stderr, says);
  });
});

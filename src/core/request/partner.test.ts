import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { givenConfig } from "../../testing/core/scenario.ts";
import type { Actor } from "../authority.ts";
import type { Command } from "../commands.ts";
import { checkPartnerRequest, isPartnersRequest } from "./partner.ts";
import { standardRequestRule } from "./request-rule.ts";

const requestRule = {
  ...standardRequestRule,
  partners: [{ code: "fire", name: "Fire and rescue", accounts: ["blaze", "ember"] }],
};
const ask = (direction: "incoming" | "outgoing", code: string): Command => ({
  type: "request.ask",
  direction,
  kind: "escort",
  quantity: 1,
  party: { kind: "partner", code },
});
const { state } = givenConfig({ requestRule }, ask("outgoing", "fire"), ask("incoming", "fire"), {
  ...ask("outgoing", "fire"),
  party: { kind: "region", code: "north" },
} as Command);

const partner = (account: string): Actor => ({ account, role: "partner", unit: undefined });
const check = (account: string, command: object): string | undefined =>
  checkPartnerRequest(state, partner(account), command as Command)?.code;

describe("a partner", () => {
  test("asks for itself: by the code that the region gave it, else by its account", () => {
    assert.equal(check("blaze", ask("incoming", "fire")), undefined);
    assert.equal(check("coast", ask("incoming", "coast")), undefined);
    assert.equal(check("coast", ask("incoming", "fire")), "role.other-side");
    assert.equal(check("blaze", ask("outgoing", "fire")), "role.other-side");
    // An account whose id is the code of a partner that it does not speak for is nobody.
    assert.equal(check("fire", ask("incoming", "fire")), "role.other-side");
    for (const extra of [{ incident: 1 }, { owner: { kind: "role", name: "supervisor" } }])
      assert.equal(check("blaze", { ...ask("incoming", "fire"), ...extra }), "role.not-allowed");
  });

  test("takes the steps of its own side only, and learns of no other request", () => {
    const ofAsked = ["receive", "answer", "commit", "set-out", "arrive"];
    const ofAsker = ["arrive", "release", "withdraw"];
    for (const step of [...ofAsked, ...ofAsker]) {
      const type = `request.${step}`;
      assert.equal(
        check("ember", { type, request: 1 }),
        ofAsked.includes(step) ? undefined : "role.other-side",
        step,
      );
      assert.equal(
        check("ember", { type, request: 2 }),
        ofAsker.includes(step) ? undefined : "role.other-side",
        step,
      );
      assert.equal(check("ember", { type, request: 3 }), "request.unknown", step);
      assert.equal(check("ember", { type, request: 99 }), "request.unknown", step);
      assert.equal(check("coast", { type, request: 1 }), "request.unknown", step);
    }
  });

  test("sees its own; others of the room are not held up by this", () => {
    assert.equal(isPartnersRequest(state, 0, "blaze"), true);
    assert.equal(isPartnersRequest(state, 2, "blaze"), false);
    assert.equal(isPartnersRequest(state, 0, "fire"), false);
    const room: Actor = { account: "amber", role: "dispatcher", unit: undefined };
    assert.equal(
      checkPartnerRequest(state, room, { type: "request.arrive", request: 3 }),
      undefined,
    );
  });
});

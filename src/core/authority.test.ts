import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { makeRegionConfig } from "../testing/core/region-config.ts";
import { authority, checkAuthority, type Actor } from "./authority.ts";
import type { Command, CommandType } from "./commands.ts";
import { roles, type Role } from "./vocabulary.ts";

function actor(role: Role, unit?: number): Actor {
  return { account: "amber", role, unit };
}

const types = Object.keys(authority) as CommandType[];
const clear: Command = { type: "unit.clear", unit: 3 };

describe("who may ask for what", () => {
  test("every command and every role: as the table says, by one code", () => {
    for (const type of types)
      for (const role of roles.names) {
        // A closure is reported and a contact handed in under one's own name.
        const command = { type, unit: 3, source: role, channel: role } as unknown as Command;
        const refusal = checkAuthority(actor(role, 3), command);
        assert.equal(
          refusal?.code,
          authority[type].includes(role) ? undefined : "role.not-allowed",
          `${role} ${type}`,
        );
      }
  });

  test("a crew acts for its own unit only; one that is signed on to none for no unit", () => {
    assert.equal(checkAuthority(actor("crew", 3), clear), undefined);
    assert.equal(checkAuthority(actor("crew", 4), clear)?.code, "role.other-unit");
    assert.equal(checkAuthority(actor("crew"), clear)?.code, "role.other-unit");
    assert.equal(
      checkAuthority(actor("crew", 3), { type: "unit.send", incident: 1, units: [3] })?.code,
      "role.not-allowed",
    );
  });

  test("a partner hands in contacts as a partner, so that it can follow them", () => {
    const receive = (channel: "call" | "partner"): Command => ({
      type: "contact.receive",
      channel,
    });
    assert.equal(checkAuthority(actor("partner"), receive("partner")), undefined);
    assert.equal(checkAuthority(actor("partner"), receive("call"))?.code, "role.not-allowed");
    assert.equal(checkAuthority(actor("call taker"), receive("call")), undefined);
  });

  test("nobody asks for due work or says what a router answered; an overseer only says that a warning was seen", () => {
    assert.deepEqual(authority["due.work"], []);
    assert.deepEqual(authority["unit.record-travel"], []);
    for (const type of types)
      assert.equal(authority[type].includes("overseer"), type === "warning.acknowledge", type);
  });

  test("only a supervisor sets served and assessed grade apart, only an administrator the configuration", () => {
    assert.deepEqual(authority["incident.serve"], ["supervisor"]);
    assert.deepEqual(authority["region.configure"], ["administrator"]);
    const configure: Command = { type: "region.configure", config: makeRegionConfig() };
    assert.equal(checkAuthority(actor("administrator"), configure), undefined);
  });
});

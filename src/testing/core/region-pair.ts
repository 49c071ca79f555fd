/**
 * Two regions that help each other, each lived twice as every region of the tests is, and the link between them in the hands of
 * the test: what one has told lies in its outbox until somebody carries it, once or often, in any order.
 */

import assert from "node:assert/strict";
import type { Instant } from "../../base/instant.ts";
import type { AidPost } from "../../core/aid/aid-facts.ts";
import type { AidPlan } from "../../core/aid/aid-plan.ts";
import type { Command } from "../../core/commands.ts";
import type { RefusalCode } from "../../core/refusal.ts";
import type { RegionState } from "../../core/state/region-state.ts";
import { makeRegionConfig, middleOf } from "./region-config.ts";
import { Twin } from "./twin.ts";

export type Side = "south" | "north";

export function otherOf(side: Side): Side {
  return side === "south" ? "north" : "south";
}

/** `north` has four units on duty of which two stay, `south` has one. */
export class RegionPair {
  readonly twins: { readonly [S in Side]: Twin };

  readonly #posts = {
    south: { read: 0, posts: [] as AidPost[] },
    north: { read: 0, posts: [] as AidPost[] },
  };

  constructor(checked = true) {
    this.twins = { south: new Twin(true, checked), north: new Twin(true, checked) };
    this.#begin("south", 1, [{ area: null, grade: null, units: 0 }]);
    this.#begin("north", 4, [
      { area: null, grade: "immediate", units: 2 },
      { area: "east", grade: null, units: 1 },
    ]);
  }

  #begin(side: Side, units: number, floors: AidPlan["floors"]): void {
    const other = otherOf(side);
    const neighbours = [{ region: other, name: other, tier: "region" }] as const;
    const config = makeRegionConfig({ id: side, name: side, aidPlan: { neighbours, floors } });
    this.do(side, { type: "region.configure", config });
    for (let unit = 0; unit < units; unit += 1) {
      const [area, skills] = [unit === 3 ? "east" : "west", ["response", "medic"]];
      const callSign = `${side.slice(0, 1).toUpperCase()}${unit + 1}`;
      const base = middleOf(0);
      this.do(side, { type: "unit.register", callSign, vehicle: "car", skills, area, base });
      this.do(side, { type: "unit.book-on", unit, crew: 2 });
    }
  }

  state(side: Side): RegionState {
    return this.twins[side].state;
  }

  wait(seconds: number): void {
    for (const side of ["south", "north"] as const) this.twins[side].wait(seconds);
  }

  do(side: Side, command: Command): void {
    this.twins[side].do(command);
  }

  refused(side: Side, command: Command, code: RefusalCode): void {
    const { refusal } = this.twins[side].ask(command).decision;
    assert.equal(refusal?.code, code, refusal?.message ?? "it was accepted");
  }

  /** What the region has told the other, from its log. */
  posts(side: Side): readonly AidPost[] {
    const { events } = this.twins[side];
    const known = this.#posts[side];
    for (; known.read < events.length; known.read += 1) {
      const event = events[known.read];
      if (event.type !== "aid.told") continue;
      const { to, position, at, message, text } = event;
      known.posts.push({ to, position, at, message, ...(text === undefined ? {} : { text }) });
    }
    return known.posts;
  }

  /** Carries one message; answers the code it was refused with, or undefined. */
  carry(from: Side, post: AidPost): RefusalCode | undefined {
    const to = this.twins[otherOf(from)];
    const { position, message, text, at } = post;
    const command: Command = {
      type: "aid.receive",
      fromRegion: from,
      position,
      message,
      ...(text === undefined ? {} : { text }),
    };
    return to.askIn(command, { now: to.now, at, by: "system" }).decision.refusal?.code;
  }

  /** How many messages of this region the other has taken. */
  taken(from: Side): number {
    return this.state(otherOf(from)).columns.peers.taken[0];
  }

  /** The perfect link: everything that was told is carried, once and in order. */
  flow(): void {
    for (let more = true; more;) {
      more = false;
      for (const side of ["south", "north"] as const)
        for (const post of this.posts(side).slice(this.taken(side))) {
          assert.equal(this.carry(side, post), undefined);
          more = true;
        }
    }
  }

  /** Only the first `count` of this region's messages have to be there. */
  flowUntil(from: Side, count: number): void {
    for (const post of this.posts(from).slice(this.taken(from), count))
      assert.equal(this.carry(from, post), undefined);
  }

  now(): Instant {
    return this.twins.south.now;
  }
}

/**
 * A region lived twice: commands are decided on one state, and every event that comes out goes through its stored
 * form and is folded into a second one. After each command the two must have the same fingerprint, a refusal must
 * have changed nothing, and neither state may break an invariant. All tests of the core go through here, so each of
 * them tests these three things as well.
 */

import assert from "node:assert/strict";
import { microsPerSecond, type Instant } from "../../base/instant.ts";
import type { Command, CommandContext } from "../../core/commands.ts";
import { decide } from "../../core/decide.ts";
import type { Accepted, Decision } from "../../core/decision.ts";
import { decodeEvent, encodeEvent } from "../../core/event-codec.ts";
import type { CoreEvent } from "../../core/events.ts";
import { evolve } from "../../core/evolve.ts";
import { limits } from "../../core/limits.ts";
import { isReviewDue } from "../../core/no-unit/review.ts";
import type { Refusal } from "../../core/refusal.ts";
import { hashState } from "../../core/state/hash.ts";
import { makeRegionState, type RegionState } from "../../core/state/region-state.ts";
import { listStateFaults } from "./state-faults.ts";

/** Monday 2 January 2017, 00:00 UTC. */
export const testStart: Instant = 1_483_315_200 * microsPerSecond;

export type Outcome = { readonly decision: Decision; readonly events: readonly CoreEvent[] };

/** Through the two texts that a store keeps, and back. */
export function throughStore(event: CoreEvent): CoreEvent {
  const { facts, privateText } = encodeEvent(event);
  return decodeEvent(JSON.parse(facts), privateText);
}

export class Twin {
  readonly state: RegionState;
  /** The fold of the events. */
  folded: RegionState;
  readonly events: CoreEvent[] = [];
  now: Instant = testStart;

  readonly #checked: boolean;

  /** `checked` false: only lived, for tests of many histories that compare something else. */
  constructor(withText = true, checked = true) {
    this.#checked = checked;
    this.state = makeRegionState({}, withText);
    this.folded = makeRegionState({}, withText);
  }

  /** `lateSeconds`: it occurred that long before it is entered. */
  ask(command: Command, lateSeconds = 0, by = "amber"): Outcome {
    const at = this.now - Math.round(lateSeconds * microsPerSecond);
    return this.askIn(command, { now: this.now, at, by });
  }

  askIn(command: Command, context: CommandContext): Outcome {
    const before = this.#checked ? hashState(this.state) : "";
    const from = this.events.length;
    this.state.sink = { open: true, put: (event) => this.events.push(event) };
    const decision = decide(this.state, command, context);
    const events = this.events.slice(from);
    if (!this.#checked) return { decision, events };
    if (decision.refusal !== undefined) {
      assert.deepEqual(events, [], "a refusal puts no event");
      assert.equal(hashState(this.state), before, `${decision.refusal.code} changed the state`);
      return { decision, events };
    }
    for (const event of events) evolve(this.folded, throughStore(event));
    this.check(command.type);
    // What is left for later must have a reason, or the checks that wait for it would never look.
    if (events.length < limits.reviewEvents)
      assert.ok(!isReviewDue(this.state), `a review is left undone after ${command.type}`);
    return { decision, events };
  }

  check(what: string): void {
    assert.deepEqual(listStateFaults(this.state), [], `after ${what}`);
    assert.equal(hashState(this.folded), hashState(this.state), `the fold differs after ${what}`);
    assert.deepEqual(listStateFaults(this.folded), [], `in the fold after ${what}`);
  }

  /** Asks, and fails the test when it is refused. */
  do(command: Command, lateSeconds = 0): Accepted & { readonly events: readonly CoreEvent[] } {
    const { decision, events } = this.ask(command, lateSeconds);
    if (decision.refusal !== undefined) throw refusedError(command, decision.refusal);
    return { ...decision, events };
  }

  wait(seconds: number): void {
    this.now += Math.round(seconds * microsPerSecond);
  }
}

function refusedError(command: Command, { code, message }: Refusal): Error {
  return new assert.AssertionError({ message: `${command.type} was refused: ${code}: ${message}` });
}

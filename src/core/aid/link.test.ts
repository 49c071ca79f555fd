/**
 * Whatever a link does to messages (later by 40 minutes, twice, in another order), both regions come to the state of a link
 * that never fails, to the last column. A history is lived once over the perfect link; then the same acts of the same people at
 * the same times are lived with deliveries drawn at random. An act that answers a message waits for it in both.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { microsPerHour } from "../../base/instant.ts";
import { otherOf, RegionPair, type Side } from "../../testing/core/region-pair.ts";
import { dueWork, opened, ringing } from "../../testing/core/scenario.ts";
import type { Command } from "../commands.ts";
import { standardRequestRule } from "../request/request-rule.ts";
import { hashState } from "../state/hash.ts";
import type { RegionState } from "../state/region-state.ts";
import { requestStates } from "../vocabulary.ts";
import { listLoans } from "./loans.ts";

/** Long enough that nothing escalates while the link is down: what escalates meanwhile is a fact of its own. */
const patient = Object.fromEntries(
  Object.entries(standardRequestRule).map(([name, value]) => [
    name,
    typeof value === "number" ? 48 * 3600 : value,
  ]),
) as unknown as typeof standardRequestRule;

interface Act {
  readonly side: Side;
  readonly command: Command;
  readonly waitSeconds: number;
  /** Messages of the other side that it rests on; 0 = none. */
  readonly heard: number;
}

interface Draw {
  readonly kind: number;
  readonly choice: number;
  readonly waitSeconds: number;
}

function begin(): RegionPair {
  const pair = new RegionPair(false);
  for (const side of ["south", "north"] as const) {
    const config = pair.state(side).policy?.config;
    assert.ok(config);
    pair.do(side, { type: "region.configure", config: { ...config, requestRule: patient } });
  }
  // One incident, for which south has a unit of its own: how long there is none for one begins when it is known here.
  pair.do("south", opened("scheduled"));
  return pair;
}

function requestsIn(state: RegionState, ...wanted: string[]): number[] {
  const { requests, head } = state.columns;
  return Array.from({ length: head.requestRows[0] }, (_, row) => row)
    .filter((row) => wanted.includes(requestStates.names[requests.state[row]]))
    .map((row) => requests.number[row]);
}

const away = ["committed", "on the way", "arrived"];
const reason = "as agreed";

/** An act that could be done now, or undefined. What people do in the room meanwhile rests on no message. */
function actOf(
  pair: RegionPair,
  { kind, choice }: Draw,
): { side: Side; command: Command; isOwn?: true } | undefined {
  const [south, north] = [pair.state("south"), pair.state("north")];
  const pick = (list: readonly number[]): number | undefined => list[choice % list.length];
  const on = (side: Side, request: number | undefined, make: (request: number) => Command) =>
    request === undefined ? undefined : { side, command: make(request) };
  const untilAt = pair.now() + 300 * microsPerHour;
  const free = [0, 1, 2, 3].filter((unit) => north.columns.units.loan[unit] === 0);
  switch (kind) {
    case 0:
      return { side: "south", command: { type: "aid.ask", region: "north", quantity: 1 + (choice % 2), untilAt, words: "help" } }; // prettier-ignore
    case 1:
      return on("north", pick(requestsIn(north, "asked")), (request) => ({ type: "request.receive", request })); // prettier-ignore
    case 2:
      return on("north", pick(requestsIn(north, "asked", "received")), (request) => ({ type: "request.answer", request, answer: choice % 3 === 0 ? "refused" : "provisional", quantity: choice % 3 === 0 ? undefined : 1, reason }) as Command); // prettier-ignore
    case 3:
    case 4:
      return on("north", pick(requestsIn(north, "asked", "received", "provisional", "accepted")), (request) => ({ type: "aid.commit", request, units: [free[choice % free.length] ?? 0] })); // prettier-ignore
    case 5:
    case 6:
      return on("north", pick(requestsIn(north, "committed")), (request) => ({ type: "request.set-out", request })); // prettier-ignore
    case 7:
    case 8:
      return on("south", pick(requestsIn(south, "committed", "on the way")), (request) => ({ type: "aid.arrive", request })); // prettier-ignore
    case 9:
      return on("south", pick(requestsIn(south, ...away)), (request) => ({ type: "aid.release", request, reason })); // prettier-ignore
    case 10:
      return on("south", pick(requestsIn(south, "asked", "received", "accepted", ...away)), (request) => ({ type: "request.withdraw", request, reason })); // prettier-ignore
    case 11:
      return on("north", pick(requestsIn(north, ...away)), (request) => ({ type: "aid.recall", request, reason })); // prettier-ignore
    case 12: {
      const unit = [0, 1, 2, 3].find((each) => north.columns.units.loan[each] > 0);
      return unit === undefined ? undefined : { side: "north", command: { type: "aid.return", unit, reason } }; // prettier-ignore
    }
    case 13: {
      const guests = requestsIn(south, ...away).flatMap((request) => listLoans(south, request, (unit) => south.columns.units.status[unit] === 1)); // prettier-ignore
      const incident = south.columns.head.nextIncident[0] - 1;
      return guests.length === 0 || incident === 0 ? undefined : { side: "south", command: { type: "unit.send", incident, units: [guests[0]] } }; // prettier-ignore
    }
    case 14:
      return { side: choice % 2 === 0 ? "south" : "north", command: ringing, isOwn: true };
    default:
      // Not in the south, where a recall is an alarm: alarms are numbered as they are raised, whatever raised them.
      return { side: "north", command: dueWork, isOwn: true };
  }
}

/** Lives the draws over the perfect link and writes down who did what, when, having heard how much. */
function script(draws: readonly Draw[]): {
  readonly acts: readonly Act[];
  readonly perfect: RegionPair;
} {
  const perfect = begin();
  const acts: Act[] = [];
  let waited = 0;
  for (const draw of draws) {
    perfect.wait(draw.waitSeconds);
    waited += draw.waitSeconds;
    const act = actOf(perfect, draw);
    if (act === undefined) continue;
    const heard = act.isOwn === true ? 0 : perfect.taken(otherOf(act.side));
    const { decision } = perfect.twins[act.side].ask(act.command);
    if (decision.refusal !== undefined) continue;
    acts.push({ side: act.side, command: act.command, waitSeconds: waited, heard });
    waited = 0;
    perfect.flow();
  }
  return { acts, perfect };
}

/** The same acts; before each, some deliveries are tried: any message that was told, again or before its turn. */
function broken(acts: readonly Act[], deliveries: readonly number[]): RegionPair {
  const pair = begin();
  let next = 0;
  for (const { side, command, waitSeconds, heard } of acts) {
    pair.wait(waitSeconds);
    for (let tries = deliveries[next++ % deliveries.length] % 4; tries > 0; tries -= 1) {
      const from = deliveries[next++ % deliveries.length] % 2 === 0 ? "south" : "north";
      const posts = pair.posts(from);
      const index = deliveries[next++ % deliveries.length] % Math.max(1, posts.length);
      if (index < posts.length) {
        const post = posts[index];
        const refusal = pair.carry(from, post);
        assert.ok(refusal === undefined || refusal === "aid.gap", String(refusal));
      }
    }
    pair.flowUntil(otherOf(side), heard);
    pair.do(side, command);
  }
  pair.flow();
  return pair;
}

const draw = fc.record({
  kind: fc.nat(15),
  choice: fc.nat(30),
  waitSeconds: fc.oneof(fc.nat(90), fc.integer({ min: 1_000, max: 2_400 })),
});

test("deliveries in any order, twice and late, end in the state of the perfect link", () => {
  let lent = 0;
  fc.assert(
    fc.property(
      fc.array(draw, { minLength: 10, maxLength: 40, size: "max" }),
      fc.array(fc.nat(1_000), { minLength: 7, maxLength: 40 }),
      (draws, deliveries) => {
        const { acts, perfect } = script(draws);
        const other = broken(acts, deliveries);
        for (const side of ["south", "north"] as const)
          assert.equal(hashState(other.state(side)), hashState(perfect.state(side)), side);
        lent += perfect.twins.south.events.filter(({ type }) => type === "aid.unit-arrived").length;
      },
    ),
    { numRuns: 300 },
  );
  assert.ok(lent > 30, `${lent} units came to help in these histories`);
});

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as fc from "fast-check";
import { microsFromSeconds, microsPerHour } from "../../base/instant.ts";
import { makeRegionConfig, middleOf } from "../../testing/core/region-config.ts";
import { dueWork } from "../../testing/core/scenario.ts";
import { Twin } from "../../testing/core/twin.ts";
import { getRequestFacts } from "../request/changes.ts";
import { getRequest, listRequestRows } from "../request/read.ts";
import { standardRequestRule } from "../request/request-rule.ts";
import { alarmKinds } from "../vocabulary.ts";
import type { AidMessage } from "./aid-facts.ts";
import { countLack, findNextRegion, listLine } from "./ask-on.ts";

/** South, that four neighbours could help: the plan has the far ones first. */
class South extends Twin {
  readonly #said = new Map<string, number>();

  constructor(checked = true) {
    super(true, checked);
    const neighbours = [
      { region: "isles", name: "Isles", tier: "national" },
      { region: "east", name: "East", tier: "region" },
      { region: "harbour", name: "Harbour", tier: "force" },
      { region: "airport", name: "Airport", tier: "force" },
    ] as const;
    const config = makeRegionConfig({ id: "south", name: "South", aidPlan: { neighbours, floors: [] } }); // prettier-ignore
    this.do({ type: "region.configure", config });
    this.do({ type: "unit.register", callSign: "S1", vehicle: "car", skills: ["response"], area: "west", base: middleOf(0) }); // prettier-ignore
  }

  askByTiers(quantity: number): void {
    this.do({ type: "aid.ask", quantity, untilAt: this.now + 8 * microsPerHour, words: "two cars – für die Nacht" }); // prettier-ignore
  }

  /** A neighbour's next message about a request of the south. */
  hear(
    fromRegion: string,
    number: number,
    step: Omit<Extract<AidMessage, { step: "answer" }>, "asker" | "number" | "step">,
    text?: { reason: string },
  ): void {
    const position = (this.#said.get(fromRegion) ?? 0) + 1;
    this.#said.set(fromRegion, position);
    const message = { ...step, step: "answer", asker: "south", number } as const;
    this.do({ type: "aid.receive", fromRegion, position, message, ...(text === undefined ? {} : { text }) }); // prettier-ignore
  }

  /** The deadline passes and the timer asks for what is due. */
  pass(seconds: number): void {
    this.wait(seconds);
    this.do(dueWork);
  }

  /** `party state quantity/promised` of every request, by number. */
  asked(): string[] {
    return listRequestRows(this.state).map((row) => {
      const { party, state, quantity, promised } = getRequest(this.state, row);
      return `${party.code} ${state} ${quantity}/${promised}`;
    });
  }

  alarms(): string[] {
    const { alarms, head } = this.state.columns;
    return Array.from({ length: head.alarmRows[0] }, (_, row) => row)
      .filter((row) => alarms.state[row] > 0)
      .map((row) => `${alarmKinds.names[alarms.kind[row]]} ${alarms.subject[row]}`);
  }
}

const refused = { answer: "refused", quantity: 0 } as const;
const reason = { reason: "nobody free" };

describe("asking by the tiers", () => {
  test("the nearest tier is asked first, and of one tier the first of the plan", () => {
    const south = new South();
    south.askByTiers(2);
    assert.deepEqual(south.asked(), ["harbour asked 2/0"]);
  });

  test("a refusal asks the next of the tier, then the next tier, in the same words", () => {
    const south = new South();
    south.askByTiers(2);
    for (const [number, region] of ["harbour", "airport", "east"].entries())
      south.hear(region, number + 1, refused, reason);
    assert.deepEqual(south.asked(), [
      "harbour refused 2/0",
      "airport refused 2/0",
      "east refused 2/0",
      "isles asked 2/0",
    ]);
    const words = [1, 2, 3, 4].map((number) => south.state.text?.requests.get(number)?.words);
    assert.deepEqual(new Set(words), new Set(["two cars – für die Nacht"]));
    const [first, last] = [0, 3].map((row) => getRequest(south.state, row));
    assert.deepEqual([last?.sent, last?.owner], [first?.sent, first?.owner]);
    // Its deadline is its own, from when it was asked.
    assert.equal(
      last?.deadlineAt,
      south.now + microsFromSeconds(standardRequestRule.receiveSeconds),
    );
    assert.deepEqual(south.alarms(), []);
  });

  test("nobody left is an alarm, which the next ask ends", () => {
    const south = new South();
    south.askByTiers(1);
    for (const [number, region] of ["harbour", "airport", "east", "isles"].entries())
      south.hear(region, number + 1, refused, reason);
    assert.deepEqual(south.alarms(), ["nobody left to ask 4"]);
    south.askByTiers(1);
    assert.deepEqual(south.alarms(), []);
    assert.equal(south.asked().at(-1), "harbour asked 1/0");
  });

  test("nobody left is an alarm that goes with the request, a day after its end", () => {
    const south = new South();
    south.askByTiers(1);
    for (const [number, region] of ["harbour", "airport", "east", "isles"].entries())
      south.hear(region, number + 1, refused, reason);
    south.pass(24 * 3600 + 1);
    assert.deepEqual([south.asked(), south.alarms()], [[], []]);
  });

  test("no answer by the deadline asks the next, and the one before stays asked and overdue", () => {
    const south = new South();
    south.askByTiers(2);
    south.pass(standardRequestRule.receiveSeconds - 1);
    assert.equal(south.asked().length, 1);
    south.pass(1);
    assert.deepEqual(south.asked(), ["harbour asked 2/0", "airport asked 2/0"]);
    assert.deepEqual(south.alarms(), ["request overdue 1"]);
    // The next of the chain is told that the first is late; nobody is asked again for it.
    south.pass(standardRequestRule.chain[0].seconds - 1);
    assert.equal(south.asked().length, 2);
  });

  test("an outage does not run through the tiers: each is asked when somebody could hear it", () => {
    const south = new South();
    south.askByTiers(1);
    south.pass(3 * 3600);
    assert.deepEqual(south.asked(), ["harbour asked 1/0", "airport asked 1/0"]);
    assert.ok(getRequest(south.state, 1).deadlineAt > south.now);
  });

  test("fewer than asked: the next is asked for the rest", () => {
    const south = new South();
    south.askByTiers(3);
    south.hear("harbour", 1, { answer: "accepted", quantity: 1 });
    assert.deepEqual(south.asked(), ["harbour accepted 3/1", "airport asked 2/0"]);
    south.hear("airport", 2, { answer: "accepted", quantity: 2 });
    assert.equal(south.asked().length, 2);
    // It takes its word back: what it had promised is lacking anew.
    south.hear("harbour", 1, refused, reason);
    assert.equal(south.asked().at(-1), "east asked 1/0");
  });

  test("a late promise covers what others were asked for: nobody else is asked when they refuse", () => {
    const south = new South();
    south.askByTiers(2);
    south.pass(standardRequestRule.receiveSeconds);
    south.hear("harbour", 1, { answer: "accepted", quantity: 2 });
    south.hear("airport", 2, refused, reason);
    assert.deepEqual(south.asked(), ["harbour accepted 2/2", "airport refused 2/0"]);
    assert.ok(!south.alarms().some((alarm) => alarm.startsWith("nobody")));
  });

  test("what a person withdraws is not asked of anybody else", () => {
    const south = new South();
    south.askByTiers(2);
    south.do({ type: "request.withdraw", request: 1, reason: "it is quiet" });
    // The refusal crossed it.
    south.hear("harbour", 1, refused, reason);
    south.pass(3600);
    assert.deepEqual(south.asked(), ["harbour withdrawn 2/0"]);
  });

  test("a region that was named is the only one asked", () => {
    const south = new South();
    south.do({ type: "aid.ask", region: "harbour", quantity: 1, untilAt: south.now + microsPerHour }); // prettier-ignore
    south.hear("harbour", 1, refused, reason);
    south.pass(600);
    assert.deepEqual(south.asked(), ["harbour refused 1/0"]);
  });

  test("after the time that they were needed for, nobody is asked any more", () => {
    const south = new South();
    south.do({ type: "aid.ask", quantity: 1, untilAt: south.now + microsFromSeconds(200) });
    south.pass(standardRequestRule.receiveSeconds);
    assert.deepEqual(south.asked(), ["harbour asked 1/0"]);
  });

  test("without a neighbour there is nobody to ask", () => {
    const south = new Twin(true, true);
    south.do({ type: "region.configure", config: makeRegionConfig({}) });
    const { decision } = south.ask({ type: "aid.ask", quantity: 1, untilAt: south.now + microsPerHour }); // prettier-ignore
    assert.equal(decision.refusal?.code, "aid.unknown-region");
  });
});

const answers = fc.record({
  region: fc.constantFrom("harbour", "airport", "east", "isles"),
  answer: fc.constantFrom("accepted", "refused", "provisional"),
  quantity: fc.integer({ min: 1, max: 4 }),
  waitSeconds: fc.constantFrom(0, 10, 320, 700, 1_900),
});

test("whatever the neighbours answer, and when: nearest first, nobody twice, and nobody is left out while units are lacking", () => {
  let asked = 0;
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 4 }),
      fc.array(answers, { maxLength: 14 }),
      (quantity, draws) => {
        const south = new South(false);
        south.askByTiers(quantity);
        for (const { region, answer, quantity: most, waitSeconds } of draws) {
          south.pass(waitSeconds);
          const row = listLine(south.state, 1).find((each) => getRequestFacts(south.state, each).party.code === region); // prettier-ignore
          if (row === undefined) continue;
          const { request, quantity: wanted } = getRequest(south.state, row);
          const promised = answer === "refused" ? 0 : Math.min(most, wanted);
          south.hear(region, request, { answer, quantity: promised }, answer === "accepted" ? undefined : reason); // prettier-ignore
          const line = listLine(south.state, 1);
          const regions = line.map((each) => getRequestFacts(south.state, each).party.code);
          assert.deepEqual(
            regions,
            ["harbour", "airport", "east", "isles"].slice(0, regions.length),
          );
          const lack = countLack(south.state, { first: 1, wanted: quantity });
          assert.ok(lack <= 0 || findNextRegion(south.state, 1) === undefined, `${lack} lacking`);
          asked = Math.max(asked, regions.length);
        }
      },
    ),
    { numRuns: 300 },
  );
  assert.equal(asked, 4);
});

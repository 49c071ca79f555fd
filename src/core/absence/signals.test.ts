import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { RandomStream } from "../../base/random.ts";
import { microsPerMinute, microsPerSecond } from "../../base/instant.ts";
import {
  after,
  given,
  onDuty,
  opened,
  planned,
  progressed,
  registeredPerson,
  sent,
  wait,
  type Step,
} from "../../testing/core/scenario.ts";
import { arrivalMinute } from "../../testing/core/muster.ts";
import type { RegionState } from "../state/region-state.ts";
import {
  alarmRatio,
  awayShares,
  measureAbsence,
  measureSignal,
  poolRatios,
  standardAbsenceRule as rule,
  type AbsenceSignal,
  type MusterGroup,
} from "./absence-model.ts";
import { assessAbsence } from "./assess.ts";
import { readSignals, signalRules } from "./signals.ts";

const hour = 3_600;
const heads = 80;
const day = 24 * hour;

/** Eighty people who took a key each and signed in yesterday, and are planned again today. */
function people(): Step[] {
  return [
    ...Array.from({ length: heads }, (_, person): Step[] => [
      registeredPerson(`N${person}`),
      { type: "item.register", kind: "key", code: `K${person}` },
      { type: "item.issue", item: person, person },
      { type: "person.note-sign-in", person },
    ]).flat(),
    wait(hour),
    ...Array.from({ length: heads }, (_, person): Step[] => [
      { type: "item.hand-in", item: person },
      planned({ person }, day, day + 8 * hour),
    ]).flat(),
    wait(day - hour + 600),
  ];
}

function signal(state: RegionState, wanted: AbsenceSignal, seconds: number) {
  return readSignals(state, rule, after(seconds))
    .map(({ evidence }) => evidence)
    .find((each) => each.signal === wanted);
}

describe("signals beside book-ons", () => {
  test("keys taken and sign-ins are counted of those who did so before, with what is ordinary", () => {
    const taken = Array.from({ length: 30 }, (_, person): Step[] => [
      { type: "person.book-on", person },
      { type: "item.issue", item: person, person },
      { type: "person.note-sign-in", person },
    ]).flat();
    const { state } = given(...people(), ...taken);
    const keys = signal(state, "keys", day + 600);
    // 80 of whom 92 % do it, 92 % of these by ten minutes: 67.7.
    assert.deepEqual([keys?.heads, keys?.seen, keys?.expected], [80, 30, 67.7]);
    assert.ok((keys?.ratio ?? 0) > 1_000);
    const signIns = signal(state, "sign-ins", day + 600);
    assert.deepEqual([signIns?.heads, signIns?.seen], [80, 30]);
    const { verdict, evidence } = assessAbsence(state, after(day + 600));
    assert.equal(verdict, "many missing");
    assert.deepEqual(evidence.signals?.map((each) => each.signal).slice(0, 2), ["keys", "sign-ins"]); // prettier-ignore
  });

  test("all have booked on and nobody takes a key nor signs in: seen all the same", () => {
    const booked = Array.from({ length: heads }, (_, person): Step => ({ type: "person.book-on", person })); // prettier-ignore
    const { state } = given(...people(), ...booked);
    const { verdict, evidence } = assessAbsence(state, after(day + 600));
    assert.equal(evidence.arrived, heads);
    assert.equal(verdict, "many missing");
  });

  test("who never took a key or signed in is not counted, nor who keeps it from shift to shift", () => {
    const kept: Step[] = [
      registeredPerson("A"),
      registeredPerson("B"),
      { type: "item.register", kind: "key", code: "KA" },
      { type: "item.issue", item: 0, person: 0 },
      planned({ person: 0 }, day, day + 8 * hour),
      planned({ person: 1 }, day, day + 8 * hour),
      wait(day + 600),
    ];
    assert.deepEqual(readSignals(given(...kept).state, rule, after(day + 600)).map(({ evidence }) => evidence.signal), ["hand-ins"]); // prettier-ignore
  });

  test("units that were sent and do not answer count as replies; one stood down before an answer does not", () => {
    const steps = [
      ...onDuty("A1", "A2", "A3"),
      opened(),
      sent(0),
      sent(1),
      sent(2),
      wait(20),
      progressed(0, "en route"),
      { type: "unit.stand-down", unit: 2 } as const,
      wait(580),
    ];
    const { state } = given(...steps);
    const replies = signal(state, "replies", 600);
    assert.deepEqual([replies?.heads, replies?.seen], [2, 1]);
    assert.equal(signal(state, "replies", 3_600), undefined);
  });

  test("a region's rule says which of them count", () => {
    const { state } = given(...people());
    const of = (signals: readonly AbsenceSignal[]) =>
      readSignals(state, { ...rule, signals }, after(day + 600)).map(({ evidence }) => evidence.signal); // prettier-ignore
    assert.deepEqual(of(["keys"]), ["keys"]);
    assert.deepEqual(of([]), []);
  });
});

describe("the mean of signals", () => {
  /** Beta-binomial by its recurrence: chances that so many of `n` never do it. */
  function chances(n: number, mean: number): number[] {
    const size = 1 / rule.correlation - 1;
    const [a, b] = [mean * size, (1 - mean) * size];
    let chance = 1;
    for (let k = 0; k < n; k += 1) chance *= (b + k) / (size + k);
    return Array.from({ length: n + 1 }, (_, away) => {
      const now = chance;
      chance *= ((n - away) * (a + away)) / ((away + 1) * (b + n - away - 1));
      return now;
    });
  }

  for (const name of ["keys", "sign-ins", "replies"] as const)
    test(`${name}: the likelihood ratio is 1 on average on ordinary days, for each share`, () => {
      const own = { ...rule, ...signalRules[name] };
      // All are known to do it or not, so that only how many counts.
      const mean = new Float64Array(awayShares.length);
      chances(40, own.noShowShare).forEach((chance, away) => {
        const group = { team: -1, planned: 40, arrived: 40 - away, announced: away, since: 0 };
        measureSignal(own, [group]).forEach(
          (log, share) => (mean[share] += chance * Math.exp(log)),
        );
      });
      for (const value of mean) assert.ok(Math.abs(value - 1) < 0.02, `got ${value}`);
    });

  test("is at most the greatest and at least the greatest by their number", () => {
    const group = (arrived: number): MusterGroup => ({ team: -1, planned: 100, arrived, announced: 0, since: 3_600 * microsPerSecond }); // prettier-ignore
    const bookOns = measureAbsence(rule, [group(96)], { onDuty: 0, left: 0, leftLately: 0 });
    const keys = measureSignal({ ...rule, ...signalRules.keys }, [group(40)]);
    const alone = poolRatios([bookOns]);
    const both = poolRatios([{ ...bookOns, signals: { keys } }]);
    assert.ok(alone < 0 && both >= Math.log(alarmRatio));
    // A signal that says nothing costs a quarter of the mean, no more.
    const nothing = new Float64Array(awayShares.length);
    const many = measureAbsence(rule, [group(60)], { onDuty: 0, left: 0, leftLately: 0 });
    const diluted = poolRatios([{ ...many, signals: { keys: nothing } }]);
    assert.ok(poolRatios([many]) - diluted <= Math.log(4 / 3) + 1e-9);
  });

  test("drawn nights in which the same people book on, take keys and sign in stay ordinary (seed 3)", () => {
    const random = new RandomStream(3, "signals");
    for (let night = 0; night < 20; night += 1) {
      const away = 0.05;
      const did = Array.from({ length: 120 }, () => random.uniform() >= away);
      for (const minute of [-10, 0, 10, 25]) {
        const of = (name: "keys" | "sign-ins") => {
          const arrived = did.filter((is) => is && random.uniform() > 0.03 && arrivalMinute(random.uniform(), signalRules[name]) <= minute).length; // prettier-ignore
          const group = { team: -1, planned: 120, arrived, announced: 0, since: minute * microsPerMinute }; // prettier-ignore
          return measureSignal({ ...rule, ...signalRules[name] }, [group]);
        };
        const nobody = measureAbsence(rule, [], { onDuty: 0, left: 0, leftLately: 0 });
        const ratio = poolRatios([{ ...nobody, signals: { keys: of("keys"), "sign-ins": of("sign-ins") } }]); // prettier-ignore
        assert.ok(ratio < Math.log(alarmRatio), `night ${night}, minute ${minute}: ${ratio}`);
      }
    }
  });
});

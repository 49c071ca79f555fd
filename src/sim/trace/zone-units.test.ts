import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { smallTrace } from "../../testing/small-trace.ts";
import { ZoneUnits } from "./zone-units.ts";

const side = 5;
const zones = side ** 2;

/** What the words of the workload say, without anything that makes it fast. */
class PlainUnits {
  readonly #travel: (to: number, from: number) => number;
  readonly #base: (unit: number) => number;
  readonly available = new Map<number, { zone: number; leftAt: number } | "home">();

  constructor(travel: (to: number, from: number) => number, base: (unit: number) => number) {
    this.#travel = travel;
    this.#base = base;
  }

  zoneOf(unit: number, now: number): number {
    const at = this.available.get(unit);
    const base = this.#base(unit);
    if (at === undefined || at === "home") return base;
    const way = this.#travel(base, at.zone) * 1_000;
    const gone = now - at.leftAt;
    if (gone >= way) return base;
    const along = (from: number, to: number) =>
      from + Math.floor((2 * (to - from) * gone + way) / (2 * way));
    const x = along(Math.floor(at.zone / side), Math.floor(base / side));
    return x * side + along(at.zone % side, base % side);
  }

  nearest(zone: number, now: number): number {
    const list = [...this.available.keys()].map((unit) => ({
      unit,
      millis: this.#travel(zone, this.zoneOf(unit, now)),
    }));
    list.sort((a, b) => a.millis - b.millis || a.unit - b.unit);
    return list[0]?.unit ?? -1;
  }
}

test("the nearest is the one that looking at everybody finds, also among equals", () => {
  const question = fc.record({
    seconds: fc.integer({ min: 0, max: 90 }),
    zone: fc.nat(zones - 1),
    leaves: fc.nat(9),
    from: fc.nat(zones - 1),
  });
  const millis = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 7, maxLength: 7 });
  fc.assert(
    fc.property(
      fc.array(fc.nat(zones - 1), { minLength: 1, maxLength: 5 }),
      millis,
      fc.array(question, { maxLength: 40 }),
      (stations, noise, questions) => {
        const travel = (to: number, from: number) => {
          const dx = Math.abs(Math.floor(to / side) - Math.floor(from / side));
          const dy = Math.abs((to % side) - (from % side));
          return 10_000 * (1 + dx + dy + noise[(to * 3 + from) % noise.length]);
        };
        const trace = smallTrace({ side, stations, unitsPerStation: 2, travel, calls: [] });
        const units = new ZoneUnits(trace);
        const plain = new PlainUnits(travel, (unit) => stations[Math.floor(unit / 2)]);
        for (let unit = 0; unit < 2 * stations.length; unit += 1) {
          units.putHome(unit);
          plain.available.set(unit, "home");
        }
        let now = 0;
        for (const { seconds, zone, leaves, from } of questions) {
          now += seconds * 1_000_000;
          const found = units.findNearest(zone, now);
          assert.equal(found, plain.nearest(zone, now));
          if (found >= 0) {
            assert.equal(units.foundZone, plain.zoneOf(found, now));
            units.take(found);
            plain.available.delete(found);
          }
          const unit = leaves % (2 * stations.length);
          if (plain.available.has(unit)) continue;
          units.startHome(unit, from, now);
          plain.available.set(unit, { zone: from, leftAt: now });
        }
      },
    ),
  );
});

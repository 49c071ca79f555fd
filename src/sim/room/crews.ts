/**
 * Where crews are, as their devices would say: at the scene, at their base, or on the straight line between them. It
 * keeps the tracked positions that a recommendation reads. Not here: who is free, which the core says.
 */
import type { Instant, Micros } from "../../base/instant.ts";
import type { PositionOverlay } from "../../plan/positions.ts";

export interface Place {
  readonly latE7: number;
  readonly lonE7: number;
}

export class Crews {
  readonly positions: PositionOverlay;
  readonly #bases: readonly Place[];
  readonly #isAtScene: Uint8Array;
  /** Units on their way to their base: when they left, whence, and how long it takes. */
  readonly #onTheWay = new Map<number, { leftAt: Instant; from: Place; micros: Micros }>();

  constructor(bases: readonly Place[]) {
    const units = bases.length;
    this.#bases = bases;
    this.#isAtScene = new Uint8Array(units);
    this.positions = {
      latE7: Int32Array.from(bases, ({ latE7 }) => latE7),
      lonE7: Int32Array.from(bases, ({ lonE7 }) => lonE7),
      at: new Float64Array(units),
    };
  }

  placeOf(unit: number): Place {
    const { latE7, lonE7 } = this.positions;
    return { latE7: latE7[unit], lonE7: lonE7[unit] };
  }

  baseOf(unit: number): Place {
    return this.#bases[unit];
  }

  put(unit: number, { latE7, lonE7 }: Place, at: Instant): void {
    this.#onTheWay.delete(unit);
    this.#write(unit, latE7, lonE7, at);
  }

  arrive(unit: number, place: Place, at: Instant): void {
    this.put(unit, place, at);
    this.#isAtScene[unit] = 1;
  }

  leaveScene(unit: number): void {
    this.#isAtScene[unit] = 0;
  }

  isAtScene(unit: number): boolean {
    return this.#isAtScene[unit] === 1;
  }

  startHome(unit: number, at: Instant, micros: Micros): void {
    this.#onTheWay.set(unit, { leftAt: at, from: this.placeOf(unit), micros });
  }

  stop(unit: number): void {
    this.#onTheWay.delete(unit);
  }

  /** All positions as of now: those on the way as far as they have come, everybody seen this moment. */
  look(now: Instant): void {
    this.positions.at.fill(now);
    for (const [unit, { leftAt, from, micros }] of this.#onTheWay) {
      const base = this.#bases[unit];
      const gone = now - leftAt;
      if (gone >= micros) {
        this.put(unit, base, now);
        continue;
      }
      const share = gone / micros;
      const along = (a: number, b: number) => Math.round(a + (b - a) * share);
      this.#write(unit, along(from.latE7, base.latE7), along(from.lonE7, base.lonE7), now);
    }
  }

  #write(unit: number, latE7: number, lonE7: number, at: Instant): void {
    this.positions.latE7[unit] = latE7;
    this.positions.lonE7[unit] = lonE7;
    this.positions.at[unit] = at;
  }
}

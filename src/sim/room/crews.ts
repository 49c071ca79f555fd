/**
 * Where crews are, as their devices would say: at the scene, at their base, or on the straight line to one of them. It
 * keeps the tracked positions that a recommendation reads. Not here: who is free, which the core says.
 */
import type { Instant, Micros } from "../../base/instant.ts";
import type { PositionOverlay } from "../../plan/positions.ts";
import { UnitSet } from "./unit-set.ts";

export interface Place {
  readonly latE7: number;
  readonly lonE7: number;
}

export class Crews {
  readonly positions: PositionOverlay;
  readonly #bases: Place[];
  readonly #isAtScene: Uint8Array;
  /** Who is on its way to a call: they are looked at only where somebody may divert them. */
  readonly #onCall: UnitSet;
  /** Who is on its way to its base. */
  readonly #homeward: UnitSet;
  /** By unit, while it is on its way: when it leaves, whence, whither, and how long it takes. */
  readonly #leftAt: Float64Array;
  readonly #fromLatE7: Int32Array;
  readonly #fromLonE7: Int32Array;
  readonly #toLatE7: Int32Array;
  readonly #toLonE7: Int32Array;
  readonly #wayMicros: Float64Array;

  constructor(bases: readonly Place[]) {
    const units = bases.length;
    this.#bases = [...bases];
    this.#isAtScene = new Uint8Array(units);
    this.#onCall = new UnitSet(units);
    this.#homeward = new UnitSet(units);
    this.#leftAt = new Float64Array(units);
    this.#fromLatE7 = new Int32Array(units);
    this.#fromLonE7 = new Int32Array(units);
    this.#toLatE7 = new Int32Array(units);
    this.#toLonE7 = new Int32Array(units);
    this.#wayMicros = new Float64Array(units);
    const latE7 = new Int32Array(units);
    const lonE7 = new Int32Array(units);
    for (let unit = 0; unit < units; unit += 1) {
      latE7[unit] = bases[unit].latE7;
      lonE7[unit] = bases[unit].lonE7;
    }
    this.positions = { latE7, lonE7, at: new Float64Array(units) };
  }

  placeOf(unit: number): Place {
    const { latE7, lonE7 } = this.positions;
    return { latE7: latE7[unit], lonE7: lonE7[unit] };
  }

  baseOf(unit: number): Place {
    return this.#bases[unit];
  }

  /** A guest goes home to where it reports. */
  setBase(unit: number, base: Place): void {
    this.#bases[unit] = base;
  }

  put(unit: number, { latE7, lonE7 }: Place, at: Instant): void {
    this.stop(unit);
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
    this.#homeward.add(unit);
    this.#setWay(unit, this.#bases[unit], at, micros);
  }

  startCall(unit: number, to: Place, at: Instant, micros: Micros): void {
    this.stop(unit);
    this.#onCall.add(unit);
    this.#setWay(unit, to, at, micros);
  }

  #setWay(
    unit: number,
    { latE7: toLatE7, lonE7: toLonE7 }: Place,
    at: Instant,
    micros: Micros,
  ): void {
    const { latE7, lonE7 } = this.positions;
    this.#leftAt[unit] = at;
    this.#fromLatE7[unit] = latE7[unit];
    this.#fromLonE7[unit] = lonE7[unit];
    this.#toLatE7[unit] = toLatE7;
    this.#toLonE7[unit] = toLonE7;
    this.#wayMicros[unit] = micros;
  }

  stop(unit: number): void {
    this.#onCall.remove(unit);
    this.#homeward.remove(unit);
  }

  /** All positions as of now: those on the way home as far as they have come, everybody seen this moment. */
  look(now: Instant): void {
    this.positions.at.fill(now);
    this.#lookAtAll(this.#homeward, now);
  }

  /** The same of those on their way to a call, which `look` leaves where they were when they were sent. */
  lookAtCalls(now: Instant): void {
    this.#lookAtAll(this.#onCall, now);
  }

  /** From the last on: whoever has arrived leaves, and gives its place to one that was looked at. */
  #lookAtAll(units: UnitSet, now: Instant): void {
    for (let place = units.size - 1; place >= 0; place -= 1) this.#lookAt(units.at(place), now);
  }

  #lookAt(unit: number, now: Instant): void {
    const gone = now - this.#leftAt[unit];
    const micros = this.#wayMicros[unit];
    const toLatE7 = this.#toLatE7[unit];
    const toLonE7 = this.#toLonE7[unit];
    if (gone >= micros) {
      this.stop(unit);
      this.#write(unit, toLatE7, toLonE7, now);
      return;
    }
    // Before it leaves it stands where it was.
    const share = gone <= 0 ? 0 : gone / micros;
    const latE7 = along(this.#fromLatE7[unit], toLatE7, share);
    this.#write(unit, latE7, along(this.#fromLonE7[unit], toLonE7, share), now);
  }

  #write(unit: number, latE7: number, lonE7: number, at: Instant): void {
    this.positions.latE7[unit] = latE7;
    this.positions.lonE7[unit] = lonE7;
    this.positions.at[unit] = at;
  }
}

function along(from: number, to: number, share: number): number {
  return Math.round(from + (to - from) * share);
}

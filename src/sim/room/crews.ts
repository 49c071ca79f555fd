/**
 * Where crews are, as their devices would say: at the scene, at their base, or on the straight line to one of them. It
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
  readonly #bases: Place[];
  readonly #isAtScene: Uint8Array;
  /** 1 = on its way to a call: it is looked at only where somebody may divert it. */
  readonly #isOnCall: Uint8Array;
  /** Units on their way to their base, the first `#movingCount`; and where each stands among them, -1 = does not. */
  readonly #moving: Int32Array;
  readonly #movingPlace: Int32Array;
  #movingCount = 0;
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
    this.#isOnCall = new Uint8Array(units);
    this.#moving = new Int32Array(units);
    this.#movingPlace = new Int32Array(units).fill(-1);
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
    if (this.#movingPlace[unit] < 0) {
      this.#movingPlace[unit] = this.#movingCount;
      this.#moving[this.#movingCount++] = unit;
    }
    this.#setWay(unit, this.#bases[unit], at, micros);
  }

  startCall(unit: number, to: Place, at: Instant, micros: Micros): void {
    this.stop(unit);
    this.#isOnCall[unit] = 1;
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

  /** The last one takes its place among those on their way. */
  stop(unit: number): void {
    this.#isOnCall[unit] = 0;
    const place = this.#movingPlace[unit];
    if (place < 0) return;
    this.#movingPlace[unit] = -1;
    const last = this.#moving[--this.#movingCount];
    if (last === unit) return;
    this.#moving[place] = last;
    this.#movingPlace[last] = place;
  }

  /** All positions as of now: those on the way home as far as they have come, everybody seen this moment. */
  look(now: Instant): void {
    this.positions.at.fill(now);
    // From the last on: whoever has arrived gives its place to one that was looked at.
    for (let place = this.#movingCount - 1; place >= 0; place -= 1)
      this.#lookAt(this.#moving[place], now);
  }

  /** The same of those on their way to a call, which `look` leaves where they were when they were sent. */
  lookAtCalls(now: Instant): void {
    for (let unit = 0; unit < this.#isOnCall.length; unit += 1)
      if (this.#isOnCall[unit] === 1) this.#lookAt(unit, now);
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

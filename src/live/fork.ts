/**
 * A fork with words: the columns are copied (core's forkState), names and texts are copied only where somebody reads
 * them. For previews and for trying a batch before it is done; it is thrown away afterwards.
 */

import { forkState, type RegionState } from "../core/state/region-state.ts";
import type { RegionText } from "../core/state/region-text.ts";

/** Reads through to `base`; a value is cloned when first read, because changes write into values. */
class OverlayMap<Value> extends Map<number, Value> {
  readonly #base: ReadonlyMap<number, Value>;
  readonly #gone = new Set<number>();

  constructor(base: ReadonlyMap<number, Value>) {
    super();
    this.#base = base;
  }

  override get(key: number): Value | undefined {
    if (super.has(key)) return super.get(key);
    const value = this.#gone.has(key) ? undefined : this.#base.get(key);
    if (value === undefined) return undefined;
    const copy = structuredClone(value);
    super.set(key, copy);
    return copy;
  }

  override has(key: number): boolean {
    return super.has(key) || (!this.#gone.has(key) && this.#base.has(key));
  }

  override delete(key: number): boolean {
    const had = this.has(key);
    super.delete(key);
    this.#gone.add(key);
    return had;
  }
}

export function forkWithText(state: RegionState): RegionState {
  const fork = forkState(state);
  const { text } = state;
  if (text === undefined) return fork;
  const words: RegionText = {
    callSigns: [...text.callSigns],
    unitOfCallSign: new Map(text.unitOfCallSign),
    contacts: new OverlayMap(text.contacts),
    incidents: new OverlayMap(text.incidents),
    alarms: new OverlayMap(text.alarms),
    closures: new OverlayMap(text.closures),
    handedIn: new OverlayMap(text.handedIn),
    staffNumbers: [...text.staffNumbers],
    personOfStaffNumber: new Map(text.personOfStaffNumber),
    people: new OverlayMap(text.people),
    itemCodes: [...text.itemCodes],
    itemOfCode: new Map(text.itemOfCode),
    promises: new OverlayMap(text.promises),
    level: { ...text.level },
    requests: new OverlayMap(text.requests),
    warnings: new OverlayMap(text.warnings),
    placeHazards: new OverlayMap(text.placeHazards),
    directives: new OverlayMap(text.directives),
    withheld: new OverlayMap(text.withheld),
    handOvers: new OverlayMap(text.handOvers),
  };
  return { ...fork, text: words };
}

/**
 * Which units are allocated to which incidents, as far as the events have been published: the state itself may be
 * ahead of them, and a crew must neither miss the last words of its incident nor get words from after its time.
 */

import type { RegionState } from "../../core/state/region-state.ts";
import { allocationStates } from "../../core/vocabulary.ts";
import type { PublishedEvent } from "../../live/event-text.ts";

export class CrewAllocations {
  readonly #unitsOf = new Map<number, Set<number>>();

  /** The state must be where the events begin. */
  constructor(state: RegionState) {
    const { units, allocations, incidents, head } = state.columns;
    for (let unit = 0; unit < head.units[0]; unit += 1) {
      for (let a = units.firstAllocation[unit]; a >= 0; a = allocations.nextOfUnit[a]) {
        if (allocations.state[a] === allocationStates.code.ended) continue;
        this.#add(incidents.number[allocations.incident[a]], unit);
      }
    }
  }

  #add(incident: number, unit: number): void {
    const units = this.#unitsOf.get(incident) ?? new Set();
    this.#unitsOf.set(incident, units);
    units.add(unit);
  }

  /** Takes the next event and answers whose crews it is for; the end of an allocation is still for its unit. */
  take(event: PublishedEvent): ReadonlySet<number> {
    const { unit, incident, type } = event;
    if (type === "unit.allocated") this.#add(incident, unit);
    const forUnits = new Set(incident >= 0 ? this.#unitsOf.get(incident) : undefined);
    if (unit >= 0) forUnits.add(unit);
    if (type === "allocation.ended") {
      const units = this.#unitsOf.get(incident);
      units?.delete(unit);
      if (units?.size === 0) this.#unitsOf.delete(incident);
    }
    return forUnits;
  }

  listIncidents(unit: number): number[] {
    return [...this.#unitsOf].filter(([, units]) => units.has(unit)).map(([incident]) => incident);
  }
}

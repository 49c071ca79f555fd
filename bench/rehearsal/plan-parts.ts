/** What the plans of the rehearsal benches are put together from, as a plan file has it. */

/** 95 of 100 units of a shift arrive. */
export function shiftPart(area: string, start: string, units: number) {
  return { area, units, start, hours: 8.5, arrives: 0.95 };
}

export function gradePart(share: number, type: string, sceneMinutes: number) {
  return { share, type, sceneMinutes };
}

/** Chances and times as a duty officer reads them: never more certain than a thousand futures can be. */

/** 0 to 1. Nothing in a thousand futures is not "never". */
export function chanceText(share: number): string {
  if (share < 0.005) return "<1 %";
  if (share > 0.995) return ">99 %";
  return `${Math.round(share * 100)} %`;
}

export function minutesText(seconds: number): string {
  return `${Math.max(1, Math.round(seconds / 60))} min`;
}

export function percentText(part: number, of: number): string {
  return of === 0 ? "–" : `${Math.round((100 * part) / of)} %`;
}

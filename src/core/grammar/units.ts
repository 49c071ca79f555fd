/**
 * Call signs: read by exact name or by a prefix that only one unit has, offered with those first that the verb is
 * likely to mean.
 */

import type { ArgumentKind, Choice } from "./argument.ts";
import { faultAt, type LineFault } from "./fault.ts";
import type { Names, UnitFacts } from "./names.ts";
import { lineLimits, type Token } from "./tokens.ts";
import type { Values } from "./values.ts";

export function describeStatus(facts: UnitFacts): string {
  const status = facts.status === "unavailable" ? `unavailable (${facts.reason})` : facts.status;
  const where = facts.incident === undefined ? "" : ` ${facts.incident}`;
  return `${facts.inEmergency ? "EMERGENCY, " : ""}${status}${where}`;
}

/** Units whose call sign begins so, at most `limit`, shorter call signs first, then by code units. */
export function listUnitsByPrefix(names: Names, prefix: string, limit: number): number[] {
  const found: number[] = [];
  for (let unit = 0; unit < names.unitCount; unit += 1)
    if (names.callSignOf(unit).startsWith(prefix)) found.push(unit);
  return found
    .sort((a, b) => compareCallSigns(names.callSignOf(a), names.callSignOf(b)))
    .slice(0, limit);
}

function compareCallSigns(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The unit a token means: exact, or (when prefixes count) the only one that begins so. */
export function readUnit(names: Names, token: Token, allowPrefix: boolean): number | LineFault {
  const exact = names.findUnit(token.upper);
  if (exact !== undefined) return exact;
  const [first, ...more] = listUnitsByPrefix(names, token.upper, lineLimits.candidates + 1);
  if (first === undefined || !allowPrefix)
    return faultAt(
      "line.unknown",
      token,
      "a call sign",
      first === undefined ? [] : [names.callSignOf(first)],
    );
  if (more.length === 0) return first;
  const candidates = [first, ...more].map((unit) => names.callSignOf(unit));
  return faultAt("line.ambiguous", token, "one call sign", candidates);
}

/** Lower = sooner in the list of choices. */
export type UnitPreference = (facts: UnitFacts) => number;

export const anyUnit: UnitPreference = (facts) => (facts.status === "off" ? 1 : 0);
export const freeUnits: UnitPreference = (facts) => {
  if (facts.status === "available" && !facts.inEmergency) return 0;
  if (facts.status === "committed deployable" && !facts.inEmergency) return 1;
  return facts.incident === undefined ? 3 : 2;
};
export const allocatedUnits: UnitPreference = (facts) => (facts.incident === undefined ? 1 : 0);
export const offUnits: UnitPreference = (facts) => (facts.status === "off" ? 0 : 1);

export function unitsArgument(many: boolean, prefer: UnitPreference): ArgumentKind {
  return {
    expected: many ? "one or more call signs" : "a call sign",
    part: "unit",
    many,
    read: ({ tokens, at, values, names, isExact }) => {
      const unit = readUnit(names, tokens[at], !isExact);
      if (typeof unit !== "number") return unit;
      if (!values.units.includes(unit)) values.units.push(unit);
      return 1;
    },
    listChoices: (names, values, prefix) => listUnitChoices(names, values, prefix, prefer),
  };
}

export function listUnitChoices(
  names: Names,
  values: Values,
  prefix: string,
  prefer: UnitPreference,
): Choice[] {
  // Kept in order and cut while they come: a region has thousands, a list ten.
  const best: { readonly callSign: string; readonly unit: number; readonly rank: number }[] = [];
  for (let unit = 0; unit < names.unitCount; unit += 1) {
    const callSign = names.callSignOf(unit);
    if (!callSign.startsWith(prefix) || values.units.includes(unit)) continue;
    const rank = prefer(names.getUnit(unit));
    let place = best.length;
    while (place > 0) {
      const other = best[place - 1];
      const isBefore =
        rank < other.rank ||
        (rank === other.rank && compareCallSigns(callSign, other.callSign) < 0);
      if (!isBefore) break;
      place -= 1;
    }
    if (place >= lineLimits.completions) continue;
    best.splice(place, 0, { callSign, unit, rank });
    if (best.length > lineLimits.completions) best.pop();
  }
  return best.map(({ callSign, unit }) => ({
    text: callSign,
    detail: describeStatus(names.getUnit(unit)),
  }));
}

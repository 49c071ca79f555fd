/**
 * Which street an address belongs to, and the streets that only addresses know: a yard or a terrace whose road the map
 * draws without its name is still found by it. Not here: house numbers (address-book.ts).
 */
import { distanceM } from "../../base/distance.ts";
import { nearestOnSegments } from "./nearest.ts";
import type { SourceAddress } from "./place-source.ts";
import type { Street, StreetSet } from "./streets.ts";

/** An address further than this from every street of its name is at another street of that name. */
const belongsMetres = 1_000;

/** The street of that name which is nearest to the address; undefined when none is near. */
export function findStreetOf(set: StreetSet, address: SourceAddress): number | undefined {
  let best: number | undefined;
  let least = belongsMetres;
  for (const street of set.byName.get(address.street) ?? []) {
    const metres = metresToStreet(set, set.streets[street], address);
    if (metres <= least) [best, least] = [street, metres];
  }
  return best;
}

function metresToStreet({ lines, plane }: StreetSet, street: Street, at: SourceAddress): number {
  const toMiddle = distanceM(at.latE7, at.lonE7, street.latE7, street.lonE7);
  if (street.segments.length === 0) return toMiddle;
  if (toMiddle - street.radiusM > belongsMetres) return Number.POSITIVE_INFINITY;
  return nearestOnSegments(lines, plane, street.segments, at)?.metres ?? toMiddle;
}

/** The set with a street for each group of addresses that belongs to none of it. */
export function addAddressStreets(set: StreetSet, addresses: readonly SourceAddress[]): StreetSet {
  const groups = new Map<string, SourceAddress[][]>();
  for (const address of addresses) {
    if (address.street === "" || findStreetOf(set, address) !== undefined) continue;
    const known = groups.get(address.street) ?? [];
    groups.set(address.street, known);
    const group = known.find(
      ([first]) =>
        distanceM(first.latE7, first.lonE7, address.latE7, address.lonE7) <= belongsMetres,
    );
    if (group === undefined) known.push([address]);
    else group.push(address);
  }
  if (groups.size === 0) return set;
  const streets = [...set.streets];
  const byName = new Map([...set.byName].map(([name, list]) => [name, [...list]]));
  for (const [name, list] of groups) {
    for (const group of list) {
      byName.set(name, [...(byName.get(name) ?? []), streets.length]);
      streets.push({ name, segments: [], ...circleOf(group) });
    }
  }
  const crossingsOf = streets.map((_, street) => set.crossingsOf[street] ?? []);
  return { ...set, streets, byName, crossingsOf };
}

function circleOf(group: readonly SourceAddress[]) {
  const latE7 = Math.round(group.reduce((sum, at) => sum + at.latE7, 0) / group.length);
  const lonE7 = Math.round(group.reduce((sum, at) => sum + at.lonE7, 0) / group.length);
  const metres = group.map((at) => distanceM(at.latE7, at.lonE7, latE7, lonE7));
  return { latE7, lonE7, radiusM: Math.ceil(Math.max(...metres)) };
}

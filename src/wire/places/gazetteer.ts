/**
 * Place search over one map, all local: places, streets with house numbers, crossings, areas and written points. It
 * answers "where is 14 Tanner Row", "tanner / alder", "quen st peel" while somebody types, and "what is at this
 * point". Each answer says how it was matched and within which radius it may lie. It is an aid: a call taker may
 * always type a place that it does not know, and "not found in this map" says nothing about the world.
 */
import { distanceM } from "../../base/distance.ts";
import { findWrittenPoint, type WrittenPoint } from "../grid/written-point.ts";
import { AddressBook, type FoundHouse } from "./address-book.ts";
import { makeAreaFinder, type AreaFinder } from "./areas.ts";
import { Describer, type PointDescription } from "./describe.ts";
import { addAddressStreets, findStreetOf } from "./address-streets.ts";
import { NameIndex, type NameHit } from "./name-index.ts";
import { nearestApproach, nearestOnSegments } from "./nearest.ts";
import { placeLimits, type PlaceSource } from "./place-source.ts";
import type { PointE7 } from "./plane.ts";
import { readPlaceQuery, type AddressQuery } from "./query.ts";
import { makeStreetSet, type StreetSet } from "./streets.ts";
import { listTargets, type Target } from "./targets.ts";
import type { PlaceWord } from "./words.ts";

/** "known" is what people placed before (learned-places.ts). */
export type FoundKind = "place" | "address" | "street" | "crossing" | "area" | "point" | "known";

export interface FoundPlace extends PointE7 {
  readonly label: string;
  readonly kind: FoundKind;
  /** For places: pub, school, hospital ...; for points: how they were written; else the same as `kind`. */
  readonly placeKind: string;
  /** The part of the map it lies in, or "". */
  readonly area: string;
  /** 0 to 100. */
  readonly score: number;
  /** How it was matched, for people: `"dugls" read as "douglas"`; "" = by its very name. */
  readonly matched: string;
  /** It lies within this of the point; 0 is never said. */
  readonly radiusM: number;
  /** Put between what the map has, not taken from it: no unit may be sent there without a person's look. */
  readonly isEstimate: boolean;
}

export interface Gazetteer {
  /** Best first, at most `limit` and `placeLimits.results`. Never throws. */
  search(query: string, limit: number): FoundPlace[];
  describe(latE7: number, lonE7: number): PointDescription;
  /** Every place, street and area, for tests and for tools; crossings and addresses are not listed. */
  listAll(): readonly FoundPlace[];
  /** What is above a limit and can not be found: "addresses: 12", or nothing. */
  readonly leftOut: readonly string[];
}

const crossingRadiusM = 25;
/** Hits of each side of a crossing that are tried against each other. */
const sideHits = 24;
interface SourceLimits {
  readonly places: number;
  readonly addresses: number;
}

/** Streets of a crossing that do not meet are only offered when both were surely meant and are near. */
const surelyMeant = 85;
const approachMetres = 500;
const approachesMost = 4;
/** An answer this much worse than the best one is noise. */
const worseBy = 35;
/** Two answers of one name this near are one place that the map has twice. */
const sameSpotMetres = 250;

/** `limits`: other ones are for tests. */
export function makeGazetteer(source: PlaceSource, limits: SourceLimits = placeLimits): Gazetteer {
  return new MapGazetteer(source, limits);
}

class MapGazetteer implements Gazetteer {
  readonly leftOut: readonly string[];
  readonly #bounds: Bounds;
  readonly #set: StreetSet;
  readonly #areas: AreaFinder;
  readonly #book: AddressBook;
  readonly #targets: readonly Target[];
  readonly #index: NameIndex;
  readonly #describer: Describer;

  constructor(whole: PlaceSource, limits: SourceLimits) {
    const { source, leftOut } = withinLimits(whole, limits);
    this.leftOut = leftOut;
    this.#bounds = boundsOf(source);
    this.#set = addAddressStreets(makeStreetSet(source.streets), source.addresses);
    this.#areas = makeAreaFinder(source.areas, source.places, this.#set.plane);
    this.#book = new AddressBook(source.addresses, (address) => findStreetOf(this.#set, address));
    this.#targets = listTargets(source, this.#set, this.#areas);
    this.#index = new NameIndex(this.#targets.map(({ indexed }) => indexed));
    this.#describer = new Describer(source, this.#set, this.#areas);
  }

  search(query: string, limit: number): FoundPlace[] {
    const text = query.slice(0, placeLimits.queryLength);
    const most = Math.max(0, Math.min(Math.floor(limit) || 0, placeLimits.results));
    if (most === 0) return [];
    const point = findWrittenPoint(text);
    if (point !== undefined) return [this.#foundPoint(point)];
    const found: FoundPlace[] = [];
    const asked = readPlaceQuery(text);
    const isTyping = !/[\s,.;]$/.test(text);
    for (const [left, right] of asked.crossings)
      found.push(...this.#findCrossings(left, right, isTyping));
    for (const address of asked.addresses) found.push(...this.#findAddresses(address, most));
    for (const hit of this.#index.search(asked.words, isTyping, most + sideHits))
      found.push(this.#foundOf(hit));
    return bestOfEach(found, most);
  }

  #foundPoint({ system, latE7, lonE7, radiusM, label }: WrittenPoint): FoundPlace {
    const area = this.#areas.findArea({ latE7, lonE7 });
    const spot = { label, kind: "point", placeKind: system, area, latE7, lonE7, radiusM } as const;
    const where = isWithin(this.#bounds, spot) ? "" : ", outside of this map";
    return { ...spot, score: 100, matched: `written as ${system}${where}`, isEstimate: false };
  }

  #targetOf({ name }: NameHit): Target {
    return this.#targets[name];
  }

  #foundOf(hit: NameHit): FoundPlace {
    const { found, otherName } = this.#targetOf(hit);
    const also = otherName === "" ? [] : [`also called "${otherName}"`];
    const matched = [...also, ...hit.reasons].join("; ");
    return { ...found, score: Math.round(hit.score), matched, isEstimate: false };
  }

  #findAddresses({ houseNumber, words }: AddressQuery, most: number): FoundPlace[] {
    const found: FoundPlace[] = [];
    for (const hit of this.#index.search(words, true, most + sideHits)) {
      const { found: at, street } = this.#targetOf(hit);
      if (street < 0) continue;
      const house = this.#book.findHouse(street, houseNumber);
      const score = Math.round(hit.score);
      if (house === undefined) {
        const range = this.#book.findRange(street);
        const known =
          range === undefined ? "no numbers in this map" : `numbers ${range[0]} to ${range[1]}`;
        const matched = [...hit.reasons, `number ${houseNumber} not found: ${known}`].join("; ");
        found.push({ ...at, score: Math.max(0, score - 6), matched, isEstimate: false });
        continue;
      }
      const spot = this.#putOnStreet(street, house);
      const between =
        house.between === undefined
          ? []
          : [`approximate: between ${house.between[0]} and ${house.between[1]}`];
      found.push({
        ...at,
        ...spot,
        label: `${house.houseNumber} ${at.label}`,
        kind: "address",
        placeKind: "address",
        radiusM: house.radiusM,
        isEstimate: house.between !== undefined,
        // An address that fits is better than a name that only holds the same number.
        score: Math.min(100, score + (house.between === undefined ? 2 : 1)),
        matched: [...hit.reasons, ...between].join("; "),
      });
    }
    return found;
  }

  /** An estimated number lies on its street, where the line between two houses may cut a corner. */
  #putOnStreet(street: number, { latE7, lonE7, between }: FoundHouse): PointE7 {
    if (between === undefined) return { latE7, lonE7 };
    const { lines, plane, streets } = this.#set;
    const near = nearestOnSegments(lines, plane, streets[street].segments, { latE7, lonE7 });
    return near === undefined ? { latE7, lonE7 } : { latE7: near.latE7, lonE7: near.lonE7 };
  }

  #findCrossings(
    left: readonly PlaceWord[],
    right: readonly PlaceWord[],
    isTyping: boolean,
  ): FoundPlace[] {
    const { crossings, crossingsOf } = this.#set;
    const leftHits = this.#findStreets(left, true);
    const rightHits = this.#findStreets(right, isTyping);
    const found: FoundPlace[] = [];
    for (const [street, hit] of leftHits) {
      for (const index of crossingsOf[street]) {
        const { a, b, ...at } = crossings[index];
        const otherStreet = a === street ? b : a;
        const other = rightHits.get(otherStreet);
        if (other === undefined) continue;
        const score = Math.round((hit.score + other.score) / 2);
        found.push({
          ...this.#crossingOf(street, otherStreet, at),
          // Both sides found is rarely chance: a crossing comes before a name that fits as well.
          score: Math.min(100, score + 4),
          matched: [...new Set([...hit.reasons, ...other.reasons])].join("; "),
          radiusM: crossingRadiusM,
          isEstimate: false,
        });
      }
    }
    return found.length > 0 ? found : this.#findApproaches(leftHits, rightHits);
  }

  #findStreets(words: readonly PlaceWord[], isTyping: boolean): Map<number, NameHit> {
    const hits = new Map<number, NameHit>();
    for (const hit of this.#index.search(words, isTyping, 4 * sideHits)) {
      const { street } = this.#targetOf(hit);
      if (street >= 0) hits.set(street, hit);
    }
    return hits;
  }

  #crossingOf(street: number, other: number, { latE7, lonE7 }: PointE7) {
    const { streets } = this.#set;
    return {
      label: `${streets[street].name} / ${streets[other].name}`,
      kind: "crossing",
      placeKind: "crossing",
      area: this.#areas.findArea({ latE7, lonE7 }),
      latE7,
      lonE7,
    } as const;
  }

  /** Two streets that were both named well and do not meet: the spot of the first that is nearest to the second. */
  #findApproaches(
    leftHits: ReadonlyMap<number, NameHit>,
    rightHits: ReadonlyMap<number, NameHit>,
  ): FoundPlace[] {
    const { streets, lines, plane } = this.#set;
    const sure = (hits: ReadonlyMap<number, NameHit>) =>
      [...hits].filter(([, { score }]) => score >= surelyMeant).slice(0, approachesMost);
    const found: FoundPlace[] = [];
    for (const [street, hit] of sure(leftHits)) {
      for (const [other, otherHit] of sure(rightHits)) {
        const [a, b] = [streets[street], streets[other]];
        if (street === other || metresBetween(a, b) - a.radiusM - b.radiusM > approachMetres)
          continue;
        const near = nearestApproach(lines, plane, a.segments, b.segments);
        if (near === undefined || near.metres > approachMetres) continue;
        found.push({
          ...this.#crossingOf(street, other, near),
          score: Math.round((hit.score + otherHit.score) / 2) - 5,
          matched: `they do not meet in this map: ${Math.round(near.metres)} m apart`,
          radiusM: Math.ceil(near.metres) + crossingRadiusM,
          isEstimate: true,
        });
      }
    }
    return found;
  }

  describe(latE7: number, lonE7: number): PointDescription {
    return this.#describer.describe({ latE7, lonE7 });
  }

  listAll(): readonly FoundPlace[] {
    return this.#targets.map(({ found }) => ({
      ...found,
      score: 100,
      matched: "",
      isEstimate: false,
    }));
  }
}

function metresBetween(a: PointE7, b: PointE7): number {
  return distanceM(a.latE7, a.lonE7, b.latE7, b.lonE7);
}

/** Best first, each thing once by its best reading; equal ones in the order they were found. */
function bestOfEach(found: FoundPlace[], most: number): FoundPlace[] {
  found.sort((a, b) => b.score - a.score);
  const least = (found[0]?.score ?? 0) - worseBy;
  const kept: FoundPlace[] = [];
  for (const place of found) {
    if (kept.length === most || place.score < least) break;
    const isKnown = kept.some(
      (other) => other.label === place.label && metresBetween(other, place) < sameSpotMetres,
    );
    if (!isKnown) kept.push(place);
  }
  return kept;
}

interface Bounds {
  readonly south: number;
  readonly north: number;
  readonly west: number;
  readonly east: number;
}

/** A point this far from everything on the map, in degrees times 10^7, is outside of it (about 10 km). */
const boundsMargin = 1_000_000;

function boundsOf({ streets, places }: PlaceSource): Bounds {
  let [south, north, west, east] = [Infinity, -Infinity, Infinity, -Infinity];
  const hold = (latE7: number, lonE7: number): void => {
    south = Math.min(south, latE7);
    north = Math.max(north, latE7);
    west = Math.min(west, lonE7);
    east = Math.max(east, lonE7);
  };
  for (let point = 0; point < streets.pointLatE7.length; point += 1)
    hold(streets.pointLatE7[point], streets.pointLonE7[point]);
  for (const { latE7, lonE7 } of places) hold(latE7, lonE7);
  return { south, north, west, east };
}

function isWithin({ south, north, west, east }: Bounds, { latE7, lonE7 }: PointE7): boolean {
  return (
    latE7 >= south - boundsMargin &&
    latE7 <= north + boundsMargin &&
    lonE7 >= west - boundsMargin &&
    lonE7 <= east + boundsMargin
  );
}

function withinLimits(
  source: PlaceSource,
  limits: SourceLimits,
): { source: PlaceSource; leftOut: string[] } {
  const leftOut: string[] = [];
  const cut = <Item>(what: string, items: readonly Item[], most: number): readonly Item[] => {
    if (items.length <= most) return items;
    leftOut.push(`${what}: ${items.length - most} of ${items.length}`);
    return items.slice(0, most);
  };
  return {
    source: {
      ...source,
      places: cut("places", source.places, limits.places),
      addresses: cut("addresses", source.addresses, limits.addresses),
    },
    leftOut,
  };
}

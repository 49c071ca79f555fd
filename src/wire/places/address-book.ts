/**
 * House numbers of each street: where a number is, if the map has it; between which two known ones it must be, if it
 * has those; and which house is nearest to a point. A number between known ones is put on the street in proportion,
 * even numbers among even and odd among odd where there are such, and its radius is the way to the further of the
 * two: it is an estimate and says so. Not here: reading a typed number (query.ts).
 */
import { distanceM } from "../../base/distance.ts";
import type { SourceAddress } from "./place-source.ts";
import type { PointE7 } from "./plane.ts";
import { foldText } from "./words.ts";

interface House extends PointE7 {
  readonly number: number;
  /** 17 of "13-17", else the number. */
  readonly lastNumber: number;
  readonly houseNumber: string;
}

export interface FoundHouse extends PointE7 {
  readonly houseNumber: string;
  readonly radiusM: number;
  /** The numbers it was put between; undefined = the map has this very number. */
  readonly between: readonly [string, string] | undefined;
}

/** A tagged house is a building or its door. */
const houseRadiusM = 20;
/** Numbers further apart than this say nothing about one in between. */
const widestGap = 200;

/** 12 of "12", "12a" and "12-14"; undefined of "Villa Rosa". */
export function numberOf(houseNumber: string): number | undefined {
  const match = /^\s*(\d{1,5})/.exec(houseNumber);
  return match === null ? undefined : Number(match[1]);
}

/** "13-17" ends at 17; a range that is turned or wider than a block is a slip of the pen. */
function lastNumberOf(houseNumber: string, number: number): number {
  const match = /^\s*\d{1,5}[a-z]?\s*[-–/]\s*(\d{1,5})/i.exec(houseNumber);
  const last = match === null ? number : Number(match[1]);
  return last >= number && last - number <= widestGap ? last : number;
}

/** A range of odd numbers holds no even one. */
function holdsNumber(house: House, number: number): boolean {
  if (number < house.number || number > house.lastNumber) return false;
  return (house.lastNumber - house.number) % 2 !== 0 || (number - house.number) % 2 === 0;
}

export class AddressBook {
  /** By street, ascending by number. */
  readonly #houses = new Map<number, House[]>();

  /** `streetOf`: the street an address belongs to, or undefined where the map has no such street near it. */
  constructor(
    addresses: readonly SourceAddress[],
    streetOf: (address: SourceAddress) => number | undefined,
  ) {
    for (const address of addresses) {
      const number = numberOf(address.houseNumber);
      const street = number === undefined ? undefined : streetOf(address);
      if (number === undefined || street === undefined) continue;
      const { houseNumber, latE7, lonE7 } = address;
      const list = this.#houses.get(street);
      const house = {
        number,
        lastNumber: lastNumberOf(houseNumber, number),
        houseNumber,
        latE7,
        lonE7,
      };
      if (list === undefined) this.#houses.set(street, [house]);
      else list.push(house);
    }
    for (const list of this.#houses.values())
      list.sort((a, b) => a.number - b.number || (a.houseNumber < b.houseNumber ? -1 : 1));
  }

  hasNumbers(street: number): boolean {
    return this.#houses.has(street);
  }

  /** `asked` as typed: "12a" is the house of that number and letter, else the one of that number. */
  findHouse(street: number, asked: string): FoundHouse | undefined {
    const houses = this.#houses.get(street);
    const number = numberOf(asked);
    if (houses === undefined || number === undefined) return undefined;
    const folded = foldText(asked);
    const same = houses.filter((house) => holdsNumber(house, number));
    const exact = same.find(({ houseNumber }) => foldText(houseNumber) === folded) ?? same[0];
    if (exact !== undefined) {
      const { houseNumber, latE7, lonE7 } = exact;
      return { houseNumber, latE7, lonE7, radiusM: houseRadiusM, between: undefined };
    }
    return this.#estimate(houses, number, asked) ?? undefined;
  }

  #estimate(houses: readonly House[], number: number, asked: string): FoundHouse | undefined {
    const sameSide = houses.filter((house) => house.number % 2 === number % 2);
    const [low, high] = findNeighbours(sameSide, number) ?? findNeighbours(houses, number) ?? [];
    if (low === undefined || high === undefined) return undefined;
    if (high.number - low.number > widestGap) return undefined;
    const share = (number - low.number) / (high.number - low.number);
    const latE7 = Math.round(low.latE7 + (high.latE7 - low.latE7) * share);
    const lonE7 = Math.round(low.lonE7 + (high.lonE7 - low.lonE7) * share);
    const metres = Math.max(
      distanceM(latE7, lonE7, low.latE7, low.lonE7),
      distanceM(latE7, lonE7, high.latE7, high.lonE7),
    );
    return {
      houseNumber: asked,
      latE7,
      lonE7,
      radiusM: Math.max(houseRadiusM, Math.ceil(metres)),
      between: [low.houseNumber, high.houseNumber],
    };
  }

  /** Known numbers of a street, lowest and highest, for saying what the map has. */
  findRange(street: number): readonly [string, string] | undefined {
    const houses = this.#houses.get(street);
    return houses === undefined
      ? undefined
      : [houses[0].houseNumber, houses[houses.length - 1].houseNumber];
  }
}

function findNeighbours(
  houses: readonly House[],
  number: number,
): readonly [House, House] | undefined {
  const above = houses.findIndex((house) => house.number > number);
  return above <= 0 ? undefined : [houses[above - 1], houses[above]];
}

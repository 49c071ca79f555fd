/**
 * A point in words, for a dropped pin and for a unit's position: "12 High Street, near Town Hall", "on A1 between X and
 * Y", "230 m NE of Town Hall". It says what the map has, nothing when the map has nothing within reach, and it never
 * guesses a house number. Not here: finding a place from words (gazetteer.ts).
 */
import { distanceM } from "../../base/distance.ts";
import { type AreaFinder, isSettlement } from "./areas.ts";
import { NearestPoints, StreetPieces, type NearestStreet } from "./nearest.ts";
import type { PlaceSource, SourceAddress, SourcePlace } from "./place-source.ts";
import { compassOf, type PointE7 } from "./plane.ts";
import type { StreetSet } from "./streets.ts";

export interface PointDescription {
  /** Empty where the map has nothing near. */
  readonly text: string;
  readonly street: string;
  /** As tagged; null where no tagged house is close. */
  readonly houseNumber: string | null;
  readonly nearPlace: string;
  readonly area: string;
  readonly streetMetres: number | null;
}

const nowhere: PointDescription = {
  text: "",
  street: "",
  houseNumber: null,
  nearPlace: "",
  area: "",
  streetMetres: null,
};

/** A point this near to a street is on it. */
const onStreetMetres = 60;
/** A house further away than this is another one. */
const houseMetres = 40;
/** A place further away than this does not help anybody find the spot. */
const nearPlaceMetres = 400;
const landmarksMost = 12;
/** How far away a street or a place may be to say where a point is that lies off every street. */
const farMetres = 5_000;
/** Crossings further along than this are not named. */
const betweenMetres = 3_000;

export class Describer {
  readonly #set: StreetSet;
  readonly #areas: AreaFinder;
  readonly #pieces: StreetPieces;
  readonly #houses: NearestPoints<SourceAddress>;
  readonly #landmarks: NearestPoints<SourcePlace>;

  constructor(source: PlaceSource, set: StreetSet, areas: AreaFinder) {
    this.#set = set;
    this.#areas = areas;
    this.#pieces = new StreetPieces(
      set.lines,
      set.plane,
      (segment) => set.streetOfSegment[segment] >= 0,
    );
    this.#houses = new NearestPoints(source.addresses, set.plane);
    this.#landmarks = new NearestPoints(
      source.places.filter(({ name }) => name !== ""),
      set.plane,
    );
  }

  describe(at: PointE7): PointDescription {
    const piece = this.#pieces.findNearest(at, farMetres);
    const nearPlace = this.#findLandmark(at)?.name ?? "";
    const area = this.#areas.findArea(at);
    if (piece === undefined || piece.metres > onStreetMetres) {
      const text = this.#describeOff(at, piece);
      if (text === "") return nowhere;
      const streetMetres = piece === undefined ? null : Math.round(piece.metres);
      const street = piece === undefined ? "" : this.#nameOf(piece);
      return { ...nowhere, text, street, nearPlace, area, streetMetres };
    }
    const street = this.#nameOf(piece);
    const house = this.#findHouse(at, street);
    const where = house === undefined ? this.#describeBetween(at, piece) : `${house} ${street}`;
    const near = nearPlace === "" || nearPlace === street ? "" : `near ${nearPlace}`;
    return {
      text: [where, near].filter((part) => part !== "").join(", "),
      street,
      houseNumber: house ?? null,
      nearPlace,
      area,
      streetMetres: Math.round(piece.metres),
    };
  }

  #nameOf({ segment }: NearestStreet): string {
    return this.#set.streets[this.#set.streetOfSegment[segment]].name;
  }

  /** The nearest tagged house of this street; one of another street round the corner is no address. */
  #findHouse(at: PointE7, street: string): string | undefined {
    const folded = street.toLowerCase();
    return this.#houses
      .list(at, 6, houseMetres)
      .find((house) => house.street.toLowerCase() === folded)?.houseNumber;
  }

  #describeOff(at: PointE7, piece: NearestStreet | undefined): string {
    const { plane } = this.#set;
    const [landmark] = this.#landmarks.list(at, 1, farMetres);
    const placeMetres =
      landmark === undefined ? Number.POSITIVE_INFINITY : metresBetween(at, landmark);
    // A place is a better mark than a street unless the street is much nearer.
    if (landmark !== undefined && placeMetres < 3 * (piece?.metres ?? Number.POSITIVE_INFINITY))
      return awayText(placeMetres, compassOf(plane, landmark, at), landmark.name);
    if (piece === undefined) return "";
    return awayText(piece.metres, compassOf(plane, piece, at), this.#nameOf(piece));
  }

  /** The best known place near by: a town hall at twice the distance says more than a kiosk. A town is no mark. */
  #findLandmark(at: PointE7): SourcePlace | undefined {
    const far = (place: SourcePlace): number => metresBetween(at, place) * (0.5 + place.rank / 4);
    return this.#landmarks
      .list(at, landmarksMost, nearPlaceMetres)
      .filter((place) => !isSettlement(place.kind) && metresBetween(at, place) <= nearPlaceMetres)
      .sort((a, b) => far(a) - far(b))[0];
  }

  /** "on A1 between X and Y", "on A1 by X", "on A1". */
  #describeBetween(at: PointE7, piece: NearestStreet): string {
    const { lines, plane, streetOfSegment, streets, crossings, crossingsOf } = this.#set;
    const street = streetOfSegment[piece.segment];
    const name = streets[street].name;
    const { pointLatE7: lats, pointLonE7: lons } = lines;
    const dx = plane.east(lons[piece.point + 1]) - plane.east(lons[piece.point]);
    const dy = plane.north(lats[piece.point + 1]) - plane.north(lats[piece.point]);
    const ends = [
      { metres: betweenMetres, name: "" },
      { metres: betweenMetres, name: "" },
    ];
    for (const index of crossingsOf[street]) {
      const crossing = crossings[index];
      const x = plane.east(crossing.lonE7) - plane.east(piece.lonE7);
      const y = plane.north(crossing.latE7) - plane.north(piece.latE7);
      const metres = Math.hypot(x, y);
      const end = ends[x * dx + y * dy >= 0 ? 0 : 1];
      const other = streets[crossing.a === street ? crossing.b : crossing.a].name;
      if (metres < end.metres && other !== name) Object.assign(end, { metres, name: other });
    }
    const [near, far] = ends.filter((end) => end.name !== "").sort((a, b) => a.metres - b.metres);
    if (near === undefined) return `on ${name}`;
    if (near.metres < 25) return `${name} at ${near.name}`;
    if (far === undefined || far.name === near.name) return `on ${name} by ${near.name}`;
    return `on ${name} between ${near.name} and ${far.name}`;
  }
}

function metresBetween(a: PointE7, b: PointE7): number {
  return distanceM(a.latE7, a.lonE7, b.latE7, b.lonE7);
}

/** "230 m NE of Town Hall"; to 10 m below a kilometre, else to 100 m. */
export function awayText(metres: number, direction: string, name: string): string {
  const shown =
    metres < 1_000
      ? `${Math.max(10, Math.round(metres / 10) * 10)} m`
      : `${(metres / 1_000).toFixed(1)} km`;
  return `${shown} ${direction} of ${name}`;
}

/**
 * References of the British National Grid ("SC 3812 7564") and the Irish Grid ("O 15904 34671"): letters for a square
 * of 100 km, then as many digits east as north. A reference names a square, whose middle is the point. Not here: plain
 * metres without letters, which could be of any grid.
 */
import { ireland1965ToWgs84, osgb36ToWgs84, toWgs84 } from "./datum.ts";
import {
  airy1830,
  airyModified,
  type Degrees,
  type GridPoint,
  type Projection,
  unproject,
} from "./transverse-mercator.ts";

export const britishGrid: Projection = {
  ellipsoid: airy1830,
  lat: 49,
  lon: -2,
  scale: 0.999_601_271_7,
  falseEast: 400_000,
  falseNorth: -100_000,
};

export const irishGrid: Projection = {
  ellipsoid: airyModified,
  lat: 53.5,
  lon: -8,
  scale: 1.000_035,
  falseEast: 200_000,
  falseNorth: 250_000,
};

export interface GridSquare {
  /** The reference as people write it: "SC 3812 7564". */
  readonly label: string;
  readonly at: Degrees;
  /** From the middle of the square to its corner, and the transformation's error. */
  readonly radiusM: number;
}

/** Error of the Helmert transformations in metres (datum.ts). */
const britishErrorM = 5;
const irishErrorM = 1;

/** Digits of each axis; with 2 (a square of a kilometre) at least, with 5 a metre. */
function readDigits(text: string): { east: string; north: string } | undefined {
  const parts = text.trim().split(/\s+/);
  const [east, north] =
    parts.length === 1
      ? [parts[0].slice(0, parts[0].length / 2), parts[0].slice(parts[0].length / 2)]
      : parts;
  if (parts.length > 2 || east.length !== north.length) return undefined;
  return east.length < 2 || east.length > 5 ? undefined : { east, north };
}

function squareOf(
  { east, north }: { east: string; north: string },
  corner: GridPoint,
): { middle: GridPoint; cornerM: number } {
  const metres = 10 ** (5 - east.length);
  return {
    middle: {
      east: corner.east + (Number(east) + 0.5) * metres,
      north: corner.north + (Number(north) + 0.5) * metres,
    },
    cornerM: metres * Math.SQRT1_2,
  };
}

/** Index of a letter in a 5 by 5 square that runs A to Z without I, west to east, north to south. */
function letterIndex(letter: string): number {
  const index = letter.charCodeAt(0) - 65;
  return index > 7 ? index - 1 : index;
}

/** "SC 3812 7564", "SC38127564"; undefined for anything else, and outside the grid. */
export function findBritishSquare(text: string): GridSquare | undefined {
  const match = /^\s*([HJNOST])([A-HJ-Z])\s*(\d[\d\s]*\d)\s*$/i.exec(text);
  const digits = match === null ? undefined : readDigits(match[3]);
  if (match === null || digits === undefined) return undefined;
  const letters = `${match[1]}${match[2]}`.toUpperCase();
  const [first, second] = [letterIndex(letters[0]), letterIndex(letters[1])];
  const corner = {
    east: (((first - 2) % 5) * 5 + (second % 5)) * 100_000,
    north: (19 - Math.floor(first / 5) * 5 - Math.floor(second / 5)) * 100_000,
  };
  if (corner.east < 0 || corner.east >= 700_000 || corner.north < 0 || corner.north >= 1_300_000)
    return undefined;
  const { middle, cornerM } = squareOf(digits, corner);
  return {
    label: `${letters} ${digits.east} ${digits.north}`,
    at: toWgs84(unproject(britishGrid, middle), airy1830, osgb36ToWgs84),
    radiusM: Math.ceil(cornerM + britishErrorM),
  };
}

/**
 * "O 15904 34671". One letter and digits is how flats and rooms are written too, so it takes three digits an axis at
 * least.
 */
export function findIrishSquare(text: string): GridSquare | undefined {
  const match = /^\s*([A-HJ-Z])\s*(\d[\d\s]*\d)\s*$/i.exec(text);
  const digits = match === null ? undefined : readDigits(match[2]);
  if (match === null || digits === undefined || digits.east.length < 3) return undefined;
  const letter = match[1].toUpperCase();
  const index = letterIndex(letter);
  const corner = { east: (index % 5) * 100_000, north: (4 - Math.floor(index / 5)) * 100_000 };
  const { middle, cornerM } = squareOf(digits, corner);
  return {
    label: `${letter} ${digits.east} ${digits.north}`,
    at: toWgs84(unproject(irishGrid, middle), airyModified, ireland1965ToWgs84),
    radiusM: Math.ceil(cornerM + irishErrorM),
  };
}

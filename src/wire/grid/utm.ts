/**
 * Universal Transverse Mercator ("30U 412345 6012345") and the Military Grid Reference System ("30U VF 12345 12345"),
 * both on WGS 84, between 80 degrees south and 84 north (NGA.SIG.0012, 2014). The letter after the zone is a band of
 * latitude. Not here: the polar system, where no control room is, and the exceptions about Norway and Svalbard, which
 * only matter for writing a reference: when one is read, its zone is what it says.
 */
import {
  type Degrees,
  type GridPoint,
  type Projection,
  unproject,
  project,
  wgs84,
} from "./transverse-mercator.ts";

export interface UtmPoint {
  readonly label: string;
  readonly at: Degrees;
  readonly radiusM: number;
}

const bands = "CDEFGHJKLMNPQRSTUVWX";
const eastLetters = ["ABCDEFGH", "JKLMNPQR", "STUVWXYZ"];
const northLetters = "ABCDEFGHJKLMNPQRSTUV";
const square = 100_000;

function zoneOf(zone: number, isSouth: boolean): Projection {
  return {
    ellipsoid: wgs84,
    lat: 0,
    lon: zone * 6 - 183,
    scale: 0.9996,
    falseEast: 500_000,
    falseNorth: isSouth ? 10_000_000 : 0,
  };
}

/** Latitudes of a band; X is twelve degrees high, the others eight. */
function bandOf(letter: string): { south: number; north: number } {
  const index = bands.indexOf(letter);
  const south = index * 8 - 80;
  return { south, north: letter === "X" ? 84 : south + 8 };
}

function readZone(zone: string, band: string): { zone: number; band: string } | undefined {
  const number = Number(zone);
  if (number < 1 || number > 60 || !bands.includes(band.toUpperCase())) return undefined;
  return { zone: number, band: band.toUpperCase() };
}

/** "17T 630084 4833438"; undefined for anything else and where the northing does not lie in the band. */
export function findUtmPoint(text: string): UtmPoint | undefined {
  const match =
    /^\s*(\d{1,2})\s*([C-HJ-NP-X])\s+(\d{6})(?:\s*m?e)?[\s,]+(\d{1,8})(?:\s*m?n)?\s*$/i.exec(text);
  const read = match === null ? undefined : readZone(match[1], match[2]);
  if (match === null || read === undefined) return undefined;
  const point = { east: Number(match[3]), north: Number(match[4]) };
  return pointOf(read, point, 1, `${read.zone}${read.band} ${match[3]} ${match[4]}`);
}

/** "18S UJ 23371 06519", with two to five digits an axis. */
export function findMgrsPoint(text: string): UtmPoint | undefined {
  const match =
    /^\s*(\d{1,2})\s*([C-HJ-NP-X])\s*([A-HJ-NP-Z])([A-HJ-NP-V])\s*(\d{2,5})\s*(\d{2,5})\s*$/i.exec(
      withGap(text),
    );
  const read = match === null ? undefined : readZone(match[1], match[2]);
  if (match === null || read === undefined || match[5].length !== match[6].length) return undefined;
  const [column, row] = [match[3].toUpperCase(), match[4].toUpperCase()];
  const set = eastLetters[(read.zone - 1) % 3];
  if (!set.includes(column)) return undefined;
  const metres = 10 ** (5 - match[5].length);
  const east = (set.indexOf(column) + 1) * square + (Number(match[5]) + 0.5) * metres;
  // Rows begin at A in odd zones and at F in even ones, and repeat every 2,000 km.
  const shift = read.zone % 2 === 0 ? 5 : 0;
  const rowIndex = (northLetters.indexOf(row) - shift + 20) % 20;
  const inCycle = rowIndex * square + (Number(match[6]) + 0.5) * metres;
  const projection = zoneOf(read.zone, read.band < "N");
  const { south, north } = bandOf(read.band);
  const lowest = project(projection, { lat: south, lon: projection.lon }).north;
  const label = `${read.zone}${read.band} ${column}${row} ${match[5]} ${match[6]}`;
  // Off the central meridian a parallel bends north, by less than one square within a zone.
  for (let cycle = 0; cycle < 6; cycle += 1) {
    const point = { east, north: inCycle + cycle * 2_000_000 };
    if (point.north < lowest - square) continue;
    const { lat } = unproject(projection, point);
    if (lat > north + 0.5) return undefined;
    if (lat >= south - 0.5) return pointOf(read, point, metres * Math.SQRT1_2, label);
  }
  return undefined;
}

/** Puts the gap into digits that were written without one. */
function withGap(text: string): string {
  return text.replace(/(\d{4}|\d{6}|\d{8}|\d{10})\s*$/, (digits, _run, at: number) =>
    /\d\s*$/.test(text.slice(0, at))
      ? digits
      : `${digits.trim().slice(0, digits.trim().length / 2)} ${digits.trim().slice(digits.trim().length / 2)}`,
  );
}

function pointOf(
  { zone, band }: { zone: number; band: string },
  point: GridPoint,
  radiusM: number,
  label: string,
): UtmPoint | undefined {
  const at = unproject(zoneOf(zone, band < "N"), point);
  const { south, north } = bandOf(band);
  // A square at the edge of a band has its number by either.
  if (at.lat < south - 1 || at.lat > north + 1) return undefined;
  return { label, at, radiusM: Math.ceil(radiusM) };
}

/**
 * Transverse Mercator both ways, by Krüger's series in the third flattening to the fourth power (Karney, "Transverse
 * Mercator with an accuracy of a few nanometers", 2011, equations 7 to 36): exact to a millimetre within 3,000 km of
 * the central meridian. Every national grid here is this projection with other numbers. Not here: datums (datum.ts)
 * and letters (british-grid.ts, irish-grid.ts, utm.ts).
 */

export interface Ellipsoid {
  /** Half axes in metres. */
  readonly a: number;
  readonly b: number;
}

export const wgs84: Ellipsoid = { a: 6_378_137, b: 6_356_752.314_245 };
/** Airy 1830, of the British National Grid. */
export const airy1830: Ellipsoid = { a: 6_377_563.396, b: 6_356_256.909 };
/** Airy Modified 1849, of the Irish Grid. */
export const airyModified: Ellipsoid = { a: 6_377_340.189, b: 6_356_034.447_9 };

export interface Projection {
  readonly ellipsoid: Ellipsoid;
  /** Degrees of the true origin. */
  readonly lat: number;
  readonly lon: number;
  /** Scale on the central meridian. */
  readonly scale: number;
  readonly falseEast: number;
  readonly falseNorth: number;
}

/** Metres on the grid. */
export interface GridPoint {
  readonly east: number;
  readonly north: number;
}

export interface Degrees {
  readonly lat: number;
  readonly lon: number;
}

const toRadians = Math.PI / 180;

interface Series {
  /** Radius of the rectifying sphere. */
  readonly radius: number;
  readonly forward: readonly number[];
  readonly backward: readonly number[];
  readonly eccentricity: number;
}

function seriesOf({ a, b }: Ellipsoid): Series {
  const n = (a - b) / (a + b);
  const [n2, n3, n4] = [n ** 2, n ** 3, n ** 4];
  return {
    radius: (a / (1 + n)) * (1 + n2 / 4 + n4 / 64),
    forward: [
      n / 2 - (2 * n2) / 3 + (5 * n3) / 16 + (41 * n4) / 180,
      (13 * n2) / 48 - (3 * n3) / 5 + (557 * n4) / 1440,
      (61 * n3) / 240 - (103 * n4) / 140,
      (49_561 * n4) / 161_280,
    ],
    backward: [
      n / 2 - (2 * n2) / 3 + (37 * n3) / 96 - n4 / 360,
      n2 / 48 + n3 / 15 - (437 * n4) / 1440,
      (17 * n3) / 480 - (37 * n4) / 840,
      (4397 * n4) / 161_280,
    ],
    eccentricity: Math.sqrt(1 - (b / a) ** 2),
  };
}

/** Northing of the origin's parallel on the rectifying sphere, in radians. */
function rectify(series: Series, lat: number, lon: number): { xi: number; eta: number } {
  const { eccentricity: e, forward } = series;
  const sine = Math.sin(lat);
  const conformal = Math.sinh(Math.atanh(sine) - e * Math.atanh(e * sine));
  const xi1 = Math.atan2(conformal, Math.cos(lon));
  const eta1 = Math.asinh(Math.sin(lon) / Math.hypot(conformal, Math.cos(lon)));
  let [xi, eta] = [xi1, eta1];
  for (const [index, factor] of forward.entries()) {
    const times = 2 * (index + 1);
    xi += factor * Math.sin(times * xi1) * Math.cosh(times * eta1);
    eta += factor * Math.cos(times * xi1) * Math.sinh(times * eta1);
  }
  return { xi, eta };
}

export function project(projection: Projection, { lat, lon }: Degrees): GridPoint {
  const series = seriesOf(projection.ellipsoid);
  const { xi, eta } = rectify(series, lat * toRadians, (lon - projection.lon) * toRadians);
  const origin = rectify(series, projection.lat * toRadians, 0);
  const metres = projection.scale * series.radius;
  return {
    east: projection.falseEast + metres * eta,
    north: projection.falseNorth + metres * (xi - origin.xi),
  };
}

export function unproject(projection: Projection, { east, north }: GridPoint): Degrees {
  const series = seriesOf(projection.ellipsoid);
  const metres = projection.scale * series.radius;
  const origin = rectify(series, projection.lat * toRadians, 0);
  const xi1 = (north - projection.falseNorth) / metres + origin.xi;
  const eta1 = (east - projection.falseEast) / metres;
  let [xi, eta] = [xi1, eta1];
  for (const [index, factor] of series.backward.entries()) {
    const times = 2 * (index + 1);
    xi -= factor * Math.sin(times * xi1) * Math.cosh(times * eta1);
    eta -= factor * Math.cos(times * xi1) * Math.sinh(times * eta1);
  }
  const lon = Math.atan2(Math.sinh(eta), Math.cos(xi));
  const tangent = Math.sin(xi) / Math.hypot(Math.sinh(eta), Math.cos(xi));
  return {
    lat: latitudeOf(tangent, series.eccentricity) / toRadians,
    lon: projection.lon + lon / toRadians,
  };
}

/** Latitude from the tangent of the conformal latitude, by Newton's method (Karney, equations 19 to 21). */
function latitudeOf(conformal: number, e: number): number {
  let tangent = conformal;
  for (let round = 0; round < 8; round += 1) {
    const root = Math.hypot(1, tangent);
    const sigma = Math.sinh(e * Math.atanh((e * tangent) / root));
    const reached = tangent * Math.hypot(1, sigma) - sigma * root;
    const step =
      ((conformal - reached) / Math.hypot(1, reached)) *
      ((1 + (1 - e * e) * tangent * tangent) / ((1 - e * e) * root));
    tangent += step;
    if (Math.abs(step) < 1e-14) break;
  }
  return Math.atan(tangent);
}

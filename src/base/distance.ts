/**
 * The straight line between two places given in degrees times 10^7. One formula for everything that ranks by
 * distance: the equirectangular projection on the mid latitude, which is within 0.1 % of the great circle up to
 * 100 km outside the polar circles, and costs one cosine. Not here: roads, travel times, map projections.
 */

/** Mean earth radius (IUGG R1) in metres. */
export const earthRadiusM = 6_371_008.8;

const radiansPerE7 = Math.PI / 180 / 1e7;
const fullTurnE7 = 3_600_000_000;

/** Metres between two places; the date line is crossed the short way. */
export function distanceM(aLatE7: number, aLonE7: number, bLatE7: number, bLonE7: number): number {
  let lonE7 = bLonE7 - aLonE7;
  if (lonE7 > fullTurnE7 / 2) lonE7 -= fullTurnE7;
  else if (lonE7 < -fullTurnE7 / 2) lonE7 += fullTurnE7;
  const y = (bLatE7 - aLatE7) * radiansPerE7;
  const x = lonE7 * radiansPerE7 * Math.cos((aLatE7 + bLatE7) * 0.5 * radiansPerE7);
  return Math.sqrt(x * x + y * y) * earthRadiusM;
}

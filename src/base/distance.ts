/**
 * The straight line between two places given in degrees times 10^7. One formula for everything that ranks by
 * distance: the equirectangular projection on the mid latitude, which is within 0.1 % of the great circle up to
 * 100 km outside the polar circles. The cosine is our own polynomial: add and multiply only, so it gives the same
 * bits on every engine (libraries differ in the last one), and cheap enough for 5,000 units a question.
 * Not here: roads, travel times, map projections.
 */

/** Mean earth radius (IUGG R1) in metres. */
export const earthRadiusM = 6_371_008.8;

const radiansPerE7 = Math.PI / 180 / 1e7;
const fullTurnE7 = 3_600_000_000;

// Coefficients of the cosine's Taylor series: (-1)^n / (2n)!, written as the quotients they are.
const c2 = -1 / 2;
const c4 = 1 / 24;
const c6 = -1 / 720;
const c8 = 1 / 40_320;
const c10 = -1 / 3_628_800;
const c12 = 1 / 479_001_600;
const c14 = -1 / 87_178_291_200;

/** Cosine of an angle from -pi/2 to pi/2, in radians, to 1e-10. */
export function cosine(radians: number): number {
  const x = radians * radians;
  return 1 + x * (c2 + x * (c4 + x * (c6 + x * (c8 + x * (c10 + x * (c12 + x * c14))))));
}

/** Metres between two places; the date line is crossed the short way. */
export function distanceM(aLatE7: number, aLonE7: number, bLatE7: number, bLonE7: number): number {
  let lonE7 = bLonE7 - aLonE7;
  if (lonE7 > fullTurnE7 / 2) lonE7 -= fullTurnE7;
  else if (lonE7 < -fullTurnE7 / 2) lonE7 += fullTurnE7;
  const y = (bLatE7 - aLatE7) * radiansPerE7;
  const x = lonE7 * radiansPerE7 * cosine((aLatE7 + bLatE7) * 0.5 * radiansPerE7);
  return Math.sqrt(x * x + y * y) * earthRadiusM;
}

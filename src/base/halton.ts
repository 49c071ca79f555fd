/**
 * Halton's sequence (Halton 1960): points that fill a square evenly, without gaps or clusters, however many are taken. Where
 * places stand for an area it is better than drawn ones: a mean over n of them is off by about log(n) / n. Bases 2 and 3 make
 * a point.
 */

/** The digits of `number` in `base`, mirrored behind the point: between 0 and 1. */
export function halton(number: number, base: number): number {
  let [value, part] = [0, 1 / base];
  for (let left = number; left > 0; left = Math.floor(left / base)) {
    value += (left % base) * part;
    part /= base;
  }
  return value;
}

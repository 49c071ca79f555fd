/**
 * The upper tail of the standard normal distribution, P(Z > z): algorithm AS 66 (Hill: "The normal integral", Applied
 * Statistics 22, 1973), right to about 1 part in 10^9 where it is not tiny. With normal-quantile.ts it draws what is left
 * of something that has lasted for a while already. Not here: the quantile.
 */

const rootOfTwoPi = Math.sqrt(2 * Math.PI);

/** Beyond this the tail is less than 10^-72: nothing that is drawn gets there. */
const farthest = 18;

export function normalDensity(z: number): number {
  return Math.exp(-0.5 * z * z) / rootOfTwoPi;
}

export function normalTail(z: number): number {
  if (z < 0) return 1 - normalTail(-z);
  if (z > farthest) return 0;
  const y = 0.5 * z * z;
  if (z <= 1.28) {
    const inner = y + 5.92885724438;
    const middle = y + 2.62433121679 + 48.6959930692 / inner;
    const outer = y + 5.75885480458 - 29.8213557808 / middle;
    return 0.5 - z * (0.398942280444 - (0.399903438504 * y) / outer);
  }
  let below = z + 3.99019417011;
  below = z + 0.742380924027 + 30.789933034 / below;
  below = z + 4.8385912808 - 15.1508972451 / below;
  below = z - 0.151679116635 + 5.29330324926 / below;
  below = z + 3.98064794e-4 + 1.98615381364 / below;
  below = z - 3.8052e-8 + 1.00000615302 / below;
  return (0.398942280385 * Math.exp(-y)) / below;
}

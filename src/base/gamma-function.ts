/**
 * The logarithm of the gamma function, its derivative, and the incomplete gamma function, from which the distributions
 * of waiting times, of chi-square and of the normal variable follow. Only add, multiply, sqrt, log and exp. Not here:
 * drawing gamma variables (samplers.ts).
 */

/** ln Gamma(x) for x > 0: Stirling's series after the argument has been raised above 15. */
export function logGamma(x: number): number {
  let raised = x;
  // One logarithm of the product (below 15^15) where the sum would take fifteen.
  let product = 1;
  for (; raised < 15; raised += 1) product *= raised;
  const inverse = 1 / (raised * raised);
  const series = (1 / 12 - inverse * (1 / 360 - inverse * (1 / 1260 - inverse / 1680))) / raised;
  const stirling = (raised - 0.5) * Math.log(raised) - raised + Math.log(2 * Math.PI) / 2 + series;
  return stirling - Math.log(product);
}

/** The derivative of logGamma for x > 0 (digamma), by the same series and the same raising. */
export function digamma(x: number): number {
  let raised = x;
  let shift = 0;
  for (; raised < 15; raised += 1) shift += 1 / raised;
  const inverse = 1 / (raised * raised);
  const series = inverse * (1 / 12 - inverse * (1 / 120 - inverse * (1 / 252 - inverse / 240)));
  return Math.log(raised) - 1 / (2 * raised) - series - shift;
}

/**
 * P(X < x) for a gamma variable of this shape (> 0) and scale 1. Below shape + 1 the power series; above it one minus the
 * continued fraction by Lentz's method, which needs few terms where the series needs many.
 */
export function gammaBelow(x: number, shape: number): number {
  if (x <= 0) return 0;
  if (x > shape + 1) return 1 - gammaAbove(x, shape);
  let term = 1 / shape;
  let sum = term;
  for (let n = 1; term > sum * 1e-16; n += 1) {
    term *= x / (shape + n);
    sum += term;
  }
  return sum * Math.exp(shape * Math.log(x) - x - logGamma(shape));
}

/** P(X > x), exact also where it is tiny. */
export function gammaAbove(x: number, shape: number): number {
  if (x <= shape + 1) return 1 - gammaBelow(x, shape);
  const tiny = 1e-300;
  let b = x + 1 - shape;
  let c = 1 / tiny;
  let d = 1 / b;
  let fraction = d;
  for (let n = 1; n < 10_000; n += 1) {
    const a = -n * (n - shape);
    b += 2;
    d = 1 / (Math.abs(a * d + b) < tiny ? tiny : a * d + b);
    c = Math.abs(b + a / c) < tiny ? tiny : b + a / c;
    fraction *= d * c;
    if (Math.abs(d * c - 1) < 1e-15) break;
  }
  return fraction * Math.exp(shape * Math.log(x) - x - logGamma(shape));
}

/** P(Z < z) for a standard normal variable: Z^2 / 2 is gamma with shape 1/2. */
export function normalBelow(z: number): number {
  const half = (z * z) / 2;
  return z < 0 ? gammaAbove(half, 0.5) / 2 : 0.5 + gammaBelow(half, 0.5) / 2;
}

/** P(Z > z), in proportion right also where it is tiny. */
export function normalTail(z: number): number {
  return normalBelow(-z);
}

const rootOfTwoPi = Math.sqrt(2 * Math.PI);

export function normalDensity(z: number): number {
  return Math.exp(-0.5 * z * z) / rootOfTwoPi;
}

/**
 * The quantile of the standard normal distribution: algorithm AS 241, PPND16 (Wichura: "The percentage points of the
 * normal distribution", Applied Statistics 37, 1988), whose three rational functions are right to about 1 part in
 * 10^16. Inversion takes exactly one uniform, where rejection takes as many as it happens to need. The coefficients are
 * the paper's, rounded to the nearest doubles.
 */

/** A uniform with 53 bits can be 0, whose quantile is minus infinity; half a step stands for it (about -8.3). */
const smallest = 1 / 18_014_398_509_481_984;

/** For |p - 1/2| <= 0.425, by x = 0.425^2 - (p - 1/2)^2: what p - 1/2 is to be multiplied by. */
function centralRatio(x: number): number {
  const above =
    ((((((2509.0809287301227 * x + 33430.57558358813) * x + 67265.7709270087) * x +
      45921.95393154987) *
      x +
      13731.69376550946) *
      x +
      1971.5909503065513) *
      x +
      133.14166789178438) *
      x +
    3.3871328727963665;
  const below =
    ((((((5226.495278852854 * x + 28729.085735721943) * x + 39307.89580009271) * x +
      21213.794301586597) *
      x +
      5394.196021424751) *
      x +
      687.1870074920579) *
      x +
      42.31333070160091) *
      x +
    1;
  return above / below;
}

/** For the tails down to about 10^-11, by x = sqrt(-ln p) - 1.6. */
function tailRatio(x: number): number {
  const above =
    ((((((0.0007745450142783414 * x + 0.022723844989269184) * x + 0.2417807251774506) * x +
      1.2704582524523684) *
      x +
      3.6478483247632045) *
      x +
      5.769497221460691) *
      x +
      4.630337846156546) *
      x +
    1.4234371107496835;
  const below =
    ((((((1.0507500716444169e-9 * x + 0.0005475938084995345) * x + 0.015198666563616457) * x +
      0.14810397642748008) *
      x +
      0.6897673349851) *
      x +
      1.6763848301838038) *
      x +
      2.053191626637759) *
      x +
    1;
  return above / below;
}

/** For what lies further out, by x = sqrt(-ln p) - 5. */
function farRatio(x: number): number {
  const above =
    ((((((2.0103343992922881e-7 * x + 2.7115555687434876e-5) * x + 0.0012426609473880784) * x +
      0.026532189526576124) *
      x +
      0.29656057182850487) *
      x +
      1.7848265399172913) *
      x +
      5.463784911164114) *
      x +
    6.657904643501103;
  const below =
    ((((((2.0442631033899397e-15 * x + 1.421511758316446e-7) * x + 1.8463183175100548e-5) * x +
      0.0007868691311456133) *
      x +
      0.014875361290850615) *
      x +
      0.1369298809227358) *
      x +
      0.599832206555888) *
      x +
    1;
  return above / below;
}

/** The z with P(Z < z) = p for a standard normal Z, for p in [0, 1); p = 0 is taken as 2^-54. */
export function normalQuantile(p: number): number {
  const q = p - 0.5;
  if (q >= -0.425 && q <= 0.425) return q * centralRatio(0.180625 - q * q);
  const tail = q < 0 ? (p > 0 ? p : smallest) : 1 - p;
  const r = Math.sqrt(-Math.log(tail));
  const z = r <= 5 ? tailRatio(r - 1.6) : farRatio(r - 5);
  return q < 0 ? -z : z;
}

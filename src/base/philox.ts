/**
 * Philox4x32-10, the block function behind every random number in Muster (Salmon, Moraes, Dror, Shaw: "Parallel
 * random numbers: as easy as 1, 2, 3", SC11): 128 random bits from a 128-bit counter and a 64-bit key, with no state
 * between two blocks. Signed 32-bit arithmetic only, so that nothing is allocated. Not here: what the words of counter
 * and key mean; a stream by name (random.ts) and the draws of a call (call-random.ts) each say so.
 */

const multiplier0Low = 0x1f53;
const multiplier0High = 0xd251;
const multiplier1Low = 0x8d57;
const multiplier1High = 0xcd9e;
const multiplier0 = 0xd2511f53 | 0;
const multiplier1 = 0xcd9e8d57 | 0;
const keyStep0 = 0x9e3779b9 | 0;
const keyStep1 = 0xbb67ae85 | 0;
const roundCount = 10;

/**
 * High 32 bits of the product of two unsigned 32-bit integers, the first given by its halves of 16 bits. Every partial
 * sum is below 2^32, so that wrapping arithmetic loses nothing.
 */
function multiplyHigh(high: number, low: number, x: number): number {
  const xLow = x & 0xffff;
  const xHigh = x >>> 16;
  const middle = (Math.imul(high, xLow) + (Math.imul(low, xLow) >>> 16)) | 0;
  const cross = (Math.imul(low, xHigh) + (middle & 0xffff)) | 0;
  return (((Math.imul(high, xHigh) + (middle >>> 16)) | 0) + (cross >>> 16)) | 0;
}

/**
 * One block: fills `output` (4 words) from the words of a counter and a key, each a 32-bit integer, signed or not.
 * Checked against the known answers of Random123 (kat_vectors, philox4x32 10) in random.test.ts.
 */
export function fillPhiloxBlock(
  output: Uint32Array,
  counter0: number,
  counter1: number,
  counter2: number,
  counter3: number,
  key0: number,
  key1: number,
): void {
  let x0 = counter0 | 0;
  let x1 = counter1 | 0;
  let x2 = counter2 | 0;
  let x3 = counter3 | 0;
  let k0 = key0 | 0;
  let k1 = key1 | 0;
  for (let round = 0; round < roundCount; round += 1) {
    const high0 = multiplyHigh(multiplier0High, multiplier0Low, x0);
    const low0 = Math.imul(multiplier0, x0);
    const high1 = multiplyHigh(multiplier1High, multiplier1Low, x2);
    const low1 = Math.imul(multiplier1, x2);
    x0 = high1 ^ x1 ^ k0;
    x1 = low1;
    x2 = high0 ^ x3 ^ k1;
    x3 = low0;
    k0 = (k0 + keyStep0) | 0;
    k1 = (k1 + keyStep1) | 0;
  }
  output[0] = x0;
  output[1] = x1;
  output[2] = x2;
  output[3] = x3;
}

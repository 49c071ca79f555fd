/**
 * The luck of one call, found by number: Philox keyed by (seed, stream) and counted by (replication, call, purpose, n).
 * Whoever asks for the scene time of call 8,214 in replication 12 gets the same draws, in whatever order calls are
 * asked for, on however many workers, and whatever else was drawn before. So two policies rehearsed on one seed meet
 * the same night, and their difference is the policies' (common random numbers). Not here: the distributions
 * (samplers.ts), and streams that are simply read on (random.ts).
 */
import { assert } from "./assert.ts";
import { fillPhiloxBlock } from "./philox.ts";
import { hashStreamName } from "./random.ts";
import { uniformFrom, type Uniforms } from "./samplers.ts";

const twoTo32 = 4_294_967_296;

export class CallRandom implements Uniforms {
  readonly #key0: number;
  readonly #key1: number;
  readonly #words = new Uint32Array(4);
  #replication = 0;
  #call = 0;
  #purpose = 0;
  #block = 0;
  #used = 4;

  /** `seed`: unsigned 32-bit integer. `stream`: a name; streams of other names share no draws. */
  constructor(seed: number, stream: string) {
    assert(
      Number.isInteger(seed) && seed >= 0 && seed < twoTo32,
      `seed: got ${seed}, expected an integer from 0 to 2^32 - 1`,
    );
    this.#key0 = seed;
    this.#key1 = hashStreamName(stream);
  }

  /**
   * Stands before the first draw of a purpose (what the draw decides: 0 for the area, 1 for the grade ...). All three
   * are unsigned 32-bit integers, not checked: this is called several times a call. Each purpose has 2^34 words.
   */
  seek(replication: number, call: number, purpose: number): this {
    this.#replication = replication;
    this.#call = call;
    this.#purpose = purpose;
    this.#block = 0;
    this.#used = 4;
    return this;
  }

  /** The next unsigned 32-bit word of the purpose. */
  word(): number {
    if (this.#used === 4) this.#fill();
    const word = this.#words[this.#used];
    this.#used += 1;
    return word;
  }

  /** The next uniform in [0, 1) with 53 bits: two words. */
  uniform(): number {
    if (this.#used > 2) this.#fill();
    const used = this.#used;
    this.#used = used + 2;
    return uniformFrom(this.#words[used], this.#words[used + 1]);
  }

  #fill(): void {
    fillPhiloxBlock(
      this.#words,
      this.#replication,
      this.#call,
      this.#purpose,
      this.#block,
      this.#key0,
      this.#key1,
    );
    this.#block = (this.#block + 1) >>> 0;
    this.#used = 0;
  }
}

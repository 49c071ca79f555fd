/**
 * Published events that wait for somebody to come back, as one piece of bytes outside the heap. Under load thousands of
 * them are kept, and as strings and objects the collector carries each twice before it lets them lie (measured with 64
 * callers: about a twentieth of the main thread).
 */

import type { EventType } from "../core/events.ts";
import type { PublishedEvent } from "./event-text.ts";

const firstBytes = 256 * 1024;
/** What a burst made larger is not kept. */
const keptBytes = 1024 * 1024;

/** Texts are written here, each once, and copied when it is known how many bytes they have: as one string they would be garbage. */
let scratch = Buffer.allocUnsafeSlow(firstBytes);

/** Memory for so many UTF-16 units, of three bytes at most. */
function reserve(units: number): Buffer {
  if (3 * units <= scratch.length) return scratch;
  const memory = Buffer.allocUnsafeSlow(3 * units);
  if (memory.length <= keptBytes) scratch = memory;
  return memory;
}

export class PackedEvents {
  readonly count: number;
  /** Facts and private texts one after the other, in UTF-8. */
  readonly #texts: Buffer;
  /** Two numbers for each event: the length of its facts and of its private text in UTF-16 units, -1 = it has none. */
  readonly #lengths: Int32Array;
  readonly #types: readonly EventType[];
  /** Two numbers for each event: its unit and its incident. */
  readonly #about: Float64Array;
  readonly #first: number;

  /** One or more events at consecutive positions; texts are well-formed Unicode. */
  constructor(events: readonly PublishedEvent[]) {
    this.count = events.length;
    this.#first = events[0].position;
    this.#lengths = new Int32Array(2 * events.length);
    this.#about = new Float64Array(2 * events.length);
    let units = 0;
    for (const { facts, privateText } of events) units += facts.length + (privateText?.length ?? 0);
    const memory = reserve(units);
    let at = 0;
    for (let n = 0; n < events.length; n += 1) {
      const { facts, privateText, unit, incident } = events[n];
      at += memory.write(facts, at);
      if (privateText !== null) at += memory.write(privateText, at);
      this.#lengths[2 * n] = facts.length;
      this.#lengths[2 * n + 1] = privateText?.length ?? -1;
      this.#about[2 * n] = unit;
      this.#about[2 * n + 1] = incident;
    }
    this.#texts = Buffer.copyBytesFrom(memory, 0, at);
    this.#types = events.map(({ type }) => type);
  }

  get bytes(): number {
    return this.#texts.length;
  }

  unpack(): PublishedEvent[] {
    const texts = this.#texts.toString();
    let at = 0;
    return this.#types.map((type, n) => {
      const facts = texts.slice(at, at + this.#lengths[2 * n]);
      at += facts.length;
      const textLength = this.#lengths[2 * n + 1];
      const privateText = textLength < 0 ? null : texts.slice(at, at + textLength);
      at += Math.max(0, textLength);
      const [unit, incident] = this.#about.subarray(2 * n, 2 * n + 2);
      return { position: this.#first + n, facts, privateText, type, unit, incident };
    });
  }
}

/**
 * Puts a chunk for a fold together from runs. Whole runs go in as the texts they are; only where the chunk begins or
 * ends within a run is the text cut. Bounded by the number of events asked for and by the port's maxReadBytes.
 */
import { storeLimits, type FactsChunk } from "../port.ts";
import type { EventRun } from "./event-runs.ts";
import { positionsPerRegion } from "./schema.ts";

export class ChunkBuilder {
  readonly #first: number;
  readonly #limit: number;
  readonly #facts: Uint8Array[] = [];
  readonly #texts: Uint8Array[] = [];
  readonly #textPositions: number[] = [];
  readonly #textLengths: number[] = [];
  #count = 0;
  #bytes = 0;
  #full = false;

  constructor(first: number, limit: number) {
    this.#first = first;
    this.#limit = limit;
  }

  get isFull(): boolean {
    return this.#full;
  }

  /** The next run; it may begin before the chunk does. */
  add(run: EventRun): void {
    const { lengths, textLengths } = run;
    const runFirst = run.id % positionsPerRegion;
    const skipped = Math.max(0, this.#first + this.#count - runFirst);
    const factsFrom = offsetOf(lengths, skipped);
    const textsFrom = textLengths === undefined ? 0 : offsetOf(textLengths, skipped);
    let [factsAt, textsAt] = [factsFrom, textsFrom];
    for (let index = skipped; index < lengths.length && !this.#full; index += 1) {
      const textLength = textLengths?.[index] ?? -1;
      this.#bytes += lengths[index] + Math.max(0, textLength);
      if (this.#count > 0 && this.#bytes > storeLimits.maxReadBytes) {
        this.#full = true;
        break;
      }
      factsAt += lengths[index] + 1;
      if (textLength >= 0) {
        this.#textPositions.push(runFirst + index);
        this.#textLengths.push(textLength);
        textsAt += textLength + 1;
      }
      this.#count += 1;
      if (this.#count === this.#limit) this.#full = true;
    }
    if (factsAt > factsFrom) this.#facts.push(run.facts.subarray(factsFrom, factsAt - 1));
    if (textsAt > textsFrom) this.#texts.push(run.texts.subarray(textsFrom, textsAt - 1));
  }

  end(): FactsChunk {
    return {
      first: this.#first,
      count: this.#count,
      factsArray: arrayOf(this.#facts),
      textPositions: Float64Array.from(this.#textPositions),
      textLengths: Int32Array.from(this.#textLengths),
      textsArray: arrayOf(this.#texts),
    };
  }
}

/** Where the text of the event with this index begins among joined ones; events with length -1 have none. */
function offsetOf(lengths: Int32Array, index: number): number {
  let offset = 0;
  for (let at = 0; at < index; at += 1) if (lengths[at] >= 0) offset += lengths[at] + 1;
  return offset;
}

/** The bytes of a JSON array, in memory of their own: it goes to another thread without a copy. */
function arrayOf(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const length = parts.reduce((sum, part) => sum + part.length + 1, 1);
  const bytes = new Uint8Array(Math.max(2, length));
  let at = 0;
  for (const part of parts) {
    bytes[at] = comma;
    bytes.set(part, at + 1);
    at += part.length + 1;
  }
  bytes[0] = openBracket;
  bytes[bytes.length - 1] = closeBracket;
  return bytes;
}

const openBracket = 0x5b;
const closeBracket = 0x5d;
const comma = 0x2c;

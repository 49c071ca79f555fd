/**
 * A chunk of the log on its way from the reader's thread: private texts as one string with their positions and lengths
 * beside it. Cloning a thousand small objects between threads costs more than folding the events they belong to;
 * one string and two arrays of numbers cost next to nothing. Unpacked, it is what the port promises.
 */
import type { FactsChunk } from "../port.ts";

export interface PackedChunk {
  readonly first: number;
  readonly count: number;
  readonly factsArray: string;
  readonly positions: Float64Array;
  /** Length of each text in `texts`, in UTF-16 units. */
  readonly lengths: Int32Array;
  readonly texts: string;
}

export function packChunk(
  first: number,
  count: number,
  factsArray: string,
  positions: readonly number[],
  texts: readonly string[],
): PackedChunk {
  return {
    first,
    count,
    factsArray,
    positions: Float64Array.from(positions),
    lengths: Int32Array.from(texts, (text) => text.length),
    texts: texts.join(""),
  };
}

export function unpackChunk({ first, count, factsArray, ...packed }: PackedChunk): FactsChunk {
  const { positions, lengths, texts } = packed;
  const privateTexts: { position: number; text: string }[] = [];
  for (let index = 0, from = 0; index < positions.length; index += 1) {
    const to = from + lengths[index];
    privateTexts.push({ position: positions[index], text: texts.slice(from, to) });
    from = to;
  }
  return { first, count, factsArray, privateTexts };
}

/**
 * The port through which a language model helps to read a text: where sentences end, which spans look like numbers and
 * times, which words are names. It suggests and decides nothing. Without a model the runtime's own sentence segmenter
 * (Intl, Unicode UAX #29) is used and nothing else is suggested.
 */

export interface SuggestedSentence {
  readonly text: string;
  readonly start: number;
}

export interface SuggestedSpan {
  readonly text: string;
  /** As the model calls it: CARDINAL, PERCENT, DATE, TIME, DURATION, URL. */
  readonly kind: string;
  readonly start: number;
}

export interface Suggested {
  readonly sentences: readonly SuggestedSentence[];
  readonly spans: readonly SuggestedSpan[];
  /** Runs of words that the model takes for proper names. */
  readonly names: readonly SuggestedSpan[];
}

export type Suggester = (text: string) => Suggested;

/** Sentences alone. */
export function suggestBySegmenter(text: string): Suggested {
  const segmenter = new Intl.Segmenter("en", { granularity: "sentence" });
  const sentences = [...segmenter.segment(text)].flatMap(({ segment, index }) => {
    const trimmed = segment.trim();
    return trimmed === "" ? [] : [{ text: trimmed, start: index + segment.indexOf(trimmed) }];
  });
  return { sentences, spans: [], names: [] };
}

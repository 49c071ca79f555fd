/**
 * The line as the grammar reads it against the region on the screen: how it can go on, what it will do in a sentence
 * per command, or where it stops making sense. The same module reads the line on the server; this is only quicker.
 */

import { completeLine, type Completion } from "../../core/grammar/complete-line.ts";
import type { LineFault } from "../../core/grammar/fault.ts";
import { namesFromState } from "../../core/grammar/names-from-state.ts";
import { parseLine } from "../../core/grammar/parse-line.ts";
import type { PreviewSentence } from "../../core/grammar/preview.ts";
import type { RegionView } from "../live/region-view.ts";
import { useConsole, useRegion } from "../live/use-region.ts";

export interface LineReading {
  readonly completions: readonly Completion[];
  /** Undefined = the line can be carried out as it stands. */
  readonly fault: LineFault | undefined;
  readonly sentences: readonly PreviewSentence[];
}

const nothing: LineReading = { completions: [], fault: undefined, sentences: [] };

/** Nothing is read while `isWanted` is false. */
export function useReading(text: string, cursor: number, isWanted: boolean): LineReading {
  const { source } = useConsole();
  return useRegion((view: RegionView) => {
    if (!isWanted) return nothing;
    const names = namesFromState(view.state);
    const now = source.now();
    const completions = completeLine(text, cursor, names, now).filter(
      ({ start, end, text: word }) => text.slice(start, end).toUpperCase() !== word.toUpperCase(),
    );
    if (text.trim() === "") return { ...nothing, completions };
    const { fault, preview } = parseLine(text, names, now);
    return { completions, fault, sentences: preview };
  });
}

/** The line with a completion taken, ready for the next word; and where the cursor then stands. */
export function takeCompletion(
  line: string,
  completion: Completion,
): { line: string; cursor: number } {
  const before = line.slice(0, completion.start) + completion.text;
  const after = line.slice(completion.end).replace(/^ /, "");
  return { line: `${before} ${after}`, cursor: before.length + 1 };
}

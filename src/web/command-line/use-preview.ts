/**
 * What a line would do, asked of the server while it is typed: decided on a fork there, by the same rules, and
 * nothing is stored. The last line wins; an answer that comes late for an older line is not shown.
 */

import { useEffect, useState } from "react";
import { previewCommand } from "../api/client.ts";
import { isProblem, messageOf } from "../api/problem.ts";
import type { Preview } from "../api/types.ts";
import { useConsole } from "../live/use-region.ts";

const waitMillis = 120;

export interface LinePreview {
  /** The line this belongs to. */
  readonly line: string;
  readonly preview: Preview | undefined;
  /** Why the line can not be read, or why there is no preview. */
  readonly fault: string;
}

const nothing: LinePreview = { line: "", preview: undefined, fault: "" };

export function usePreview(text: string): LinePreview {
  const { region } = useConsole();
  const line = text.trim();
  const [found, setFound] = useState(nothing);
  useEffect(() => {
    if (line === "") return undefined;
    const stop = new AbortController();
    const timer = setTimeout(() => {
      previewCommand(region, { line }, stop.signal).then(
        (preview) => setFound({ line, preview, fault: "" }),
        (thrown: unknown) => {
          if (stop.signal.aborted) return;
          const isSaid = isProblem(thrown) && thrown.status > 0;
          const fault = isSaid ? thrown.message : `No preview: ${messageOf(thrown)}`;
          setFound({ line, preview: undefined, fault });
        },
      );
    }, waitMillis);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [region, line]);
  return line === "" ? nothing : found;
}

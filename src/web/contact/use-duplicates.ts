/**
 * Incidents that may be about the same thing as the contact being written, looked for shortly after every change of
 * the draft and every second as incidents come and go. They are suggested only; a person joins.
 */

import { useEffect, useState } from "react";
import { suggestDuplicates, type DuplicateSuggestion } from "../../core/contact/duplicates.ts";
import { useConsole } from "../live/use-region.ts";
import { isSame } from "../live/same.ts";
import type { Draft } from "./draft.ts";

const waitMillis = 150;
const againMillis = 1000;
export const suggestionsMost = 5;

export function useDuplicates(draft: Draft): readonly DuplicateSuggestion[] {
  const { source } = useConsole();
  const { location, incidentType, words } = draft;
  const [found, setFound] = useState<readonly DuplicateSuggestion[]>([]);
  useEffect(() => {
    const look = (): void => {
      const view = source.findView();
      if (view === undefined) return;
      const asked = {
        at: source.now(),
        ...(location === null || location.state === "not asked"
          ? {}
          : { latE7: location.latE7, lonE7: location.lonE7, radiusM: location.radiusM }),
        ...(incidentType === "" ? {} : { incidentType }),
        ...(words.trim() === "" ? {} : { words }),
      };
      const next = suggestDuplicates(view.state, asked, suggestionsMost);
      setFound((before) => (isSame(before, next) ? before : next));
    };
    const first = setTimeout(look, waitMillis);
    const again = setInterval(look, againMillis);
    return () => {
      clearTimeout(first);
      clearInterval(again);
    };
  }, [source, location, incidentType, words]);
  return found;
}

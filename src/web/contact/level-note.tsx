/**
 * What the service level means for the call that is on the line: what to say, and for a grade that is deferred that the
 * caller is told so. Whoever did not tell it leaves the box empty, and the promise stands as not told.
 */

import type { Grade } from "../../core/vocabulary.ts";
import { readLevel } from "../live/level-rows.ts";
import { useRegion } from "../live/use-region.ts";
import type { Draft } from "./draft.ts";

export interface LevelNoteProps {
  readonly grade: Grade | undefined;
  readonly draft: Draft;
  readonly onChange: (part: Partial<Draft>) => void;
}

/** What the caller of a deferred grade is told; undefined where the grade is served. */
export function useTold(grade: Grade | undefined): string | undefined {
  return useRegion((view) => {
    const config = readLevel(view)?.config;
    if (config === undefined || grade === undefined) return undefined;
    return config.served[grade] === "deferred" ? config.told : undefined;
  });
}

export function LevelNote({ grade, draft, onChange }: LevelNoteProps) {
  const reading = useRegion(readLevel);
  const told = useTold(grade);
  if (reading === undefined || reading.level === "normal") return null;
  return (
    <section className="stack section" aria-label="Service level for this call">
      <p>
        <strong className="late">Level: {reading.level}.</strong> {reading.config.script}
      </p>
      {told !== undefined && (
        <label className="row">
          <input
            type="checkbox"
            checked={draft.isTold}
            onChange={(event) => onChange({ isTold: event.target.checked })}
          />
          <span>I told the caller: {told}</span>
        </label>
      )}
    </section>
  );
}

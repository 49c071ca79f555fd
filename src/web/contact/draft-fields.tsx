/**
 * The fields of the contact form in their one order, which is also the order of Tab: number, name, place, words,
 * type, THRIVE, grade, reasons, hazards. Fixed ids, so that a fault can put the focus where it belongs.
 */

import { useEffect, type ReactNode } from "react";
import type { RegionConfig } from "../../core/region/config.ts";
import { limits } from "../../core/limits.ts";
import { useConsole } from "../live/use-region.ts";
import { FullNote } from "../parts/full-note.tsx";
import type { Draft } from "./draft.ts";
import { fieldIds } from "./field-ids.ts";
import { GradeField } from "./grade-field.tsx";
import { HazardField } from "./hazard-field.tsx";
import { PlaceField } from "./place-field.tsx";
import type { GradeSuggestion } from "./suggest-grade.ts";
import { ThriveField } from "./thrive-field.tsx";
import { TypeField } from "./type-field.tsx";

export interface DraftFieldsProps {
  readonly config: RegionConfig;
  readonly draft: Draft;
  readonly suggestion: GradeSuggestion | undefined;
  /** Id of the field that a fault points at. */
  readonly missing: string;
  readonly onChange: (part: Partial<Draft>) => void;
  /** Shown right under what they hang on: place, words and type. */
  readonly children: ReactNode;
}

function focusFirst(draft: Draft): void {
  const id = draft.callerNumber === "" ? fieldIds.number : fieldIds.place;
  document.getElementById(id)?.focus();
}

export function DraftFields(props: DraftFieldsProps) {
  const { config, draft, suggestion, missing, onChange, children } = props;
  const { region } = useConsole();
  useEffect(() => {
    focusFirst(draft);
    // Once, when the form appears: later changes must leave the focus alone.
    // eslint-disable-next-line react/exhaustive-deps
  }, []);
  return (
    <div className="draft-fields">
      <CallerFields draft={draft} onChange={onChange} />
      <PlaceField
        region={region}
        areas={config.areas}
        place={draft.place}
        location={draft.location}
        inputId={fieldIds.place}
        isInvalid={missing === fieldIds.place}
        onChange={(place, location) => onChange({ place, location })}
      />
      <div className="field">
        <label htmlFor={fieldIds.words}>What is happening</label>
        <textarea
          id={fieldIds.words}
          className="input"
          rows={3}
          maxLength={limits.noteLength}
          value={draft.words}
          onChange={(event) => onChange({ words: event.target.value })}
        />
        <FullNote text={draft.words} limit={limits.noteLength} />
      </div>
      <TypeField
        types={config.incidentTypes}
        value={draft.incidentType}
        heard={draft.words}
        inputId={fieldIds.type}
        isInvalid={missing === fieldIds.type}
        onChange={(incidentType) => onChange({ incidentType })}
      />
      {children}
      <ThriveField thrive={draft.thrive} onChange={(thrive) => onChange({ thrive })} />
      <div id={fieldIds.grade} tabIndex={-1}>
        <GradeField
          value={draft.grade}
          suggestion={suggestion}
          rules={config.gradeRules}
          isInvalid={missing === fieldIds.grade}
          onChange={(grade) => onChange({ grade })}
        />
      </div>
      <div className="field">
        <label htmlFor={fieldIds.reasons}>Reasons for the grade</label>
        <input
          id={fieldIds.reasons}
          className="input"
          maxLength={limits.noteLength}
          value={draft.thriveWords}
          onChange={(event) => onChange({ thriveWords: event.target.value })}
        />
        <FullNote text={draft.thriveWords} limit={limits.noteLength} />
      </div>
      <HazardField
        hazards={config.hazards}
        value={draft.hazards}
        onChange={(hazards) => onChange({ hazards })}
      />
    </div>
  );
}

function CallerFields({ draft, onChange }: Pick<DraftFieldsProps, "draft" | "onChange">) {
  return (
    <div className="caller-fields">
      <div className="field">
        <label htmlFor={fieldIds.number}>Caller’s number</label>
        <input
          id={fieldIds.number}
          className="input"
          type="tel"
          autoComplete="off"
          maxLength={limits.phoneLength}
          value={draft.callerNumber}
          onChange={(event) => onChange({ callerNumber: event.target.value })}
        />
      </div>
      <div className="field">
        <label htmlFor={fieldIds.name}>Caller’s name</label>
        <input
          id={fieldIds.name}
          className="input"
          autoComplete="off"
          maxLength={limits.nameLength}
          value={draft.callerName}
          onChange={(event) => onChange({ callerName: event.target.value })}
        />
      </div>
    </div>
  );
}

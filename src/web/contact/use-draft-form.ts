/**
 * What the form of an answered contact does, apart from how it looks: keeps the draft, knows what is missing, opens
 * the incident, joins one, ends without one. Each act first makes the contact (for an empty form) and puts on record
 * what was written, so that nothing hangs on one lost answer.
 */

import { useCallback, useMemo, useRef, useState } from "react";
import type { RegionConfig } from "../../core/region/config.ts";
import type { ContactOutcome, Grade } from "../../core/vocabulary.ts";
import type { CommandAnswer } from "../api/types.ts";
import type { ContactRow } from "../live/contact-rows.ts";
import { useCommand, type CommandRunner } from "../live/use-command.ts";
import { clearPin } from "../view/pin.ts";
import { openIncident } from "../view/view-state.ts";
import { draftFromContact, openIncidentCommand } from "./draft-commands.ts";
import { fieldIds } from "./field-ids.ts";
import { dropDraft, useDraft, useDraftOwner, type Draft } from "./draft.ts";
import { useTold } from "./level-note.tsx";
import { suggestGrade, type GradeSuggestion } from "./suggest-grade.ts";
import { useContactNumber } from "./use-contact-number.ts";
import { useDescribe } from "./use-describe.ts";

/** What keeps an incident from being opened, and where to put it right. */
export interface Missing {
  readonly text: string;
  readonly field: string;
}

export interface DraftForm {
  readonly draft: Draft;
  readonly grade: Grade | undefined;
  readonly suggestion: GradeSuggestion | undefined;
  readonly missing: Missing | undefined;
  readonly runner: CommandRunner;
  /** Why the contact could not be made; empty = it was, or nobody tried. */
  readonly fault: string;
  readonly change: (part: Partial<Draft>) => void;
  readonly submit: () => Promise<void>;
  readonly join: (incident: number) => Promise<void>;
  readonly end: (outcome: ContactOutcome) => Promise<void>;
}

function findMissing(
  draft: Draft,
  hasGrade: boolean,
  isNowhereMeant: boolean,
): Missing | undefined {
  if (draft.incidentType === "") return { text: "Choose a type first.", field: fieldIds.type };
  if (draft.location === null && !isNowhereMeant)
    return {
      text: "No position yet. Choose a place, or press Ctrl+Enter again to open it without one.",
      field: fieldIds.place,
    };
  if (!hasGrade) return { text: "Choose a grade first.", field: fieldIds.grade };
  return undefined;
}

export function useDraftForm(
  contact: number | "new",
  row: ContactRow | undefined,
  config: RegionConfig,
  onClose: () => void,
): DraftForm {
  const owner = useDraftOwner();
  const known = useMemo(() => draftFromContact(row), [row]);
  const [draft, keep, typed] = useDraft(owner, String(contact), known);
  const runner = useCommand();
  const [missing, setMissing] = useState<Missing | undefined>(undefined);
  const isNowhereMeant = useRef(false);
  const number = useContactNumber(contact);
  const describe = useDescribe(number.current, typed, known);
  const type = config.incidentTypes.find((one) => one.code === draft.incidentType);
  const suggestion = suggestGrade(type, draft.thrive);
  const grade = draft.grade === "" ? suggestion?.grade : draft.grade;

  const words = useTold(grade);
  const told = draft.isTold ? words : undefined;

  const { begin } = number;
  const change = useCallback(
    (part: Partial<Draft>) => {
      isNowhereMeant.current = false;
      setMissing(undefined);
      keep(part);
      begin();
    },
    [keep, begin],
  );
  /** Runs what ends the form; the draft goes only when that is in the log. */
  const finish = async (
    act: (source: number) => Promise<CommandAnswer | undefined>,
  ): Promise<CommandAnswer | undefined> => {
    const source = await number.get();
    if (source === undefined) return undefined;
    await describe.flush();
    const answer = await act(source);
    if (answer === undefined) return undefined;
    describe.stop();
    dropDraft(owner, String(source));
    clearPin();
    return answer;
  };
  const submit = async (): Promise<void> => {
    const lack = findMissing(draft, grade !== undefined, isNowhereMeant.current);
    setMissing(lack);
    if (lack !== undefined || grade === undefined) {
      isNowhereMeant.current = lack?.field === fieldIds.place;
      document.getElementById(lack?.field ?? "")?.focus();
      return;
    }
    const answer = await finish((source) =>
      runner.run(openIncidentCommand(source, draft, grade, told)),
    );
    if (answer?.made.incident !== undefined) openIncident(answer.made.incident);
  };
  const join = async (incident: number): Promise<void> => {
    await finish((source) => runner.run({ type: "contact.link", contact: source, incident }));
  };
  const end = async (outcome: ContactOutcome): Promise<void> => {
    const answer = await finish((source) =>
      runner.run({ type: "contact.end", contact: source, outcome }),
    );
    if (answer !== undefined) onClose();
  };
  const { fault } = number;
  return { draft, grade, suggestion, missing, runner, fault, change, submit, join, end };
}

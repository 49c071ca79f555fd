/**
 * The form of an answered contact, for hands that never leave the keyboard: a fixed tab order, Ctrl+Enter anywhere
 * opens the incident, Alt+1 to Alt+5 joins a suggested one, Alt+E ends without one, Escape closes and keeps the
 * draft. What is typed is also told to the other consoles (`contact.describe`) whenever typing pauses.
 */

import { useState } from "react";
import { getPolicy } from "../../core/state/region-state.ts";
import { contactOutcomes } from "../../core/vocabulary.ts";
import type { ContactRow } from "../live/contact-rows.ts";
import { useMay } from "../live/use-act.ts";
import { useRegion } from "../live/use-region.ts";
import { CommandFault } from "../parts/command-fault.tsx";
import { DraftFields } from "./draft-fields.tsx";
import { DuplicatesPanel } from "./duplicates-panel.tsx";
import { GradeClock } from "./grade-clock.tsx";
import { JoinSearch } from "./join-search.tsx";
import { LevelNote } from "./level-note.tsx";
import { OutcomeChoice } from "./outcome-choice.tsx";
import { useDraftForm, type DraftForm } from "./use-draft-form.ts";
import { useDuplicates } from "./use-duplicates.ts";
import { useFormKeys } from "./use-form-keys.ts";
import { FaultNote } from "../parts/fault-note.tsx";

export interface ContactDraftFormProps {
  readonly contact: number | "new";
  readonly row: ContactRow | undefined;
  readonly onClose: () => void;
}

export function ContactDraftForm({ contact, row, onClose }: ContactDraftFormProps) {
  const config = useRegion((view) => getPolicy(view.state).config);
  const form = useDraftForm(contact, row, config, onClose);
  const may = useMay("incident.open");
  const [isEnding, setIsEnding] = useState(false);
  const suggestions = useDuplicates(form.draft);
  useFormKeys({
    submit: () => void form.submit(),
    join: (index) => {
      const suggested = suggestions[index];
      if (suggested !== undefined) void form.join(suggested.incident);
    },
    end: () => setIsEnding(true),
  });
  return (
    <form
      className="contact-form"
      aria-label="Contact"
      onSubmit={(event) => event.preventDefault()}
    >
      <GradeClock answeredAt={row?.answeredAt ?? 0} grade={form.grade} rules={config.gradeRules} />
      <LevelNote grade={form.grade} draft={form.draft} onChange={form.change} />
      <DraftFields
        config={config}
        draft={form.draft}
        suggestion={form.suggestion}
        missing={form.missing?.field ?? ""}
        onChange={form.change}
      >
        <DuplicatesPanel
          suggestions={suggestions}
          onJoin={may ? (incident) => void form.join(incident) : undefined}
        />
      </DraftFields>
      {may && (
        <div className="join-search">
          <JoinSearch onJoin={(incident) => void form.join(incident)} />
        </div>
      )}
      <div className="contact-acts">
        <FormFaults form={form} />
        {isEnding ? (
          <OutcomeChoice
            label="End without an incident as"
            names={contactOutcomes.names}
            onChoose={(outcome) => void form.end(outcome)}
            onCancel={() => setIsEnding(false)}
          />
        ) : (
          <FormActs form={form} row={row} isOff={!may} onEnd={() => setIsEnding(true)} />
        )}
      </div>
    </form>
  );
}

function FormFaults({ form }: { readonly form: DraftForm }) {
  return (
    <>
      {form.missing !== undefined && (
        <p className="hint" role="alert">
          {form.missing.text}
        </p>
      )}
      <FaultNote text={form.fault} />
      <CommandFault runner={form.runner} />
    </>
  );
}

interface FormActsProps {
  readonly form: DraftForm;
  readonly row: ContactRow | undefined;
  readonly isOff: boolean;
  readonly onEnd: () => void;
}

function FormActs({ form, row, isOff, onEnd }: FormActsProps) {
  const { runner } = form;
  return (
    <div className="row wrap">
      <button
        type="button"
        className="button primary"
        disabled={isOff}
        onClick={() => void form.submit()}
      >
        Open incident <kbd className="key">Ctrl+Enter</kbd>
      </button>
      <button type="button" className="button" disabled={isOff} onClick={onEnd}>
        End… <kbd className="key">Alt+E</kbd>
      </button>
      {row !== undefined && (
        <button
          type="button"
          className="button"
          disabled={isOff}
          onClick={() => void runner.run({ type: "contact.abandon", contact: row.number })}
        >
          Gone<span className="only-read-aloud">: the caller has gone</span>
        </button>
      )}
    </div>
  );
}

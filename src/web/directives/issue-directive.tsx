/** The form that issues a directive: who orders what, by which law, for which incidents, and how long it stands. */

import { useId, useState, type FormEvent } from "react";
import { microsPerMinute, type Instant } from "../../base/instant.ts";
import type { Command } from "../../core/commands.ts";
import { limits } from "../../core/limits.ts";
import { getPolicy } from "../../core/state/region-state.ts";
import { grades, type DirectiveEffect, type Grade } from "../../core/vocabulary.ts";
import { useAct } from "../live/use-act.ts";
import { useConsole, useRegion } from "../live/use-region.ts";
import { gradeText } from "../view/format.ts";
import { FaultNote } from "../parts/fault-note.tsx";

const hours = [4, 12, 24, 72, 168] as const;
const reachable = grades.names.filter((grade) => grade !== "immediate" && grade !== "resolution");

interface Draft {
  readonly issuer: string;
  readonly basis: string;
  readonly words: string;
  readonly effect: DirectiveEffect;
  readonly incidentTypes: readonly string[];
  readonly areas: readonly string[];
  readonly skills: readonly string[];
  readonly grades: readonly Grade[];
  readonly hours: number;
}

const firstDraft: Draft = {
  issuer: "",
  basis: "",
  words: "",
  effect: "withhold",
  incidentTypes: [],
  areas: [],
  skills: [],
  grades: ["scheduled"],
  hours: 24,
};

function commandOf({ hours: standing, ...draft }: Draft, now: Instant): Command {
  // A minute less than a week, so that the time on the way to the server does not make it more.
  const span = Math.min(standing * 60 * microsPerMinute, limits.directiveMicros - microsPerMinute);
  const skills = draft.effect === "limit" ? draft.skills : [];
  return { type: "directive.issue", ...draft, skills, untilAt: now + span };
}

export function IssueDirective({ onDone }: { readonly onDone: () => void }) {
  const act = useAct();
  const { source } = useConsole();
  const [draft, setDraft] = useState(firstDraft);
  const change = (part: Partial<Draft>): void => setDraft({ ...draft, ...part });
  const issue = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if ((await act.run(commandOf(draft, source.now()))) !== undefined) onDone();
  };
  const { issuer, basis, words } = draft;
  return (
    <form
      className="section stack"
      aria-label="Issue a directive"
      onSubmit={(event) => void issue(event)}
    >
      <Line
        label="Issuer (an office, not a person)"
        value={issuer}
        most={limits.nameLength}
        onChange={(next) => change({ issuer: next })}
        takesFocus
      />
      <Line
        label="Legal basis"
        value={basis}
        most={limits.reasonLength}
        onChange={(next) => change({ basis: next })}
      />
      <Line
        label="What it orders"
        value={words}
        most={limits.descriptionLength}
        onChange={(next) => change({ words: next })}
      />
      <Scope draft={draft} onChange={change} />
      <Standing hours={draft.hours} onChange={(next) => change({ hours: next })} />
      <FaultNote text={act.fault} />
      <div className="row">
        <button type="submit" className="button small primary" disabled={act.isBusy}>
          Issue it
        </button>
        <button type="button" className="button small quiet" onClick={onDone}>
          Cancel
        </button>
      </div>
    </form>
  );
}

interface ScopeProps {
  readonly draft: Draft;
  readonly onChange: (part: Partial<Draft>) => void;
}

function Scope({ draft, onChange }: ScopeProps) {
  const config = useRegion((view) => getPolicy(view.state).config);
  return (
    <>
      <Effect effect={draft.effect} onChange={(effect) => onChange({ effect })} />
      {draft.effect === "limit" && (
        <Codes
          label="Skills that are not sent"
          list={config.skills}
          chosen={draft.skills}
          onChange={(skills) => onChange({ skills })}
        />
      )}
      <Codes
        label="Assessed grades (an Immediate is never reached)"
        list={reachable.map((code) => ({ code, name: gradeText(code) }))}
        chosen={draft.grades}
        onChange={(next) => onChange({ grades: reachable.filter((each) => next.includes(each)) })}
      />
      <Codes
        label="Incident types (none marked = every one)"
        list={config.incidentTypes}
        chosen={draft.incidentTypes}
        onChange={(incidentTypes) => onChange({ incidentTypes })}
      />
      <Codes
        label="Areas (none marked = every one)"
        list={config.areas}
        chosen={draft.areas}
        onChange={(areas) => onChange({ areas })}
      />
    </>
  );
}

interface LineProps {
  readonly label: string;
  readonly value: string;
  readonly most: number;
  readonly onChange: (value: string) => void;
  readonly takesFocus?: boolean;
}

function Line({ label, value, most, onChange, takesFocus = false }: LineProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="input"
        required
        maxLength={most}
        value={value}
        autoFocus={takesFocus}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}

function Effect(props: {
  readonly effect: DirectiveEffect;
  readonly onChange: (effect: DirectiveEffect) => void;
}) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>Effect</label>
      <select
        id={id}
        className="input"
        value={props.effect}
        onChange={(event) => props.onChange(event.target.value as DirectiveEffect)}
      >
        <option value="withhold">Withhold: nobody is sent</option>
        <option value="limit">Limit: units with some skills are not sent</option>
      </select>
    </div>
  );
}

function Standing({
  hours: chosen,
  onChange,
}: {
  readonly hours: number;
  readonly onChange: (hours: number) => void;
}) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>Stands for</label>
      <select
        id={id}
        className="input"
        value={chosen}
        onChange={(event) => onChange(Number(event.target.value))}
      >
        {hours.map((each) => (
          <option key={each} value={each}>
            {each < 48 ? `${each} h` : `${each / 24} days`}
          </option>
        ))}
      </select>
    </div>
  );
}

interface CodesProps {
  readonly label: string;
  readonly list: readonly { readonly code: string; readonly name: string }[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

function Codes({ label, list, chosen, onChange }: CodesProps) {
  return (
    <fieldset className="field directive-codes">
      <legend>{label}</legend>
      {list.map(({ code, name }) => (
        <label key={code} className="row">
          <input
            type="checkbox"
            checked={chosen.includes(code)}
            onChange={(event) =>
              onChange(
                event.target.checked ? [...chosen, code] : chosen.filter((each) => each !== code),
              )
            }
          />
          {name}
        </label>
      ))}
    </fieldset>
  );
}

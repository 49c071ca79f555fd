/** The form that asks for units: by the tiers or of one neighbour, how many, with which skills, for what and until when. */

import { useState, type FormEvent } from "react";
import { microsPerHour, type Instant } from "../../base/instant.ts";
import type { Command } from "../../core/commands.ts";
import { limits } from "../../core/limits.ts";
import type { RegionConfig } from "../../core/region/config.ts";
import { grades, type Grade } from "../../core/vocabulary.ts";
import { useAct, useMay } from "../live/use-act.ts";
import { useConsole, useRegion } from "../live/use-region.ts";
import { Choice, NumberField, WordsField } from "../parts/fields.tsx";
import { gradeText } from "../view/format.ts";
import { FaultNote } from "../parts/fault-note.tsx";

const loanHoursMost = limits.loanMicros / microsPerHour;

export function AidAskForm() {
  const may = useMay("aid.ask");
  const [isOpen, setIsOpen] = useState(false);
  const [asked, setAsked] = useState("");
  if (!may) return null;
  return (
    <details
      className="ask-fold"
      open={isOpen}
      onToggle={(event) => setIsOpen(event.currentTarget.open)}
    >
      <summary>
        Ask for units{" "}
        <span role="status" className="soft">
          {asked}
        </span>
      </summary>
      {isOpen && (
        <Form
          onAsked={(request) => {
            setAsked(`Asked: request ${request}.`);
            setIsOpen(false);
          }}
        />
      )}
    </details>
  );
}

/** What is typed; empty texts are not said. */
interface Draft {
  readonly region: string;
  readonly quantity: number;
  readonly skills: readonly string[];
  readonly grade: string;
  readonly area: string;
  readonly hours: number;
  readonly words: string;
}

const firstDraft: Draft = { region: "", quantity: 2, skills: [], grade: "", area: "", hours: 8, words: "" }; // prettier-ignore

function commandOf(draft: Draft, now: Instant): Command {
  const { region, quantity, skills, grade, area, hours, words } = draft;
  return {
    type: "aid.ask",
    ...(region === "" ? {} : { region }),
    quantity,
    ...(skills.length === 0 ? {} : { skills }),
    ...(grade === "" ? {} : { grade: grade as Grade }),
    ...(area === "" ? {} : { area }),
    untilAt: now + Math.round(hours * microsPerHour),
    ...(words === "" ? {} : { words }),
  };
}

function Form({ onAsked }: { readonly onAsked: (request: number) => void }) {
  const { source } = useConsole();
  const act = useAct();
  const config = useRegion(({ state }) => state.policy?.config);
  const [draft, setDraft] = useState(firstDraft);
  if (config === undefined) return null;
  const change = (part: Partial<Draft>): void => setDraft((before) => ({ ...before, ...part }));
  const ask = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const answer = await act.run(commandOf(draft, source.now()));
    if (answer !== undefined) onAsked(answer.made.request ?? 0);
  };
  return (
    <form className="ask-form" onSubmit={(event) => void ask(event)}>
      <Fields config={config} draft={draft} onChange={change} />
      <button type="submit" className="button primary" disabled={act.isBusy}>
        Ask
      </button>
      <FaultNote text={act.fault} />
    </form>
  );
}

interface FieldsProps {
  readonly config: RegionConfig;
  readonly draft: Draft;
  readonly onChange: (part: Partial<Draft>) => void;
}

const notSaid = { code: "", name: "not said" } as const;

function Fields({ config, draft, onChange }: FieldsProps) {
  const { neighbours = [] } = config.aidPlan ?? {};
  const whom = neighbours.map(({ region, name, tier }) => ({
    code: region,
    name: `${name} (${tier}) and nobody else`,
  }));
  return (
    <>
      <Choice
        label="Ask"
        value={draft.region}
        options={[{ code: "", name: "by the tiers: the nearest, then the next" }, ...whom]}
        onChange={(region) => onChange({ region })}
      />
      <NumberField
        label="How many units"
        value={draft.quantity}
        most={limits.unitsPerCommand}
        onChange={(quantity) => onChange({ quantity })}
      />
      <Skills config={config} draft={draft} onChange={onChange} />
      <Choice
        label="Cover is missing for"
        value={draft.grade}
        options={[notSaid, ...grades.names.map((code) => ({ code, name: gradeText(code) }))]}
        onChange={(grade) => onChange({ grade })}
      />
      <Choice
        label="In the area"
        value={draft.area}
        options={[notSaid, ...config.areas]}
        onChange={(area) => onChange({ area })}
      />
      <NumberField
        label="For how many hours"
        value={draft.hours}
        most={loanHoursMost}
        onChange={(hours) => onChange({ hours })}
      />
      <WordsField label="In words" value={draft.words} onChange={(words) => onChange({ words })} />
    </>
  );
}

function Skills({ config, draft: { skills }, onChange }: FieldsProps) {
  const toggle = (code: string, isOn: boolean): void =>
    onChange({ skills: isOn ? [...skills, code] : skills.filter((each) => each !== code) });
  return (
    <fieldset className="aid-skills">
      <legend className="label">Each with</legend>
      {config.skills.map(({ code, name }) => (
        <label key={code}>
          <input
            type="checkbox"
            checked={skills.includes(code)}
            onChange={(event) => toggle(code, event.target.checked)}
          />{" "}
          {name}
        </label>
      ))}
    </fieldset>
  );
}

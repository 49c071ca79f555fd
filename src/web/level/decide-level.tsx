/** The form that decides on the service level: which, why, and when somebody looks again. To stay is a decision, too. */

import { useId, useState } from "react";
import { microsPerMinute } from "../../base/instant.ts";
import type { LevelConfig, LevelPlan } from "../../core/level/level-plan.ts";
import type { LevelReading } from "../../core/level/read.ts";
import { getPolicy } from "../../core/state/region-state.ts";
import { serviceLevels, type ServiceLevel } from "../../core/vocabulary.ts";
import { ReasonForm } from "../incident/reason-form.tsx";
import { useAct, useMay } from "../live/use-act.ts";
import { useConsole, useRegion } from "../live/use-region.ts";
import { gradeText, sentenceCase } from "../view/format.ts";
import { listServed } from "./served.ts";
import { FaultNote } from "../parts/fault-note.tsx";

const reviewChoices = [15, 30, 60, 120] as const;

export function DecideLevel({ reading }: { readonly reading: LevelReading }) {
  const [isOpen, setIsOpen] = useState(false);
  const may = useMay("level.set");
  if (!isOpen)
    return (
      <div className="section row">
        <button
          type="button"
          className={`button small ${reading.isProposed ? "primary" : ""}`}
          disabled={!may}
          onClick={() => setIsOpen(true)}
        >
          Decide…
        </button>
      </div>
    );
  return <DecideForm reading={reading} onDone={() => setIsOpen(false)} />;
}

interface DecideFormProps {
  readonly reading: LevelReading;
  readonly onDone: () => void;
}

/** The times to look again that a level's plan allows, in minutes; none where it needs no review. */
function listReviewMinutes(plan: LevelPlan, level: ServiceLevel): readonly number[] {
  const longest = plan[serviceLevels.code[level]].reviewSeconds / 60;
  return longest === 0 ? [] : [...reviewChoices.filter((each) => each < longest), longest];
}

function DecideForm({ reading, onDone }: DecideFormProps) {
  const { source, session } = useConsole();
  const plan = useRegion((view) => getPolicy(view.state).config.levelPlan ?? []);
  const act = useAct();
  const [level, setLevel] = useState<ServiceLevel>(reading.points);
  const [minutes, setMinutes] = useState(30);
  const code = Math.max(serviceLevels.code[level], serviceLevels.code[reading.level]);
  const { authority } = plan[code];
  const choices = listReviewMinutes(plan, level);
  const longest = choices.at(-1) ?? 0;
  const reviewMinutes = Math.min(minutes, longest);
  const save = async (reason: string): Promise<void> => {
    // The longest is what the plan gives by itself; asked for by this screen's clock it could lie a moment too late.
    const review =
      reviewMinutes === longest ? {} : { reviewAt: source.now() + reviewMinutes * microsPerMinute };
    const answer = await act.run({ type: "level.set", level, reason, ...review });
    if (answer !== undefined) onDone();
  };
  return (
    <div className="section stack">
      <ReasonForm
        verb={level === reading.level ? `Stay at ${level}` : `Set ${level}`}
        label="Why"
        onCancel={onDone}
        onSave={save}
      >
        <div className="row wrap">
          <Choice
            label="Service level"
            value={level}
            choices={serviceLevels.names.map((name) => [name, sentenceCase(name)])}
            onChoose={(name) => setLevel(name as ServiceLevel)}
          />
          {longest > 0 && (
            <Choice
              label="Look again in"
              value={String(reviewMinutes)}
              choices={choices.map((each) => [String(each), `${each} min`])}
              onChoose={(each) => setMinutes(Number(each))}
            />
          )}
        </div>
        <Does config={plan[serviceLevels.code[level]]} />
        {!authority.includes(session.account.role) && (
          <p className="hint">The plan gives this decision to: {authority.join(", ")}.</p>
        )}
      </ReasonForm>
      <FaultNote text={act.fault} />
    </div>
  );
}

/** What would be served, before anybody decides: names of levels say little to who sees them for the first time. */
function Does({ config }: { readonly config: LevelConfig }) {
  const served = listServed(config).map(([grade, text]) => `${gradeText(grade)}: ${text}`);
  return (
    <p className="hint" aria-live="polite">
      {served.length === 0 ? "Every grade is served as assessed." : `${served.join("; ")}.`}
    </p>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  /** Value and what is shown. */
  readonly choices: readonly (readonly [string, string])[];
  readonly onChoose: (value: string) => void;
}

function Choice({ label, value, choices, onChoose }: ChoiceProps) {
  const id = useId();
  return (
    <>
      <label className="row soft" htmlFor={id}>
        {label}
      </label>
      <select
        id={id}
        className="input"
        value={value}
        onChange={(event) => onChoose(event.target.value)}
      >
        {choices.map(([each, shown]) => (
          <option key={each} value={each}>
            {shown}
          </option>
        ))}
      </select>
    </>
  );
}

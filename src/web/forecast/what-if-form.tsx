/**
 * What if one thing were different? The server plays it and the present course on the same luck, so the difference is the
 * change's alone. Nothing in the region changes by asking.
 */

import { useState, type FormEvent } from "react";
import type { Forecast, NoForecast, WhatIf } from "../../core/forecast.ts";
import { serviceLevels, type ServiceLevel } from "../../core/vocabulary.ts";
import { readJson } from "../api/client.ts";
import { messageOf } from "../api/problem.ts";
import { useConsole } from "../live/use-region.ts";
import { countText } from "../view/format.ts";
import type { ForecastKind } from "./use-forecast.ts";

export interface Compared {
  readonly asItIs: Forecast;
  readonly changed: Forecast;
  readonly label: string;
}

interface Answer {
  readonly asItIs: Forecast | null;
  readonly changed: Forecast | null;
  readonly none: NoForecast | null;
}

const changes = {
  recalled: "units are recalled from rest",
  lent: "units are lent by a neighbour",
  nobodyElse: "nobody else arrives",
  level: "the service level is",
  demandFactor: "times the calls come",
} as const;
type Change = keyof typeof changes;

/** What the number is at first, and between what. */
const numbers = {
  recalled: { first: 10, min: 1, max: 500, step: 1 },
  lent: { first: 5, min: 1, max: 500, step: 1 },
  demandFactor: { first: 1.5, min: 0.1, max: 10, step: 0.1 },
} as const;

function isCounted(change: Change): change is keyof typeof numbers {
  return Object.hasOwn(numbers, change);
}

function whatIfOf({ change, number, minutes, level }: Question): WhatIf {
  if (change === "nobodyElse") return { nobodyElse: true };
  if (change === "level") return { level };
  if (change === "recalled") return { recalled: number, recalledMinutes: minutes };
  if (change === "lent") return { lent: number, lentMinutes: minutes };
  return { demandFactor: number };
}

function labelOf({ change, number, level }: Question): string {
  if (change === "nobodyElse") return "if nobody else arrives";
  if (change === "level") return `if the service level is ${level}`;
  if (change === "demandFactor") return `if ${number} times the calls come`;
  return `if ${countText(number, "unit")} ${number === 1 ? "is" : "are"} ${change}`;
}

/** A question as the fields have it; a number that is being typed may be none. */
interface Question {
  readonly change: Change;
  readonly number: number;
  readonly minutes: number;
  readonly level: ServiceLevel;
}

const firstQuestion: Question = {
  change: "recalled",
  number: numbers.recalled.first,
  minutes: 60,
  level: "priority only",
};

export function WhatIfForm({
  kind,
  onAnswer,
}: {
  readonly kind: ForecastKind;
  readonly onAnswer: (compared: Compared | undefined) => void;
}) {
  const { region } = useConsole();
  const [question, setQuestion] = useState(firstQuestion);
  const [said, setSaid] = useState("");
  const ask = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setSaid("Playing both…");
    try {
      const answer = await askWhatIf(region, kind, whatIfOf(question));
      setSaid("none" in answer ? `No forecast: ${answer.none}.` : "");
      if ("asItIs" in answer) onAnswer({ ...answer, label: labelOf(question) });
    } catch (thrown) {
      setSaid(messageOf(thrown));
    }
  };
  return (
    <form className="what-if" aria-label="What if" onSubmit={(event) => void ask(event)}>
      <strong>What if</strong>
      <QuestionFields question={question} onChange={setQuestion} />
      <button type="submit" className="button small">
        Ask
      </button>
      <span className="soft" role="status">
        {said}
      </span>
    </form>
  );
}

/** Two forecasts take as long as they take: the server ends each after 15 s at most. */
const longestMillis = 90_000;

async function askWhatIf(
  region: string,
  kind: ForecastKind,
  whatIf: WhatIf,
): Promise<{ readonly none: string } | Pick<Compared, "asItIs" | "changed">> {
  const path = `/api/regions/${encodeURIComponent(region)}/forecast/what-if`;
  const body = { kind, whatIf };
  const { asItIs, changed, none } = await readJson<Answer>(path, {
    method: "POST",
    body,
    timeoutMillis: longestMillis,
  });
  if (asItIs === null || changed === null) return { none: none?.reason ?? "nobody said why" };
  return { asItIs, changed };
}

function QuestionFields({
  question,
  onChange,
}: {
  readonly question: Question;
  readonly onChange: (question: Question) => void;
}) {
  const { change, number, minutes, level } = question;
  const limits = isCounted(change) ? numbers[change] : undefined;
  const choose = (next: Change): void => {
    const first = isCounted(next) ? numbers[next].first : number;
    onChange({ ...question, change: next, number: first });
  };
  return (
    <>
      {limits !== undefined && (
        <input
          className="input"
          aria-label="How many"
          type="number"
          required
          min={limits.min}
          max={limits.max}
          step={limits.step}
          value={Number.isNaN(number) ? "" : number}
          onChange={(event) => onChange({ ...question, number: event.target.valueAsNumber })}
        />
      )}
      <select
        className="input"
        aria-label="What changes"
        value={change}
        onChange={(event) => choose(event.target.value as Change)}
      >
        {Object.entries(changes).map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
      {change === "level" && (
        <LevelChoice level={level} onChange={(next) => onChange({ ...question, level: next })} />
      )}
      {(change === "recalled" || change === "lent") && (
        <label>
          within{" "}
          <input
            className="input"
            aria-label="Minutes until all are there"
            type="number"
            required
            min={0}
            max={1_440}
            value={Number.isNaN(minutes) ? "" : minutes}
            onChange={(event) => onChange({ ...question, minutes: event.target.valueAsNumber })}
          />{" "}
          min
        </label>
      )}
    </>
  );
}

function LevelChoice({
  level,
  onChange,
}: {
  readonly level: ServiceLevel;
  readonly onChange: (level: ServiceLevel) => void;
}) {
  return (
    <select
      className="input"
      aria-label="Service level"
      value={level}
      onChange={(event) => onChange(event.target.value as ServiceLevel)}
    >
      {serviceLevels.names.map((name) => (
        <option key={name} value={name}>
          {name}
        </option>
      ))}
    </select>
  );
}

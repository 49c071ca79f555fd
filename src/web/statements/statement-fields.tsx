/** The fields of a statement: what is measured, where, when, how it compares, and who said it. What has no field keeps its value. */

import { useId } from "react";
import {
  comparatorChoices,
  metricChoices,
  readFilter,
  readPeriod,
  readValue,
  writeFilter,
  writePeriod,
  writeValue,
  type StatementForm,
} from "../../wire/statement/shown.ts";
import { Choice } from "../parts/fields.tsx";

export const emptyForm: StatementForm = {
  text: "",
  metric: null,
  area: null,
  period: null,
  filter: {},
  comparator: null,
  value: null,
  unit: "",
  saidBy: "",
  saidWhere: "",
  saidAt: "",
};

/** As typed; a form is made of it when it is sent. */
export interface Draft {
  readonly form: StatementForm;
  readonly area: string;
  readonly period: string;
  readonly filter: string;
  readonly value: string;
}

export function draftOf(form: StatementForm): Draft {
  return {
    form,
    area: form.area ?? "",
    period: writePeriod(form.period),
    filter: writeFilter(form.filter),
    value: writeValue(form.value),
  };
}

export function formOfDraft({ form, area, period, filter, value }: Draft): StatementForm {
  return {
    ...form,
    area: area.trim() === "" ? null : area.trim(),
    period: readPeriod(period),
    filter: readFilter(filter),
    value: readValue(value),
  };
}

const noMetric = { code: "", name: "nothing that can be measured" };
const noComparator = { code: "", name: "none" };

interface StatementFieldsProps {
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
}

export function StatementFields({ draft, onChange }: StatementFieldsProps) {
  const { form } = draft;
  const set = (part: Partial<StatementForm>): void =>
    onChange({ ...draft, form: { ...form, ...part } });
  return (
    <div className="stack statement-fields">
      <Choice
        label="Metric"
        value={form.metric ?? ""}
        options={[noMetric, ...metricChoices]}
        onChange={(metric) => set({ metric: metric === "" ? null : metric })}
      />
      <div className="row wrap">
        <TextField
          label="Area"
          hint="of the region or one of its parts"
          value={draft.area}
          onChange={(area) => onChange({ ...draft, area })}
        />
        <TextField
          label="Period"
          hint="2026-01, 2026-01-03..2026-01-05; two sides with a semicolon"
          value={draft.period}
          onChange={(period) => onChange({ ...draft, period })}
        />
      </div>
      <TextField
        label="Filter"
        hint="assessed=immediate or priority; area=north"
        value={draft.filter}
        onChange={(filter) => onChange({ ...draft, filter })}
      />
      <div className="row wrap">
        <Choice
          label="Comparator"
          value={form.comparator ?? ""}
          options={[noComparator, ...comparatorChoices.map((code) => ({ code, name: code }))]}
          onChange={(comparator) => set({ comparator: comparator === "" ? null : comparator })}
        />
        <TextField
          label="Value"
          hint="60, or 60 to 80"
          value={draft.value}
          onChange={(value) => onChange({ ...draft, value })}
        />
        <TextField
          label="Unit"
          hint="minutes, percent"
          value={form.unit}
          onChange={(unit) => set({ unit })}
        />
      </div>
      <div className="row wrap">
        <TextField label="Said by" value={form.saidBy} onChange={(saidBy) => set({ saidBy })} />
        <TextField
          label="Where"
          value={form.saidWhere}
          onChange={(saidWhere) => set({ saidWhere })}
        />
        <TextField label="When" value={form.saidAt} onChange={(saidAt) => set({ saidAt })} />
      </div>
    </div>
  );
}

interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** An example; read out after the label. */
  readonly hint?: string;
}

/** The server says what is too long. */
export function TextField({ label, value, onChange, hint }: TextFieldProps) {
  const id = useId();
  return (
    <div className="field grow">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="input"
        value={value}
        title={hint}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        onChange={(event) => onChange(event.target.value)}
      />
      {hint !== undefined && (
        <span id={`${id}-hint`} className="soft">
          {hint}
        </span>
      )}
    </div>
  );
}

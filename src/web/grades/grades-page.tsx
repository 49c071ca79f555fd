/**
 * The report of gradings as a page: responses by the first assessed, the last assessed and the served grade beside each other, who
 * graded anew in which hour and what of that stands out, and the gradings one by one with what was left of the target.
 */

import { useId } from "react";
import { grades, type Grade } from "../../core/vocabulary.ts";
import { gradeBases } from "../../core/grading/grade-fold.ts";
import type { GradeReportView } from "../../wire/shown-grades.ts";
import { clockText, countText, gradeText, sentenceCase, shortTimeText } from "../view/format.ts";
import { changeView, openIncident, useViewState } from "../view/view-state.ts";
import "../accounts/accounts.css";
import "../no-unit/no-unit.css";
import "../session/session.css";
import "./grades.css";
import { useGradeReport } from "./use-grade-report.ts";
import { FaultNote } from "../parts/fault-note.tsx";

const hourChoices = [8, 12, 24, 72, 168, 744] as const;
const underChoices = [10, 25, 50] as const;

interface PageProps {
  readonly region: { readonly id: string; readonly name: string };
}

export default function GradesPage({ region }: PageProps) {
  const { hours, under } = useViewState();
  const span = Math.min(744, Math.max(1, hours));
  const percent = Math.min(100, Math.max(1, under));
  const { report, fault } = useGradeReport(region.id, span, percent);
  return (
    <main className="accounts-page">
      <header className="row spread">
        <h1 className="session-brand">Gradings, {region.name}</h1>
        <button
          type="button"
          className="button"
          onClick={() => changeView({ page: "console" }, true)}
        >
          Back to the console
        </button>
      </header>
      <div className="row wrap">
        <Choice
          label="Period"
          value={span}
          choices={hourChoices}
          textOf={(each) => (each < 72 ? `${each} h` : `${each / 24} days`)}
          onChange={(next) => changeView({ hours: next }, true)}
        />
        <Choice
          label="Late: with less of the target left than"
          value={percent}
          choices={underChoices}
          textOf={(each) => `${each} %`}
          onChange={(next) => changeView({ under: next }, true)}
        />
      </div>
      <FaultNote text={fault} />
      {report === undefined ? (
        <p className="empty" role="status">
          {fault === "" ? "Reading the log…" : "There is no report."}
        </p>
      ) : (
        <Report report={report} />
      )}
    </main>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: number;
  readonly choices: readonly number[];
  readonly textOf: (value: number) => string;
  readonly onChange: (value: number) => void;
}

function Choice({ label, value, choices, textOf, onChange }: ChoiceProps) {
  const id = useId();
  const shown = choices.includes(value) ? choices : [...choices, value];
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        className="input"
        value={value}
        onChange={(event) => onChange(Number(event.target.value))}
      >
        {shown.map((each) => (
          <option key={each} value={each}>
            {textOf(each)}
          </option>
        ))}
      </select>
    </div>
  );
}

function Report({ report }: { readonly report: GradeReportView }) {
  return (
    <>
      <p className="soft">
        The log was read to position {report.position}.
        {!report.isComplete && (
          <strong className="late"> The period is too long to be read whole.</strong>
        )}
        {report.gaps.length > 0 &&
          ` ${countText(report.gaps.length, "gap")} of the log: what was entered late counts at its true time.`}
      </p>
      <Response report={report} />
      <People report={report} />
      <Regradings report={report} />
    </>
  );
}

function Response({ report: { response } }: { readonly report: GradeReportView }) {
  const find = (grade: Grade, basis: string) =>
    response.find((row) => row.grade === grade && row.basis === basis);
  return (
    <section className="accounts-section" aria-labelledby="response-title">
      <h2 id="response-title">Somebody there within the target, by each grade</h2>
      <table className="plain-table grade-table">
        <thead>
          <tr>
            <th scope="col">Grade</th>
            {gradeBases.map((basis) => (
              <th key={basis} scope="col">
                By {basis} grade
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {grades.names.map((grade) => (
            <tr key={grade}>
              <th scope="row">{gradeText(grade)}</th>
              {gradeBases.map((basis) => (
                <td key={basis}>
                  <ResponseCell row={find(grade, basis)} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function ResponseCell({ row }: { readonly row: GradeReportView["response"][number] | undefined }) {
  if (row === undefined || row.incidents === 0) return <span className="soft">none</span>;
  const { withinPercent, within, missed, incidents, medianSeconds } = row;
  return (
    <>
      <strong>{withinPercent === null ? "–" : `${withinPercent} %`}</strong>{" "}
      <span className="soft">
        {within} within, {missed} missed of {incidents}
        {medianSeconds !== null && `; median ${clockText(medianSeconds * 1_000_000)}`}
      </span>
    </>
  );
}

function People({ report: { people, underPercent } }: { readonly report: GradeReportView }) {
  return (
    <section className="accounts-section" aria-labelledby="people-title">
      <h2 id="people-title">Who graded anew, by the hour</h2>
      {people.length === 0 && <p className="empty">Nobody changed a grade.</p>}
      {people.length > 0 && (
        <table className="plain-table grade-table">
          <thead>
            <tr>
              <th scope="col">Account</th>
              <th scope="col">Hour</th>
              <th scope="col">Assessed down</th>
              <th scope="col">With under {underPercent} % left</th>
              <th scope="col">Assessed up</th>
              <th scope="col">Served below assessed</th>
              <th scope="col">Against an ordinary night</th>
            </tr>
          </thead>
          <tbody>
            {people.map((row) => (
              <tr
                key={`${row.by} ${row.hour}`}
                className={row.standsOut === "" ? "" : "stands-out"}
              >
                <th scope="row">{row.by}</th>
                <td>{shortTimeText(row.hour)}</td>
                <td>{row.down}</td>
                <td>{row.late}</td>
                <td>{row.up}</td>
                <td>{row.servedDown}</td>
                <td>
                  {row.standsOut === "" ? (
                    <span className="soft">ordinary</span>
                  ) : (
                    <strong className="late">stands out: {row.standsOut}</strong>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Regradings({ report }: { readonly report: GradeReportView }) {
  const { regradings, regradingCount } = report;
  return (
    <section className="accounts-section" aria-labelledby="regradings-title">
      <h2 id="regradings-title">{countText(regradingCount, "grading anew", "gradings anew")}</h2>
      {regradings.length > 0 && (
        <table className="plain-table grade-table">
          <thead>
            <tr>
              <th scope="col">Incident</th>
              <th scope="col">At</th>
              <th scope="col">By</th>
              <th scope="col">Assessed</th>
              <th scope="col">Served after it</th>
              <th scope="col">Left of the target</th>
            </tr>
          </thead>
          <tbody>
            {regradings.map((each) => (
              <tr key={`${each.incident} ${each.at} ${each.to}`}>
                <th scope="row">
                  <button
                    type="button"
                    className="button quiet small"
                    onClick={() => {
                      changeView({ page: "console" });
                      openIncident(each.incident);
                    }}
                  >
                    {each.incident}
                  </button>
                </th>
                <td>{shortTimeText(each.at)}</td>
                <td>{each.by}</td>
                <td>
                  {gradeText(each.from)} → {gradeText(each.to)}
                </td>
                <td className={each.served === each.to ? "" : "soon"}>{gradeText(each.served)}</td>
                <td className={each.isLate ? "late" : ""}>
                  <Left regrading={each} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {regradings.length < regradingCount && (
        <p className="soft">The newest {regradings.length} are listed.</p>
      )}
    </section>
  );
}

function Left({ regrading }: { readonly regrading: GradeReportView["regradings"][number] }) {
  const { leftSeconds, targetSeconds } = regrading;
  if (leftSeconds === null || targetSeconds === null) return <>none was owed</>;
  const text = clockText(Math.abs(leftSeconds) * 1_000_000);
  const percent = Math.round((100 * leftSeconds) / targetSeconds);
  return <>{leftSeconds < 0 ? sentenceCase(`${text} past it`) : `${text} (${percent} %)`}</>;
}

/**
 * One request of units between regions: what is asked of whom, how near that is, what is owed now, its units with where they are,
 * and the steps of this side. Not here: the steps themselves (aid-acts.tsx).
 */

import { useState } from "react";
import type { Command } from "../../core/commands.ts";
import { loanStates } from "../../core/vocabulary.ts";
import { ReasonForm } from "../incident/reason-form.tsx";
import type { AskRow, LoanRow } from "../live/aid-rows.ts";
import { useAct, useMay, type Act } from "../live/use-act.ts";
import { useNow, useRegion } from "../live/use-region.ts";
import { clockText, dayText, gradeText, shortTimeText } from "../view/format.ts";
import { openUnit } from "../view/view-state.ts";
import { AidActs } from "./aid-acts.tsx";
import { FaultNote } from "../parts/fault-note.tsx";

export interface AidLineProps {
  readonly row: AskRow;
  readonly units: readonly LoanRow[];
}

export function AidLine({ row, units }: AidLineProps) {
  const now = useNow();
  const act = useAct();
  const name = `Request ${row.request}`;
  const isLate = row.isOpen && row.deadlineAt > 0 && row.deadlineAt <= now;
  return (
    <li className={`request-line ${isLate ? "asks" : ""}`} aria-label={name}>
      <div className="row spread">
        <span className="row wrap">
          <span className="chip small-chip">{row.state}</span>
          <strong>{name}</strong>
          <span>
            {row.direction === "outgoing" ? `we ask ${row.other}` : `${row.other} asks us`}
            {row.tier !== null && ` (${row.tier})`}: {row.quantity}{" "}
            {row.quantity === 1 ? "unit" : "units"}
            {row.promised > 0 && row.isOpen && `, ${row.promised} promised`}
          </span>
        </span>
        {!row.isOpen ? (
          <span className="faint">ended {shortTimeText(row.endedAt)}</span>
        ) : isLate ? (
          <span className="late">late {clockText(now - row.deadlineAt)}</span>
        ) : (
          <span className="soft">owed in {clockText(row.deadlineAt - now)}</span>
        )}
      </div>
      {row.words !== "" && <p className="request-words">{row.words}</p>}
      <Terms row={row} />
      {row.line !== null && row.isOpen && <LineNote row={row} />}
      {isLate && row.escalatedTo !== null && (
        <p className="late">
          {row.state}, and late since {shortTimeText(row.deadlineAt)}; step {row.step}:{" "}
          {row.escalatedTo}
        </p>
      )}
      {units.length > 0 && (
        <ul className="aid-units">
          {units.map((loan) => (
            <Loan key={loan.unit} loan={loan} act={act} />
          ))}
        </ul>
      )}
      {row.isOpen && <AidActs row={row} units={units} act={act} />}
      <FaultNote text={act.fault} />
    </li>
  );
}

function Terms({ row }: { readonly row: AskRow }) {
  const { skills, grade, area, untilAt } = row.terms;
  const names = useRegion(({ state }) => {
    const { config } = state.policy ?? {};
    const nameOf = (list: readonly { code: string; name: string }[] = [], code: string): string =>
      list.find((each) => each.code === code)?.name ?? code;
    return {
      skills: skills.map((code) => nameOf(config?.skills, code)),
      area: area === null ? "" : nameOf(config?.areas, area),
    };
  });
  const parts = [
    `until ${shortTimeText(untilAt)}, ${dayText(untilAt)}`,
    ...(names.skills.length === 0 ? [] : [`each with ${names.skills.join(", ")}`]),
    ...(grade === null && names.area === ""
      ? []
      : [
          `cover${grade === null ? "" : ` for ${gradeText(grade)}`}${names.area === "" ? "" : ` in ${names.area}`}`,
        ]),
    ...(row.etaAt > 0 && row.isOpen ? [`expected at ${shortTimeText(row.etaAt)}`] : []),
    receiptText(row),
    ...(row.reason === ""
      ? []
      : [`${row.changedBy === "system" ? row.other : row.changedBy}: ${row.reason}`]),
  ];
  return <p className="soft">{parts.join("; ")}</p>;
}

function receiptText({ receipt }: AskRow): string {
  if (receipt === "none") return "not acknowledged yet";
  return receipt === "not stated" ? "acknowledged" : `acknowledged, ${receipt}`;
}

/** Asked by the tiers: what the whole line has and lacks. */
function LineNote({ row: { line, request } }: { readonly row: AskRow }) {
  if (line === null) return null;
  const where =
    line.first === request ? "By the tiers" : `By the tiers, after request ${line.first}`;
  if (line.lack < 0)
    return (
      <p className="soon">
        {where}: {-line.lack} more promised than the {line.wanted} wanted; withdraw what is not
        needed.
      </p>
    );
  return (
    <p className="soft">
      {where}: {line.wanted} wanted
      {line.lack > 0 && <span className="late">, {line.lack} that nobody has promised</span>}.
    </p>
  );
}

const stateTexts: { readonly [state: string]: string } = {
  committed: "named",
  "on the way": "on the way",
  there: "there",
  "going home": "going home",
};

interface LoanProps {
  readonly loan: LoanRow;
  readonly act: Act;
}

function Loan({ loan, act }: LoanProps) {
  const now = useNow(10_000);
  const [isOpen, setIsOpen] = useState(false);
  const step = useUnitStep(loan);
  const { unit, callSign, isGuest, state, untilAt, isRecalled } = loan;
  const isOver = untilAt > 0 && untilAt <= now;
  return (
    <li>
      <div className="row wrap">
        <button type="button" className="button small" onClick={() => openUnit(unit)}>
          {callSign}
        </button>
        <span className="chip small-chip">
          {isGuest && state === "there" ? "here" : (stateTexts[state] ?? state)}
        </span>
        <span className={isOver ? "late" : "soft"}>
          {isOver
            ? `its time was over at ${shortTimeText(untilAt)}`
            : `until ${shortTimeText(untilAt)}`}
        </span>
        {isRecalled && (
          <span className="late">{isGuest ? "its home wants it back" : "recalled"}</span>
        )}
        {step !== undefined && (
          <button
            type="button"
            className="button small"
            disabled={act.isBusy}
            {...(step.why === "" ? {} : { "aria-expanded": isOpen })}
            onClick={() => {
              if (step.why === "") void act.run(step.command(""));
              else setIsOpen(!isOpen);
            }}
          >
            {step.label}
            <span className="only-read-aloud"> {callSign}</span>
          </button>
        )}
      </div>
      {isOpen && step !== undefined && (
        <ReasonForm
          verb={step.label.replace("…", "")}
          label={step.why}
          onCancel={() => setIsOpen(false)}
          onSave={async (reason) => {
            if ((await act.run(step.command(reason))) !== undefined) setIsOpen(false);
          }}
        />
      )}
    </li>
  );
}

interface UnitStep {
  readonly label: string;
  /** Empty = no reason is asked for. */
  readonly why: string;
  readonly command: (reason: string) => Command;
}

/** The next step of one unit on this side; undefined = it is the other region's, or not this person's. */
function useUnitStep({ unit, request, isGuest, state }: LoanRow): UnitStep | undefined {
  const mayArrive = useMay("aid.arrive");
  const mayReturn = useMay("aid.return");
  const { code } = loanStates;
  if (isGuest) {
    if (!mayArrive) return undefined;
    const units = [unit];
    return code[state] < code.there
      ? { label: "Has arrived", why: "", command: () => ({ type: "aid.arrive", request, units }) }
      : { label: "Let go…", why: "Why it is let go", command: (reason) => ({ type: "aid.release", request, units, reason }) }; // prettier-ignore
  }
  if (!mayReturn) return undefined;
  if (state === "going home")
    return { label: "Is home again", why: "", command: () => ({ type: "aid.return", unit }) };
  const command = (reason: string): Command => ({ type: "aid.return", unit, reason });
  return state === "committed"
    ? { label: "Does not go…", why: "Why it does not go", command }
    : { label: "Is home again…", why: "Why it came home before it was let go", command };
}

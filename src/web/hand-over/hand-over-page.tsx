/**
 * The hand-over as a page to read together, print and sign: hand-overs that nobody has confirmed, the level with its review, and all that
 * is open by kind. Whoever leaves begins it, whoever takes over confirms it by name; then they may sign out.
 */

import { useId, useState, type FormEvent } from "react";
import { limits } from "../../core/limits.ts";
import { owedKinds, type OwedKind } from "../../core/hand-over/read.ts";
import type { HandOverView } from "../../wire/hand-over-schema.ts";
import type { Session } from "../api/types.ts";
import { dayText, sentenceCase, shortTimeText } from "../view/format.ts";
import { changeView } from "../view/view-state.ts";
import "../accounts/accounts.css";
import "../no-unit/no-unit.css";
import "../session/session.css";
import "./hand-over.css";
import { useHandOver, type ShownHandOver } from "./use-hand-over.ts";
import { FaultNote } from "../parts/fault-note.tsx";

interface PageProps {
  readonly session: Session;
  readonly region: { readonly id: string; readonly name: string };
}

type Run = ShownHandOver["run"];
type Row = HandOverView["handOvers"][number];

const titles: { readonly [K in OwedKind]: string } = {
  promise: "Promises to callers",
  "call-back": "Call-backs due",
  acknowledgement: "Acknowledgements overdue",
  request: "Requests owed",
  warning: "Warnings that stand",
  alarm: "Alarms",
  claim: "Claims",
};

export default function HandOverPage({ session, region }: PageProps) {
  const { page, fault, run } = useHandOver(region.id);
  return (
    <main className="accounts-page hand-over-page">
      <header className="row spread">
        <h1 className="session-brand">Hand-over, {region.name}</h1>
        <div className="row no-print">
          <button type="button" className="button" onClick={() => window.print()}>
            Print
          </button>
          <button
            type="button"
            className="button"
            onClick={() => changeView({ page: "console" }, true)}
          >
            Back to the console
          </button>
        </div>
      </header>
      <FaultNote text={fault} />
      {page === undefined ? (
        <p className="empty" role="status">
          {fault === "" ? "Reading what is open…" : "The page is not there yet."}
        </p>
      ) : (
        <Whole page={page} session={session} run={run} />
      )}
    </main>
  );
}

interface WholeProps {
  readonly page: HandOverView;
  readonly session: Session;
  readonly run: Run;
}

function Whole({ page, session, run }: WholeProps) {
  const open = page.handOvers.filter(({ state }) => state === "begun");
  const [last] = page.handOvers.filter(({ state }) => state === "confirmed");
  const isOwn = open.some(({ account }) => account === session.account.id);
  return (
    <>
      <p className="soft">
        {dayText(page.at)}, {shortTimeText(page.at)}, log at {page.position}
        {last !== undefined &&
          `; last confirmed ${shortTimeText(last.doneAt ?? 0)} by ${last.name}, of ${last.account}`}
      </p>
      {open.map((each) => (
        <Unfinished key={each.handOver} row={each} session={session} run={run} />
      ))}
      {!isOwn && <Begin run={run} />}
      <Level level={page.level} />
      <Kinds owed={page.owed} />
      <p className="signature">Handed over by ____________________ to ____________________</p>
    </>
  );
}

interface UnfinishedProps {
  readonly row: Row;
  readonly session: Session;
  readonly run: Run;
}

function Unfinished({ row, session, run }: UnfinishedProps) {
  const { handOver, account, unit, begunAt, cause, words } = row;
  const isOwn = account === session.account.id;
  return (
    <section className="accounts-section unfinished" aria-label={`Hand-over ${handOver}`}>
      <h2>
        Unfinished: {unit === null ? account : `the crew of ${account}`}, since{" "}
        {shortTimeText(begunAt)}
      </h2>
      <div className="stack hand-over-body">
        {cause === "signed out" && <p className="late">Signed out without handing over.</p>}
        {cause === "booked off" && unit === null && (
          <p className="late">Booked off without handing over.</p>
        )}
        {words !== "" && <p>{words}</p>}
        <div className="no-print">
          {isOwn ? (
            <p className="soft">Whoever takes over confirms it, signed in as themselves.</p>
          ) : (
            <LineForm
              label="Your name, as whoever takes over"
              verb="I have read it and take over"
              first={session.account.name}
              most={limits.nameLength}
              onSave={(name) => run({ type: "hand-over.confirm", handOver, name })}
            />
          )}
          {isOwn && (
            <LineForm
              label="Why it is withdrawn"
              verb="Withdraw it"
              isQuiet
              first=""
              most={limits.reasonLength}
              onSave={(reason) => run({ type: "hand-over.withdraw", handOver, reason })}
            />
          )}
        </div>
      </div>
    </section>
  );
}

function Begin({ run }: { readonly run: Run }) {
  return (
    <section className="accounts-section no-print" aria-label="Hand over">
      <h2>Your duty ends</h2>
      <div className="hand-over-body">
        <LineForm
          label="What the next one must know besides"
          verb="Begin the hand-over"
          first=""
          most={limits.noteLength}
          isOptional
          onSave={(words) =>
            run({ type: "hand-over.begin", ...(words.trim() === "" ? {} : { words }) })
          }
        />
      </div>
    </section>
  );
}

interface LineFormProps {
  readonly label: string;
  readonly verb: string;
  readonly first: string;
  readonly most: number;
  readonly isOptional?: boolean;
  readonly isQuiet?: boolean;
  readonly onSave: (text: string) => Promise<boolean>;
}

function LineForm({
  label,
  verb,
  first,
  most,
  isOptional = false,
  isQuiet = false,
  onSave,
}: LineFormProps) {
  const id = useId();
  const [text, setText] = useState(first);
  const [isBusy, setIsBusy] = useState(false);
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setIsBusy(true);
    if (await onSave(text)) setText(first);
    setIsBusy(false);
  };
  return (
    <form className="row wrap line-form" onSubmit={(event) => void save(event)}>
      <div className="field">
        <label htmlFor={id}>{label}</label>
        <input
          id={id}
          className="input"
          required={!isOptional}
          maxLength={most}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      <button type="submit" className={`button ${isQuiet ? "" : "primary"}`} disabled={isBusy}>
        {verb}
      </button>
    </form>
  );
}

function Level({ level }: { readonly level: HandOverView["level"] }) {
  const { reviewAt, isReviewOverdue, reason, by } = level;
  return (
    <section className="accounts-section" aria-labelledby="level-title">
      <h2 id="level-title">Service level: {level.level}</h2>
      <p className="hand-over-body">
        {reason === ""
          ? "Nobody decided on another one."
          : `${reason}${by === "" ? "" : ` (${by})`}`}{" "}
        {reviewAt !== null && (
          <span className={isReviewOverdue ? "late" : "soft"}>
            {isReviewOverdue ? "review was due at" : "to be looked at again by"}{" "}
            {shortTimeText(reviewAt)}
          </span>
        )}
      </p>
    </section>
  );
}

/** Kinds of which nothing is open are one line, so that the page prints short. */
function Kinds({ owed }: { readonly owed: HandOverView["owed"] }) {
  const rowsOf = (kind: OwedKind) => owed.filter((each) => each.kind === kind);
  const empty = owedKinds.filter((kind) => rowsOf(kind).length === 0);
  return (
    <>
      {owedKinds
        .filter((kind) => !empty.includes(kind))
        .map((kind) => (
          <Kind key={kind} kind={kind} rows={rowsOf(kind)} />
        ))}
      {empty.length > 0 && (
        <p className="soft">
          None of these is open: {empty.map((kind) => titles[kind].toLowerCase()).join(", ")}.
        </p>
      )}
    </>
  );
}

interface KindProps {
  readonly kind: OwedKind;
  readonly rows: HandOverView["owed"];
}

function Kind({ kind, rows }: KindProps) {
  const id = `owed-${kind}`;
  return (
    <section className="accounts-section" aria-labelledby={id}>
      <h2 id={id}>
        {titles[kind]} ({rows.length})
      </h2>
      <table className="plain-table hand-over-table">
        <thead>
          <tr>
            <th scope="col">No.</th>
            <th scope="col">Time</th>
            <th scope="col">What</th>
            <th scope="col">State</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.number} ${row.says}`}>
              <th scope="row">{row.number}</th>
              <td>{row.at === 0 ? "–" : shortTimeText(row.at)}</td>
              <td>
                {sentenceCase(row.says)}
                {row.by !== "" && `, ${row.by}`}
              </td>
              <td className={row.isLate ? "late" : "soft"}>{row.isLate ? "late" : "open"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/**
 * Statements in the side panel: those that were checked and kept, one of them with its verdict, a new one in structured form, and a
 * text read sentence by sentence. Which of them is shown is in the address. For those who may read the log.
 */

import { useCallback, useState } from "react";
import type { Role } from "../../core/vocabulary.ts";
import { useConsole } from "../live/use-region.ts";
import { Panel } from "../parts/panel.tsx";
import { shortTimeText } from "../view/format.ts";
import { changeView, useViewState } from "../view/view-state.ts";
import { CheckStatement } from "./check-statement.tsx";
import { ReadArticle } from "./read-article.tsx";
import { useAnswer, useStatementCalls, type KeptRow } from "./statement-calls.ts";
import { emptyForm } from "./statement-fields.tsx";
import { KeptStatement } from "./kept-statement.tsx";
import "./statements.css";
import { FaultNote } from "../parts/fault-note.tsx";

/** Who may read the log in bulk; the server checks it again. */
const readers: readonly Role[] = ["supervisor", "overseer", "administrator"];

const show = (statement: string): void => changeView({ statement }, true);

export function StatementPanel({ onClose }: { readonly onClose: () => void }) {
  const { session } = useConsole();
  const { statement } = useViewState();
  const mayRead = readers.includes(session.account.role);
  return (
    <Panel
      label="statements"
      title="Statements"
      tools={
        mayRead && (
          <div className="row" role="group" aria-label="What to show">
            {(
              [
                ["", "Kept"],
                ["new", "Check one"],
                ["text", "Read a text"],
              ] as const
            ).map(([code, label]) => (
              <button
                key={code}
                type="button"
                className="button small"
                aria-pressed={statement === code}
                onClick={() => show(code)}
              >
                {label}
              </button>
            ))}
          </div>
        )
      }
      onClose={onClose}
    >
      {mayRead ? (
        <Shown statement={statement} />
      ) : (
        <p className="empty">
          Statements are checked by supervisors, overseers and administrators: it is a reading of
          the whole log.
        </p>
      )}
    </Panel>
  );
}

const openKept = (number: number): void => show(String(number));

function Shown({ statement }: { readonly statement: string }) {
  if (statement === "new")
    return <CheckStatement first={emptyForm} name="Check a statement" onKept={openKept} />;
  if (statement === "text") return <ReadArticle onKept={openKept} />;
  const number = Number(statement);
  if (number > 0) return <KeptStatement key={number} number={number} onOpen={openKept} />;
  return <KeptList />;
}

/** More than these are only counted; the newest come first. */
const shownMost = 200;

function KeptList() {
  const { list } = useStatementCalls();
  const [asked, setAsked] = useState(0);
  // Another number is another question: it asks again.
  const ask = useCallback(() => (asked >= 0 ? list() : list()), [asked, list]);
  const { value, fault, isBusy } = useAnswer<readonly KeptRow[]>(ask);
  const rows = (value ?? []).toReversed();
  return (
    <>
      <div className="section row spread">
        <span className="soft" role="status">
          {isBusy ? "Reading the log" : `${rows.length} kept`}
        </span>
        <button
          type="button"
          className="button small quiet"
          disabled={isBusy}
          onClick={() => setAsked(asked + 1)}
        >
          Look again
        </button>
      </div>
      <FaultNote text={fault} />
      {value !== undefined && rows.length === 0 && (
        <p className="empty">No statement has been checked and kept here.</p>
      )}
      <ul className="plain-list">
        {rows.slice(0, shownMost).map((row) => (
          <li key={row.number} className="kept-line">
            <button
              type="button"
              className="button quiet sentence"
              onClick={() => openKept(row.number)}
            >
              <strong>{row.verdict}</strong> {row.text ?? "its words were erased"}
              <span className="soft">
                {" "}
                {row.number}, {row.askedBy}, {shortTimeText(row.at)}
                {row.corrects !== null && `, corrects ${row.corrects}`}
                {row.correctedBy.length > 0 && `, corrected by ${row.correctedBy.join(", ")}`}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {rows.length > shownMost && <p className="soft">{rows.length - shownMost} older ones</p>}
    </>
  );
}

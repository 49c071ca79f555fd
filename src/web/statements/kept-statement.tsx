/** One kept check: its card for ever, what it corrects and what corrects it, and the way to a correction. */

import { useCallback, useState } from "react";
import type { Card, StatementForm } from "../../wire/statement/shown.ts";
import { CheckStatement } from "./check-statement.tsx";
import { useAnswer, useStatementCalls, type KeptCheck } from "./statement-calls.ts";
import { VerdictCard } from "./verdict-card.tsx";
import { FaultNote } from "../parts/fault-note.tsx";

interface KeptStatementProps {
  readonly number: number;
  readonly onOpen: (number: number) => void;
}

export function KeptStatement({ number, onOpen }: KeptStatementProps) {
  const { find, path } = useStatementCalls();
  const ask = useCallback(() => find(number), [find, number]);
  const { value: kept, fault } = useAnswer<KeptCheck>(ask);
  const [isCorrecting, setIsCorrecting] = useState(false);
  if (fault !== "") return <FaultNote text={fault} />;
  if (kept === undefined) return <p className="empty">Reading the log</p>;
  const { card, corrects, why, correctedBy } = kept;
  return (
    <section className="section stack" aria-label={`Statement ${number}`}>
      <h3>Statement {number}</h3>
      {corrects !== null && (
        <p>
          Corrects <Jump number={corrects} onOpen={onOpen} />: {why}
        </p>
      )}
      {correctedBy.map((later) => (
        <p key={later} className="late">
          Corrected by <Jump number={later} onOpen={onOpen} />
        </p>
      ))}
      {card === null ? (
        <p>Its words were erased; the verdict stands: {kept.verdict}.</p>
      ) : (
        <VerdictCard card={card} />
      )}
      <p className="row wrap">
        <a href={`${path}/${number}?as=html`} target="_blank" rel="noreferrer">
          As a page
        </a>
        <a href={`${path}/${number}?as=claim-review`} target="_blank" rel="noreferrer">
          As ClaimReview
        </a>
      </p>
      {card !== null && !isCorrecting && (
        <div className="row">
          <button type="button" className="button small" onClick={() => setIsCorrecting(true)}>
            Correct it…
          </button>
        </div>
      )}
      {card !== null && isCorrecting && (
        <CheckStatement
          first={formOfCard(card)}
          name={`Correct statement ${number}`}
          corrects={number}
          onKept={onOpen}
          onCancel={() => setIsCorrecting(false)}
        />
      )}
    </section>
  );
}

function Jump({ number, onOpen }: KeptStatementProps) {
  return (
    <button type="button" className="button quiet small" onClick={() => onOpen(number)}>
      statement {number}
    </button>
  );
}

/** The statement of a card as the routes take one. */
function formOfCard({ text, query }: Card): StatementForm {
  const { periods, saying, asOf, ...rest } = query;
  return {
    ...rest,
    ...saying,
    text,
    period: periods.length === 0 ? null : periods,
    ...(asOf === null ? {} : { asOf: new Date(asOf / 1_000).toISOString() }),
  };
}

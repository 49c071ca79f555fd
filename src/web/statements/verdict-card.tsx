/** A verdict with its evidence: reasons, figures with their bounds, and by which signed checkpoint it can be proven. */

import { describeSides, type Card } from "../../wire/statement/shown.ts";
import { countText } from "../view/format.ts";

export function VerdictCard({ card }: { readonly card: Card }) {
  const { evaluation, proof, record } = card;
  return (
    <article className="verdict-card stack" aria-label={`Verdict: ${evaluation.verdict}`}>
      <p className="verdict-word">
        <strong>{evaluation.verdict}</strong>
        {evaluation.metric !== null && <span className="soft"> by {evaluation.metric}</span>}
      </p>
      {card.text !== "" && <blockquote className="said">{card.text}</blockquote>}
      <ul className="plain-list">
        {evaluation.reasons.map(({ code, text }) => (
          <li key={code}>{text}</li>
        ))}
      </ul>
      <ul className="plain-list" aria-label="Figures">
        {describeSides(evaluation).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {evaluation.caveats.map((caveat) => (
        <p key={caveat} className="soft">
          {caveat}
        </p>
      ))}
      <p className="soft">
        {record.name}, {record.from} to {record.to}; checked {card.checkedAt}, confirmed by{" "}
        {card.confirmedBy}
      </p>
      {evaluation.definition === undefined ? null : (
        <p className="soft">
          The definition of normal at position {evaluation.definition.position} is in a signed
          checkpoint that was public at position {evaluation.definition.publishedPosition}.
        </p>
      )}
      {proof === "no record" ? (
        <p className="soft">No record: nothing is signed that could prove it.</p>
      ) : (
        <details>
          <summary>
            Proof: {countText(proof.inclusions.length, "entry", "entries")} of {proof.counted} in a
            tree of {proof.treeSize.toLocaleString("en-GB")}
          </summary>
          <p className="breaking">
            {proof.origin}, root <code>{proof.rootHash}</code>
          </p>
          <ul className="plain-list">
            {proof.inclusions.map(({ position, path }) => (
              <li key={position}>
                entry at position {position}, proven by {countText(path.length, "hash", "hashes")}
              </li>
            ))}
          </ul>
        </details>
      )}
    </article>
  );
}

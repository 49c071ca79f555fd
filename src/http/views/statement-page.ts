/**
 * A verdict card as a page, made by the server: it needs no script, and what somebody wrote is text in it and never
 * markup. The ClaimReview stands in it for those who collect checks.
 */
import { rfc3339FromInstant } from "../../base/instant.ts";
import { selfContainedPolicy } from "../../live/page-policy.ts";
import type { KeptCheck } from "../../live/statements/shelf.ts";
import { type Card, claimReviewOf, describeSides } from "../../record/statement/card.ts";
import { escapeHtml } from "../../wire/html-text.ts";
import { describeStatement } from "../../wire/reading/describe-statement.ts";

const style =
  "body{font:1.1rem/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#111;background:#fff}dt{font-weight:600}dd{margin:0 0 .8rem}blockquote{border-left:.3rem solid #555;margin:1rem 0;padding-left:1rem}.verdict{font-size:1.6rem;font-weight:700}";

export const statementPolicy = selfContainedPolicy(style);

function row(name: string, values: readonly string[]): string {
  if (values.every((value) => value === "")) return "";
  return `<dt>${escapeHtml(name)}</dt>${values.map((value) => `<dd>${escapeHtml(value)}</dd>`).join("")}`;
}

/** `url`: of this page. */
export function renderStatement(check: KeptCheck, url: string): string {
  const { card, correctedBy, corrects, number, verdict } = check;
  const title = `Statement ${number}: ${verdict}`;
  const notes = [
    ...correctedBy.map(
      (later) =>
        `This check was corrected by statement ${later}. The verdict below is what was said then.`,
    ),
    ...(corrects === null ? [] : [`This check corrects statement ${corrects}: ${check.why}`]),
  ];
  const review =
    card === null
      ? ""
      : `<script type="application/ld+json">${JSON.stringify(claimReviewOf(card, url, card.record.attribution)).replaceAll("<", String.raw`\u003c`)}</script>`;
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escapeHtml(title)}</title><style>${style}</style>${review}</head><body><main><h1>${escapeHtml(title)}</h1>${notes.map((note) => `<p><strong>${escapeHtml(note)}</strong></p>`).join("")}${card === null ? "<p>The words of this check were erased; its verdict stays.</p>" : renderCard(card)}<p>Checked ${escapeHtml(rfc3339FromInstant(check.at))} at position ${check.madeAt} of the log.</p></main></body></html>`;
}

function renderCard(card: Card): string {
  const { evaluation, query, proof, record } = card;
  const { saidBy, saidWhere, saidAt } = query.saying;
  const said = [saidBy, saidWhere, saidAt].filter((each) => each !== "").join(", ");
  const proofLines =
    typeof proof === "string"
      ? ["no record: no signed log stands behind this card"]
      : [
          `log ${proof.origin}, tree size ${proof.treeSize}, root hash ${proof.rootHash}`,
          `${proof.inclusions.length} inclusion proofs of ${proof.counted} entries that were counted`,
        ];
  return `<blockquote>${escapeHtml(card.text)}</blockquote><p class="verdict">${escapeHtml(evaluation.verdict)}</p><dl>${[
    row("Said by", [said]),
    row(
      "Why",
      evaluation.reasons.map(({ text }) => text),
    ),
    row("What was asked", [describeStatement(query)]),
    row("Evidence", describeSides(evaluation)),
    row("Known of the record", evaluation.caveats),
    row("Record", [`${record.name}, ${record.from} to ${record.to}`]),
    row("Reading confirmed by", [card.confirmedBy]),
    row("Proof", [...proofLines, ...describeDefinition(card)]),
  ].join("")}</dl>`;
}

function describeDefinition({ evaluation: { definition } }: Card): string[] {
  if (definition === undefined) return [];
  const { position, publishedAt, publishedPosition, path, checkpoint } = definition;
  const [, size, root] = checkpoint.split("\n");
  return [
    `the definition of normal is the entry at position ${position}, by ${path.length} hashes in the signed tree of size ${size} with root hash ${root}`,
    `that checkpoint was public at ${rfc3339FromInstant(publishedAt)}, by the entry at position ${publishedPosition}`,
  ];
}

/**
 * The verdict card: what was asked, what came out with its evidence, and by which record. As JSON, and as ClaimReview
 * of schema.org for those who publish checks. The proof comes through a port: where there is no signed log the card
 * says "no record" and proves nothing by itself.
 */
import { type Instant, rfc3339FromInstant } from "../../base/instant.ts";
import type { Evaluation } from "./evaluate.ts";
import type { StatementRecord } from "./record.ts";
import type { Statement } from "./statement.ts";

/** Where the record's log stood, and proofs that counted entries are in it. */
export interface CardProof {
  /** Origin line of the log's checkpoints. */
  readonly origin: string;
  readonly treeSize: number;
  /** Base64. */
  readonly rootHash: string;
  /** The signed checkpoint as it is published; "" where only the tree is known. */
  readonly checkpoint: string;
  readonly inclusions: readonly CardInclusion[];
  /** Entries that were counted in all; the inclusions are at most so many of them. */
  readonly counted: number;
}

export interface CardInclusion {
  readonly position: number;
  readonly index: number;
  /** The entry itself; its leaf hash is SHA-256 over 0x00 and its UTF-8. */
  readonly entry: string;
  /** Base64, from the leaf up (RFC 9162, 2.1.3). */
  readonly path: readonly string[];
}

export interface Card {
  readonly text: string;
  readonly query: Statement;
  readonly evaluation: Evaluation;
  readonly record: {
    readonly name: string;
    readonly attribution: string;
    readonly from: string;
    readonly to: string;
  };
  readonly proof: CardProof | "no record";
  /** When it was evaluated; RFC 3339. */
  readonly checkedAt: string;
  /** Who confirmed the reading; a statement that nobody confirmed has no verdict and no card. */
  readonly confirmedBy: string;
}

export function makeCard(
  text: string,
  query: Statement,
  evaluation: Evaluation,
  record: StatementRecord,
  checked: { readonly at: Instant; readonly by: string; readonly proof: CardProof | null },
): Card {
  return {
    text,
    query,
    evaluation,
    record: {
      name: record.name,
      attribution: record.attribution,
      from: rfc3339FromInstant(record.from),
      to: rfc3339FromInstant(record.to),
    },
    proof: checked.proof ?? "no record",
    checkedAt: rfc3339FromInstant(checked.at),
    confirmedBy: checked.by,
  };
}

/** One line of evidence of each side: figure, bounds, numerator, denominator, missing and late. */
export function describeSides(evaluation: Evaluation): string[] {
  return evaluation.sides.map((side) => {
    const fit = Object.entries(side.filter)
      .map(([field, values]) => `${field} ${values.slice(0, 6).join(" or ")}`)
      .join(", ");
    const bounds =
      side.low === side.high
        ? ""
        : ` (${side.low ?? "any"} to ${side.high ?? "any"} with what is missing)`;
    const whole = side.denominator === null ? "" : ` of ${side.denominator}`;
    const part =
      side.numerator === null ? whole.replace(" of ", "over ") : `${side.numerator}${whole}`;
    const missing = `missing ${Number(side.missing.toFixed(1))}, late ${side.late ?? "not recorded"}`;
    const value = side.value === null ? "none" : Number(side.value.toFixed(2));
    return `${side.area}, ${side.period}${fit === "" ? "" : `, ${fit}`}: ${value}${bounds}; ${[part, missing].filter((each) => each !== "").join("; ")}`;
  });
}

/**
 * ClaimReview (schema.org). The rating has words and no number: a verdict is no place on a scale. `url`: of the card;
 * `publisher`: who answers for the check.
 */
export function claimReviewOf(card: Card, url: string, publisher: string): object {
  const { saidBy, saidWhere, saidAt } = card.query.saying;
  const isLink = /^https?:\/\/[^\s"<>]+$/.test(saidWhere);
  return {
    "@context": "https://schema.org",
    "@type": "ClaimReview",
    url,
    datePublished: card.checkedAt.slice(0, 10),
    claimReviewed: card.text,
    author: { "@type": "Organization", name: publisher },
    itemReviewed: {
      "@type": "Claim",
      ...(saidBy === "" ? {} : { author: { name: saidBy } }),
      ...(saidAt === "" ? {} : { datePublished: saidAt }),
      ...(isLink ? { appearance: { "@type": "CreativeWork", url: saidWhere } } : {}),
    },
    reviewRating: { "@type": "Rating", alternateName: card.evaluation.verdict },
    reviewBody: [
      ...card.evaluation.reasons.map(({ text }) => text),
      ...describeSides(card.evaluation),
      ...card.evaluation.caveats,
    ].join(". "),
  };
}

/** Claims as values: who works on what since when, and what came back because nobody is there. */

import type { Instant } from "../../base/instant.ts";
import { getPolicy, type RegionState } from "../state/region-state.ts";
import type { ClaimSubject } from "./claim-commands.ts";
import { type Channel, channels, claimCauses, claimKinds, type ClaimCause, type ClaimKind } from "../vocabulary.ts"; // prettier-ignore

export interface Claim {
  readonly claim: number;
  readonly kind: ClaimKind;
  /** Of a contact or an incident, else 0. */
  readonly number: number;
  /** Channel, or code of the area; else empty. */
  readonly code: string;
  /** Account that holds it, or held it. */
  readonly by: string;
  readonly claimedAt: Instant;
  /** 0 = it is held. */
  readonly returnedAt: Instant;
  /** Null = it is held. */
  readonly cause: ClaimCause | null;
}

export function readClaim(state: RegionState, row: number): Claim {
  const { claims } = state.columns;
  const kind = claimKinds.names[claims.kind[row]];
  const subject = claims.subject[row];
  const isNumber = kind === "contact" || kind === "incident";
  const area = kind === "area" ? (getPolicy(state).config.areas[subject]?.code ?? "") : "";
  return {
    claim: claims.number[row],
    kind,
    number: isNumber ? subject : 0,
    code: kind === "channel" ? channels.names[subject] : area,
    by: state.facts.claims[row] ?? "",
    claimedAt: claims.claimedAt[row],
    returnedAt: claims.returnedAt[row],
    cause: claims.returnedAt[row] === 0 ? null : claimCauses.names[claims.cause[row]],
  };
}

/** Those that came back first, then the oldest first. */
export function listClaims(state: RegionState): Claim[] {
  const { claims, head } = state.columns;
  if (head.claims[0] === 0) return [];
  const list: Claim[] = [];
  claims.number.forEach((number, row) => {
    if (number > 0) list.push(readClaim(state, row));
  });
  const held = ({ returnedAt }: Claim): number => (returnedAt === 0 ? 1 : 0);
  return list.sort((a, b) => held(a) - held(b) || a.claim - b.claim);
}

export function subjectOfClaim({ kind, number, code }: Claim): ClaimSubject {
  if (kind === "contact" || kind === "incident") return { kind, number };
  return kind === "area" ? { kind, area: code } : { kind, channel: code as Channel };
}

export function claimText({ kind, number, code }: Pick<Claim, "kind" | "number" | "code">): string {
  return `${kind} ${number > 0 ? number : code}`;
}

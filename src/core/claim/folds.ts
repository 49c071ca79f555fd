/** What each event of claim-events.ts does to the state: the change that its decider called. */

import type { FoldsOf } from "../fold.ts";
import { checkMade, getRow } from "../state/logged-rows.ts";
import type { RegionState } from "../state/region-state.ts";
import { findClaimRow, makeClaim, releaseClaim, returnClaim } from "./changes.ts";
import type { ClaimEvent } from "./claim-events.ts";

function rowOf(state: RegionState, claim: number): number {
  return getRow(findClaimRow(state, claim), "claim", claim);
}

export const claimFolds: FoldsOf<ClaimEvent> = {
  "claim.made": (state, event) => {
    const row = makeClaim(state, event.at, event.of);
    checkMade(state.columns.claims.number[row], "claim", event.claim);
  },
  "claim.released": (state, event) => {
    releaseClaim(state, event.at, rowOf(state, event.claim), event.end);
  },
  "claim.came-back": (state, event) => {
    returnClaim(state, event.at, rowOf(state, event.claim), event.cause);
  },
};

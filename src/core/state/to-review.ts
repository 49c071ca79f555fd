/**
 * What the end of the next decision has to look at, as a bit set of the state. Hints, not state: while a bit is 0, that part
 * of the review would find nothing to say. All of them in one number, so that a decision which leaves nothing to look at is told
 * so by one look; a rehearsal makes six decisions a call.
 */

/**
 * `cover`: the free units in reach of some area changed. `cause`: what keeps some unit from going changed while a clock of an
 * area runs. `waiting`: who waits changed. `level`: the service level or its plan changed, so that some open incident may not be graded
 * or deferred by it yet. `evidence`: what the triggers of the service level measure may have changed, apart from what time changes.
 * `standing`: something may stand that every decision looks at: a claim, a lent unit, a broken floor, a running clock of an
 * area, a forecast that is evidence.
 */
export const toReview = {
  cover: 1,
  cause: 2,
  waiting: 4,
  level: 8,
  evidence: 16,
  standing: 32,
} as const;

/** After a fold from a snapshot: all of it. */
export const everythingToReview = 63;

/**
 * Positions mean the same events only within one history of the store. After a restore the log goes on differently, and a
 * client that goes on from its position would fold one past onto another; so it says which history it has, and is told.
 */

import { z } from "zod";
import { Problem } from "../problem.ts";
import type { ServerContext } from "../server-context.ts";

export const historyQuery = z
  .string()
  .max(64)
  .optional()
  .describe("The Muster-History of what it has: refused when this is another one");

/** Throws a Problem when what the client has is of another history than this store's. */
export function checkHistory(asked: string | undefined, { store }: ServerContext): void {
  if (asked === undefined || asked === store.history) return;
  throw new Problem(
    "history.replaced",
    "This store was restored from a backup since then, and its log went on differently: drop what you have and take the snapshot again.",
  );
}

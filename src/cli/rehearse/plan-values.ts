/** Values that stand in several places of a plan: short names and instants. */
import { z } from "zod";
import { findInstant } from "../../base/instant.ts";

export const planCode = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, {
  error: "expected a short name of a-z, 0-9 and -",
});

export const instantText = z.string().transform((text, context) => {
  const at = findInstant(text);
  if (at !== undefined) return at;
  context.addIssue({ code: "custom", message: "expected a time like 2027-03-05T20:30:00Z" });
  return z.NEVER;
});

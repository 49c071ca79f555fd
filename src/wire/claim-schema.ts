/** The schemas of the commands about claims that a client may give. */

import { z } from "zod";
import { limits } from "../core/limits.ts";
import { channels } from "../core/vocabulary.ts";
import { command, number } from "./command-parts.ts";

const subject = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("contact"), number }),
  z.strictObject({ kind: z.literal("incident"), number }),
  z.strictObject({ kind: z.literal("channel"), channel: z.enum(channels.names) }),
  z.strictObject({ kind: z.literal("area"), area: z.string().min(1).max(limits.codeLength) }),
]);

export const claimCommands = [
  command("claim.make", {
    of: subject,
    accept: z.array(z.literal("claim.held")).max(8).exactOptional(),
  }),
  command("claim.release", { claim: number }),
] as const;

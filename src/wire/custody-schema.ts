/** The schemas of the commands about custody; command-schema.ts puts all together and proves that they fit the core. */

import { z } from "zod";
import { limits } from "../core/limits.ts";
import { itemKinds, ownerKinds, recoveryEnds } from "../core/vocabulary.ts";
import { command, number, text } from "./command-parts.ts";

const code = z.string().min(1).max(limits.codeLength);

export const custodyCommands = [
  command("item.register", {
    code,
    kind: z.enum(itemKinds.names),
    station: code.exactOptional(),
    ofUnit: number.exactOptional(),
  }),
  command("item.amend", {
    item: number,
    station: code.nullable().exactOptional(),
    ofUnit: number.nullable().exactOptional(),
  }),
  command("item.issue", { item: number, person: number }),
  command("item.hand-over", { item: number, person: number }),
  command("item.hand-in", { item: number, station: code.exactOptional() }),
  command("item.miss", { item: number, reason: text }),
  command("item.find", { item: number, station: code.exactOptional(), reason: text }),
  command("item.withdraw", { item: number, reason: text }),
  command("recovery.assign", {
    recovery: number,
    owner: z.strictObject({ kind: z.enum(ownerKinds.names), name: code }),
    reason: text,
  }),
  command("recovery.end", { recovery: number, end: z.enum(recoveryEnds.names), reason: text }),
] as const;

/** The schemas of the commands about warnings; command-schema.ts puts all together and proves that they fit the core. */

import { z } from "zod";
import { roles } from "../core/vocabulary.ts";
import { command, number, text } from "./command-parts.ts";

const role = z.enum(roles.names);

export const warningCommands = [
  command("warning.issue", {
    roles: z.array(role).max(roles.names.length),
    words: text,
    incident: number.exactOptional(),
  }),
  command("warning.acknowledge", { warning: number, role }),
  command("warning.end", { warning: number, reason: text }),
] as const;

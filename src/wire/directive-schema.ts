/** The schemas of the commands about directives and the dispatch to an incident under one. */

import { z } from "zod";
import { limits } from "../core/limits.ts";
import { directiveEffects, grades } from "../core/vocabulary.ts";
import { command, instant, number, text } from "./command-parts.ts";

const codes = z.array(z.string().min(1).max(limits.codeLength)).max(limits.incidentTypes);
const cited = { incident: number, directive: number, reason: text };

export const directiveCommands = [
  command("directive.issue", {
    issuer: text,
    basis: text,
    words: text,
    effect: z.enum(directiveEffects.names),
    incidentTypes: codes.exactOptional(),
    areas: codes.exactOptional(),
    grades: z.array(z.enum(grades.names)).max(grades.names.length).exactOptional(),
    skills: codes.exactOptional(),
    fromAt: instant.exactOptional(),
    untilAt: instant,
  }),
  command("directive.renew", { directive: number, untilAt: instant, reason: text }),
  command("directive.end", { directive: number, reason: text }),
  command("incident.withhold", cited),
  command("incident.limit", cited),
  command("incident.restore", { incident: number, reason: text }),
] as const;

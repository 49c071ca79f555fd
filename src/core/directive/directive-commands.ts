/** What may be asked for about directives, and about the dispatch to an incident under one. */

import type { Instant } from "../../base/instant.ts";
import type { DirectiveEffect, Grade } from "../vocabulary.ts";

export type DirectiveCommand =
  | {
      readonly type: "directive.issue";
      /** Who orders it: an office, not a person. */
      readonly issuer: string;
      /** The law, rule or order it rests on. */
      readonly basis: string;
      /** What it orders, as it was given. */
      readonly words: string;
      readonly effect: DirectiveEffect;
      /** Left out or empty = every one. */
      readonly incidentTypes?: readonly string[];
      readonly areas?: readonly string[];
      /** Never Immediate; left out or empty = every other one. */
      readonly grades?: readonly Grade[];
      /** Needed with the effect limit, refused with withhold. */
      readonly skills?: readonly string[];
      /** Left out = now. */
      readonly fromAt?: Instant;
      /** At most 7 days after its beginning. */
      readonly untilAt: Instant;
    }
  | {
      readonly type: "directive.renew";
      readonly directive: number;
      readonly untilAt: Instant;
      readonly reason: string;
    }
  | { readonly type: "directive.end"; readonly directive: number; readonly reason: string }
  | {
      readonly type: "incident.withhold";
      readonly incident: number;
      readonly directive: number;
      readonly reason: string;
    }
  | {
      readonly type: "incident.limit";
      readonly incident: number;
      readonly directive: number;
      readonly reason: string;
    }
  | { readonly type: "incident.restore"; readonly incident: number; readonly reason: string };

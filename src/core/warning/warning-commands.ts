/** What may be asked for about warnings: a notice to named roles, which each of them must acknowledge. */

import type { Role } from "../vocabulary.ts";

export type WarningCommand =
  | {
      readonly type: "warning.issue";
      /** Who must acknowledge it, each once. */
      readonly roles: readonly Role[];
      readonly words: string;
      /** Number of the incident that it is about. */
      readonly incident?: number;
    }
  | {
      readonly type: "warning.acknowledge";
      readonly warning: number;
      /** The role that acknowledges: one's own, or of a supervisor or overseer any that it names. */
      readonly role: Role;
    }
  | {
      /** Only once all have acknowledged it. */
      readonly type: "warning.end";
      readonly warning: number;
      readonly reason: string;
    };

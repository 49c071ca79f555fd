/**
 * What may be asked for about custody: an item comes into the region's care, goes from hand to hand, is missed, found and taken
 * out of use. Who holds it never changes but by one of these.
 */

import type { Instant } from "../../base/instant.ts";
import type { Owner } from "../request/request-facts.ts";
import type { ItemKind, RecoveryEnd } from "../vocabulary.ts";

export type CustodyCommand =
  | {
      readonly type: "item.register";
      /** What stands on it: capital letters, digits and hyphens. Never given to another one. */
      readonly code: string;
      readonly kind: ItemKind;
      /** Code of the station where it belongs; left out = of none. */
      readonly station?: string;
      /** Id of the unit that it belongs to: its vehicle, or the key of that. */
      readonly ofUnit?: number;
    }
  | {
      readonly type: "item.amend";
      readonly item: number;
      /** Null = of none from now on. */
      readonly station?: string | null;
      readonly ofUnit?: number | null;
    }
  | { readonly type: "item.issue"; readonly item: number; readonly person: number }
  | {
      /** From whoever holds it to somebody else. */
      readonly type: "item.hand-over";
      readonly item: number;
      readonly person: number;
    }
  | {
      readonly type: "item.hand-in";
      readonly item: number;
      /** Code of the station where it is now; left out = where it belongs. */
      readonly station?: string;
    }
  | { readonly type: "item.miss"; readonly item: number; readonly reason: string }
  | {
      readonly type: "item.find";
      readonly item: number;
      /** Code of the station where it is now; left out = where it belongs. */
      readonly station?: string;
      readonly reason: string;
    }
  | { readonly type: "item.withdraw"; readonly item: number; readonly reason: string }
  | {
      /** Set by the live loop, never by a client: the vehicle of a unit without a crew has not moved. */
      readonly type: "recovery.open";
      readonly ofUnit: number;
      readonly latE7: number;
      readonly lonE7: number;
      /** Since when it stands there, as far as its device says. */
      readonly sinceAt: Instant;
    }
  | {
      readonly type: "recovery.assign";
      readonly recovery: number;
      readonly owner: Owner;
      readonly reason: string;
    }
  | {
      readonly type: "recovery.end";
      readonly recovery: number;
      readonly end: RecoveryEnd;
      readonly reason: string;
    };

/** What may be said of gaps in the log: the server notes them, a person says that all of one was entered. */

import type { Instant } from "../../base/instant.ts";
import type { GapKind } from "../vocabulary.ts";

export type GapCommand =
  | {
      readonly type: "gap.note";
      readonly kind: GapKind;
      readonly beforeAt: Instant;
      readonly afterAt: Instant;
    }
  | { readonly type: "gap.settle"; readonly gap: number };

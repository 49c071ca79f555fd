/** What may be asked for about hazards of places: somebody warns of one for at most a day, renews it with a reason, or ends it. */

import type { Instant } from "../../base/instant.ts";

export type PlaceHazardCommand =
  | {
      readonly type: "place-hazard.warn";
      readonly latE7: number;
      readonly lonE7: number;
      /** How far round the place it is one, 10 to 5000. */
      readonly radiusM: number;
      /** Code of the region's hazards; left out = none of them. */
      readonly hazard?: string;
      readonly words: string;
      /** At most 24 hours ahead. */
      readonly expiresAt: Instant;
    }
  | {
      readonly type: "place-hazard.renew";
      readonly placeHazard: number;
      readonly expiresAt: Instant;
      readonly reason: string;
    }
  | { readonly type: "place-hazard.end"; readonly placeHazard: number; readonly reason: string };

/** What may be asked for about claims. Nothing else ever needs one: a claim is advice to others, and a warning. */

import type { Channel, ClaimCause } from "../vocabulary.ts";

/** What somebody works on, or listens to. `area` is a code of the region. */
export type ClaimSubject =
  | { readonly kind: "contact"; readonly number: number }
  | { readonly kind: "incident"; readonly number: number }
  | { readonly kind: "channel"; readonly channel: Channel }
  | { readonly kind: "area"; readonly area: string };

export type ClaimCommand =
  | {
      readonly type: "claim.make";
      readonly of: ClaimSubject;
      /** Of somebody else, it is taken over. */
      readonly accept?: readonly "claim.held"[];
    }
  | { readonly type: "claim.release"; readonly claim: number }
  /** All of one account, by the server: nobody is there any more. */
  | { readonly type: "claim.return"; readonly account: string; readonly cause: ClaimCause };

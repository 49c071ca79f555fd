/** Random commands about claims, for the histories of random-command.ts. */

import type { CommandType } from "../../core/commands.ts";
import { channels, claimCauses } from "../../core/vocabulary.ts";
import { areaCodes, contactOf, incidentOf, pick } from "./random-choice.ts";
import type { Kind } from "./random-kind.ts";

type Kinds = Extract<CommandType, `claim.${string}`>;

export const claimKindsOf: { readonly [T in Kinds]: Kind<T> } = {
  "claim.make": {
    weight: 8,
    make: (state, intent) => {
      const { a, b, c } = intent;
      const of = [
        { kind: "contact", number: contactOf(state, intent) } as const,
        { kind: "incident", number: incidentOf(state, intent, a) } as const,
        { kind: "channel", channel: pick(channels.names, a) } as const,
        { kind: "area", area: pick([...areaCodes, "no-such"], a) } as const,
      ];
      return { of: pick(of, b), ...(c % 3 === 0 ? { accept: ["claim.held"] as const } : {}) };
    },
  },
  "claim.release": {
    weight: 3,
    make: ({ columns }, { a }) => ({ claim: columns.head.claimsEver[0] - (a % 3) }),
  },
  "claim.return": {
    weight: 2,
    make: (_state, { a, b }) => ({
      account: pick(["amber", "amber", "nobody"], a),
      cause: pick(claimCauses.names, b),
    }),
  },
};

/** Random commands about claims, for the histories of random-command.ts. */

import type { CommandType } from "../../core/commands.ts";
import { channels, claimCauses } from "../../core/vocabulary.ts";
import { areaCodes, contactOf, incidentOf, pick } from "./random-choice.ts";
import { reasonOf, type Kind } from "./random-kind.ts";

type Kinds = Extract<CommandType, `claim.${string}` | `hand-over.${string}`>;

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
  "hand-over.begin": {
    weight: 3,
    make: (_state, { a }) => (a % 2 === 0 ? {} : { words: "the bridge is down" }),
  },
  "hand-over.confirm": {
    weight: 4,
    make: ({ columns }, { a, b }) => ({
      handOver: columns.head.handOversEver[0] - (a % 2),
      name: pick(["Blue", " "], b % 3),
    }),
  },
  "hand-over.withdraw": {
    weight: 2,
    make: ({ columns }, intent) => ({
      handOver: columns.head.handOversEver[0] - (intent.a % 2),
      reason: reasonOf(intent),
    }),
  },
  "hand-over.owe": {
    weight: 3,
    make: (_state, { a }) => ({ account: pick(["amber", "blue", ""], a) }),
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

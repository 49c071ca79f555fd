/** Commands about custody and recalls out of intents, as random-command.ts has of the other things. */

import type { CustodyCommand } from "../../core/custody/custody-commands.ts";
import type { RecallCommand } from "../../core/hours/recall-commands.ts";
import { itemKinds, recallAnswers, recoveryEnds } from "../../core/vocabulary.ts";
import { itemOf, personOf, pick, stationCodes } from "./random-choice.ts";
import { reasonOf, type Kind } from "./random-kind.ts";

export const custodyKinds: { readonly [T in (CustodyCommand | RecallCommand)["type"]]: Kind<T> } = {
  "item.register": {
    weight: 3,
    make: (state, intent) => ({
      code: intent.c % 9 === 0 ? "k 1" : `K${state.columns.head.items[0]}`,
      kind: pick(itemKinds.names, intent.a),
      ...(intent.b % 2 === 0 ? { station: pick(stationCodes, intent.b) } : {}),
      ...(intent.c % 4 === 0 ? { ofUnit: intent.a % 4 } : {}),
    }),
  },
  "item.amend": {
    weight: 1,
    make: (state, intent) => ({
      item: itemOf(state, intent),
      station: intent.c % 3 === 0 ? null : pick(stationCodes, intent.b),
    }),
  },
  "item.issue": {
    weight: 6,
    make: (state, intent) => ({ item: itemOf(state, intent), person: personOf(state, intent) }),
  },
  "item.hand-over": {
    weight: 3,
    make: (state, intent) => ({ item: itemOf(state, intent), person: personOf(state, intent) }),
  },
  "item.hand-in": {
    weight: 4,
    make: (state, intent) => ({
      item: itemOf(state, intent),
      ...(intent.b % 3 === 0 ? { station: pick(stationCodes, intent.c) } : {}),
    }),
  },
  "item.miss": {
    weight: 1,
    make: (state, intent) => ({ item: itemOf(state, intent), reason: reasonOf(intent) }),
  },
  "item.find": {
    weight: 2,
    make: (state, intent) => ({ item: itemOf(state, intent), reason: reasonOf(intent) }),
  },
  "item.withdraw": {
    weight: 1,
    make: (state, intent) => ({ item: itemOf(state, intent), reason: reasonOf(intent) }),
  },
  "person.recall": {
    weight: 3,
    make: (state, intent, now) => ({
      person: personOf(state, intent),
      reason: reasonOf(intent),
      ...(intent.c % 3 === 0 ? { fromAt: now + intent.b * 60_000_000 } : {}),
    }),
  },
  "person.answer-recall": {
    weight: 3,
    make: (state, intent, now) => ({
      person: personOf(state, intent),
      answer: pick(recallAnswers.names, intent.b),
      ...(intent.c % 4 === 0 ? { etaAt: now + intent.b * 60_000_000 } : {}),
    }),
  },
  "person.cancel-recall": {
    weight: 1,
    make: (state, intent) => ({ person: personOf(state, intent), reason: reasonOf(intent) }),
  },
  "recovery.open": {
    weight: 2,
    make: (state, intent, now) => {
      const { units, head } = state.columns;
      const ofUnit = intent.a % (head.units[0] + 1);
      const sinceAt = now - ((intent.b % 90) + 1) * 60_000_000;
      const latE7 = (units.baseLatE7[ofUnit] ?? 0) + (intent.c % 3) * 100_000;
      return { ofUnit, latE7, lonE7: units.baseLonE7[ofUnit] ?? 0, sinceAt };
    },
  },
  "recovery.assign": {
    weight: 1,
    make: (state, intent) => ({
      recovery: state.columns.head.recoveries[0] - (intent.a % 3),
      owner: { kind: "account", name: "jo" },
      reason: reasonOf(intent),
    }),
  },
  "recovery.end": {
    weight: 1,
    make: (state, intent) => ({
      recovery: state.columns.head.recoveries[0] - (intent.a % 3),
      end: pick(recoveryEnds.names, intent.b),
      reason: reasonOf(intent),
    }),
  },
};

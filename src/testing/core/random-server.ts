/** Commands that only the server itself gives (those of custody stand with their thing), out of intents, as random-command.ts has those of people. */

import { microsPerMinute, type Instant } from "../../base/instant.ts";
import type { serverCommands } from "../../core/commands.ts";
import { statementVerdicts } from "../../core/statement/statement-events.ts";
import { gapKinds } from "../../core/vocabulary.ts";
import { areaCodes, incidentOf, personOf, pick, typeCodes, unitOf } from "./random-choice.ts";
import type { Kind } from "./random-kind.ts";

type ServerCommand = Exclude<
  (typeof serverCommands)[number],
  "due.work" | "aid.receive" | "recovery.open" | "claim.return" | "hand-over.owe"
>;

export const serverKinds: { readonly [T in ServerCommand]: Kind<T> } = {
  "absence.pool": {
    weight: 1,
    make: (_state, { a }) => ({ regions: a % 4 === 0 ? ["north"] : ["north", "south"] }),
  },
  "aid.note-link": {
    weight: 3,
    make: (_state, { a, b }, now) => ({
      region: a % 9 === 0 ? "west" : "north",
      heardAt: a % 7 === 0 ? now + 1 : now - (b % 4) * 30 * 1_000_000,
    }),
  },
  "forecast.record": {
    weight: 2,
    make: ({ columns: { head } }, { a, b, c }, now) => ({
      position: a % 9 === 0 ? head.position[0] + 1 : head.position[0],
      madeAt: now - (b % 12) * microsPerMinute,
      policy: c % 7 === 0 ? 0 : head.policy[0],
      seed: a,
      futures: 1_000,
      noUnit: { immediate: [a, b, c, a].map((each) => each % 101) },
    }),
  },
  "record.erase-text": {
    weight: 1,
    make: ({ columns: { head } }, { a, b }) => ({
      position: a % 9 === 0 ? head.position[0] + 1 : 1 + (b % Math.max(1, head.position[0])),
      askedBy: "admin",
      reason: a % 7 === 0 ? "" : "the caller asked for it",
    }),
  },
  "record.note-signing": {
    weight: 1,
    make: (_state, { a, b }) => ({
      isUpToDate: a % 2 === 0,
      code: b % 7 === 0 ? "" : "record.late",
    }),
  },
  "record.note-cosigning": {
    weight: 1,
    make: (_state, { a, b }) => ({ present: a % 3, required: b % 9 === 0 ? -1 : b % 3 }),
  },
  "record.set-keys": {
    weight: 1,
    make: (_state, { a }) => ({ keys: a % 7 === 0 ? [] : [`log.example/${a}+00000000+AQ==`] }),
  },
  "queue.record-plan": {
    weight: 1,
    make: (state, intent) => ({
      askedBy: "d1",
      madeAt: 0,
      method: pick(["proven", "searched"], intent.a),
      cost: intent.b,
      bound: intent.b / 2,
      callByCallCost: intent.c,
      visits: [
        {
          unit: unitOf(state, intent, intent.a),
          incident: incidentOf(state, intent, intent.b),
          order: 1,
          arrivesSeconds: intent.c % 3600,
          starved: intent.a % 2 === 0,
        },
      ],
      unserved: [],
      leftOut: 0,
    }),
  },
  "statement.record-check": {
    weight: 1,
    make: (_state, { a, b, c }) => ({
      askedBy: "d1",
      madeAt: a,
      corrects: b % 3 === 0 ? b : null,
      why: "",
      metric: a % 5 === 0 ? null : "calls",
      comparator: a % 5 === 0 ? null : "gt",
      saidUnit: "calls",
      verdict: pick(statementVerdicts, c),
      because: "fits",
      figures: [{ value: a, numerator: a, denominator: null, missing: b % 4, late: null }],
      card: "{}",
    }),
  },
  "normal.publish": {
    weight: 1,
    make: ({ columns: { head } }, { a, b }) => ({
      definition: a % 9 === 0 ? head.position[0] + 1 : 1 + (b % Math.max(1, head.position[0])),
      checkpoint: a % 7 === 0 ? "" : "log.example/x\n1\nAA==\n\n— log.example/x AAAA\n",
    }),
  },
  "normal.define": {
    weight: 1,
    make: (_state, { a, b }) => ({
      askedBy: "d1",
      words: "",
      conditions: [
        {
          metric: "calls",
          statistic: null,
          comparator: "le",
          value: a,
          unit: "",
          withinSeconds: b % 2 === 0 ? null : b,
        },
      ],
    }),
  },
  "gap.note": {
    weight: 2,
    make: (_state, { a, b, c }, now: Instant) => {
      const kind = pick(gapKinds.names, a);
      const length = pick([0, 5, 60, 240], b) * microsPerMinute;
      const isBack = kind === "clock back" || c % 11 === 0;
      return {
        kind,
        beforeAt: isBack ? now : now - length,
        afterAt: isBack ? now - length : now,
      };
    },
  },
  "manual-pack.note": { weight: 1, make: (_state, { a }) => ({ isWritten: a % 2 === 0 }) },
  "person.note-sign-in": {
    weight: 1,
    make: (state, intent) => ({ person: personOf(state, intent) }),
  },
  "figures.commit": {
    weight: 1,
    make: ({ columns: { head } }, { a, b, c }, now: Instant) => ({
      fromAt: Math.max(1, head.figuresUntil[0] - (a % 4 === 0 ? microsPerMinute : 0)),
      untilAt: now - (b % 3) * microsPerMinute,
      commitment: c % 5 === 0 ? "none" : "0a".repeat(32),
      salt: "0b".repeat(32),
      exact: `{"a":${a}}`,
    }),
  },
  "figures.publish": {
    weight: 1,
    make: ({ columns: { head } }, { a, b, c }, now: Instant) => ({
      period: head.figuresCommitted[0] + 1 - (a % 3),
      fromAt: now - microsPerMinute,
      untilAt: now,
      figures: [
        { metric: "incidents", part: "", value: b * 5 },
        {
          metric: "incidents",
          part: pick(areaCodes, c),
          value: pick(["<5", "withheld"] as const, b),
        },
      ],
    }),
  },
  "figures.open": {
    weight: 1,
    make: ({ columns: { head } }, { a }, now: Instant) => ({
      period: head.figuresPublished[0] + 1 - (a % 3),
      fromAt: now - microsPerMinute,
      untilAt: now,
      salt: "0b".repeat(32),
      exact: `{"a":${a}}`,
    }),
  },
  "unit.record-travel": {
    weight: 1,
    make: (state, intent) => ({
      unit: unitOf(state, intent, intent.a),
      incident: incidentOf(state, intent, intent.b),
      source: pick(["osrm", "valhalla"], intent.a),
      version: "",
      fromLatE7: intent.a,
      fromLonE7: intent.b,
      toLatE7: intent.b,
      toLonE7: intent.c,
      travelSeconds: intent.c % 5 === 0 ? null : intent.c,
      distanceM: intent.c % 7 === 0 ? null : intent.b,
    }),
  },
  "demand.note": {
    weight: 2,
    make: ({ columns: { head } }, { a, b, c }) => ({
      rise: a % 2 === 0 ? null : Math.max(0, head.rises[0] - (b % 3)),
      evidence: {
        incidentType: pick(typeCodes, b),
        area: pick(areaCodes, c),
        minutes: 60,
        counted: a,
        expected: b / 10,
        expectedLow: 0,
        expectedHigh: b,
        ratio: c === 0 ? -1 : c,
      },
    }),
  },
};

/** Verbs about the service level and about what is deferred under it: decide, defer, take up, say how a call-back went. */

import { microsFromSeconds } from "../../base/instant.ts";
import { incidentArgument, textArgument } from "./arguments.ts";
import { callBackArgument, levelArgument } from "./code-arguments.ts";
import { promiseSpanArgument, reviewSpanArgument } from "./span-arguments.ts";
import { maybe, one, reason, type Verb } from "./verb.ts";

export const levelVerbs: readonly Verb[] = [
  {
    words: "level",
    usage: "level LEVEL [DURATION] REASON",
    example: "level priority only 1h two of nine units free, queue grows",
    about: "decides on the service level, and when somebody looks at it again",
    arguments: [one(levelArgument), maybe(reviewSpanArgument), one(reason)],
    make: ({ level, seconds, text }, _names, now) => [
      {
        type: "level.set",
        level,
        reason: text ?? "",
        ...(seconds === 0 ? {} : { reviewAt: now + microsFromSeconds(seconds) }),
      },
    ],
  },
  {
    words: "defer",
    usage: "defer INCIDENT [DURATION] REASON",
    example: "defer 1043 3h nobody to send before the late shift",
    about: "defers an incident that waits, with a call-back due after the duration",
    arguments: [one(incidentArgument), maybe(promiseSpanArgument), one(reason)],
    make: ({ incident, seconds, text }, _names, now) => [
      {
        type: "incident.defer",
        incident,
        ...(seconds === 0 ? {} : { callBackAt: now + microsFromSeconds(seconds) }),
        reason: text ?? "",
      },
    ],
  },
  {
    words: "take up",
    usage: "take up INCIDENT REASON",
    example: "take up 1043 caller is frightened, he is back",
    about: "ends a deferral: units are sent for again",
    arguments: [one(incidentArgument), one(reason)],
    make: ({ incident, text }) => [{ type: "incident.take-up", incident, reason: text ?? "" }],
  },
  {
    words: "tell",
    usage: "tell INCIDENT RESULT [WORDS]",
    example: "tell 1043 reached we come tomorrow, ring again if it changes",
    about: "notes how a promised call-back went, and what the caller was told",
    arguments: [
      one(incidentArgument),
      one(callBackArgument),
      maybe(textArgument("what the caller was told")),
    ],
    make: ({ incident, callBack, text }) => [
      {
        type: "incident.call-back",
        incident,
        result: callBack,
        ...(text === undefined ? {} : { told: text }),
      },
    ],
  },
];

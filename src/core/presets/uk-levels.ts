/**
 * A starting plan for the service levels of a UK police control room, patterned on the escalation plans that ambulance
 * services and forces work by (REAP, demand management plans). Thresholds, authority, times and words are data that a
 * force changes; nothing in the rules depends on a number here. The texts are our own words.
 */

import type { LevelConfig, LevelPlan } from "../level/level-plan.ts";

const asAssessed: LevelConfig["served"] = {
  immediate: "immediate",
  priority: "priority",
  scheduled: "scheduled",
  resolution: "resolution",
};

const lifeOnly: LevelConfig["served"] = {
  ...asAssessed,
  priority: "deferred",
  scheduled: "deferred",
};

const hour = 3600;

export const ukLevelPlan: LevelPlan = [
  {
    level: "normal",
    authority: ["dispatcher", "supervisor"],
    triggers: [],
    holdSeconds: 0,
    exitSeconds: 0,
    reviewSeconds: 0,
    served: asAssessed,
    callBackSeconds: 4 * hour,
    told: "We can't send anybody now. We ring you back at the time I give you.",
    script: "",
    partnerMessage: "",
    publicMessage: "",
  },
  {
    level: "strained",
    authority: ["dispatcher", "supervisor"],
    triggers: [
      { measure: "free units", grade: "priority", begins: 10, ends: 25 },
      { measure: "zero-unit minutes", grade: "immediate", begins: 10, ends: 0 },
      { measure: "targets missed", grade: "priority", begins: 5, ends: 1 },
      // Seen coming while there is still time to recall somebody.
      {
        measure: "forecast no unit",
        grade: "immediate",
        withinMinutes: 60,
        begins: 50,
        ends: 20,
      },
    ],
    holdSeconds: 5 * 60,
    exitSeconds: 30 * 60,
    reviewSeconds: 2 * hour,
    // Dealt with at the desk as far as that goes; who still needs somebody at the end of it gets one then.
    served: { ...asAssessed, scheduled: "resolution" },
    callBackSeconds: 4 * hour,
    told: "We can't send anybody now. We ring you back at the time I give you.",
    script: "We are very busy. Say that a visit may take longer, and what can be reported online.",
    partnerMessage: "Police response is strained: expect delays for what is not urgent.",
    publicMessage: "We are busier than usual. Please report what is not urgent online.",
  },
  {
    level: "priority only",
    authority: ["supervisor"],
    triggers: [
      { measure: "zero-unit minutes", grade: "immediate", begins: 20, ends: 0 },
      { measure: "targets missed", grade: "priority", begins: 15, ends: 5 },
    ],
    holdSeconds: 5 * 60,
    exitSeconds: 30 * 60,
    reviewSeconds: hour,
    served: { ...asAssessed, scheduled: "deferred" },
    callBackSeconds: 4 * hour,
    told: "We can't come to you today. We ring you back within four hours. Ring again if it gets worse or anybody is in danger.",
    script:
      "Ask whether anybody is in danger. If not, say that nobody comes today, when we ring back, and to ring again if it gets worse.",
    partnerMessage:
      "Police attend Immediate and Priority incidents only. Scheduled visits are off.",
    publicMessage: "We attend emergencies and urgent calls only. Others are called back.",
  },
  {
    level: "life only",
    authority: ["supervisor"],
    triggers: [
      { measure: "zero-unit minutes", grade: "immediate", begins: 45, ends: 0 },
      { measure: "targets missed", grade: "immediate", begins: 5, ends: 1 },
    ],
    holdSeconds: 5 * 60,
    exitSeconds: 20 * 60,
    reviewSeconds: hour,
    served: lifeOnly,
    callBackSeconds: 2 * hour,
    told: "We can only come where a life is in danger. We ring you back within two hours. Ring again at once if anybody is in danger.",
    script:
      "Ask at once whether a life is in danger. If not, say that we can't come, when we ring back, how to keep safe, and to ring again if that changes.",
    partnerMessage: "Police attend threats to life only. Escorts and visits are off.",
    publicMessage: "We can only attend where a life is in danger.",
  },
  {
    level: "not staffed",
    authority: ["supervisor"],
    triggers: [{ measure: "units booked on", grade: null, begins: 0, ends: 1 }],
    holdSeconds: 10 * 60,
    exitSeconds: 10 * 60,
    reviewSeconds: hour / 2,
    served: lifeOnly,
    callBackSeconds: 2 * hour,
    told: "We have nobody to send. We ring you back within two hours. Keep safe, and ring again at once if anybody is in danger.",
    script:
      "We have nobody to send. Where a life is in danger, pass the call to the neighbouring force and to ambulance or fire, and stay on the line.",
    partnerMessage:
      "There is no police unit on duty in this region. Immediate calls are passed on.",
    publicMessage:
      "We have nobody to send. In danger of life ring 999: another force will be asked.",
  },
];

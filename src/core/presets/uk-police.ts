/**
 * A starting configuration for a UK police control room: grades and targets after the National Contact Management
 * Strategy, incident types under the headings of the National Standard for Incident Recording (NSIR 2011), the
 * point-to-point radio states that crews key in. All of it is data that a force changes; nothing in the rules
 * depends on a code named here. Names are our own words, none is copied from a standard's text.
 */

import type { DivertRule } from "../allocation/divert-rule.ts";
import type {
  IncidentTypeConfig,
  NamedCode,
  Need,
  RegionConfig,
  ResponsePlanConfig,
  StatusLabelConfig,
  VehicleClassConfig,
  WelfareRule,
} from "../region/config.ts";
import { standardVehicleClasses } from "../region/policy.ts";
import type { Grade } from "../vocabulary.ts";
import { ukHoursRules } from "./uk-hours.ts";
import { ukLevelPlan } from "./uk-levels.ts";

const safety = "public safety and welfare";
const behaviour = "anti-social behaviour";
const crime = "crime";
const transport = "transport";

function type(
  code: string,
  name: string,
  group: string,
  grade: Grade,
  words: string,
): IncidentTypeConfig {
  return { code, name, group, grade, words: words.split(" ") };
}

// prettier-ignore
export const ukIncidentTypes: readonly IncidentTypeConfig[] = [
  type("concern-for-safety", "Concern for safety", safety, "priority", "worried welfare check collapsed unwell not-seen"),
  type("missing-person", "Missing person", safety, "priority", "missing lost wandered runaway not-home"),
  type("domestic-incident", "Domestic incident", safety, "immediate", "partner husband wife argument shouting screaming"),
  type("suspicious-circumstances", "Suspicious circumstances", safety, "priority", "suspicious prowler looking strange lurking"),
  type("sudden-death", "Sudden death", safety, "priority", "dead body died deceased"),
  type("medical-help", "Help to ambulance", safety, "immediate", "ambulance bleeding unconscious breathing heart"),
  type("mental-health", "Person in crisis", safety, "immediate", "crisis harm suicidal bridge ledge overdose"),
  type("fire", "Fire, help to fire service", safety, "immediate", "fire smoke burning flames explosion"),
  type("water-rescue", "Person in water", safety, "immediate", "river water drowning sea fell-in"),
  type("alarm-premises", "Intruder alarm", safety, "priority", "alarm ringing bell sensor premises"),
  type("abandoned-call", "Abandoned or silent call", safety, "priority", "silent abandoned dropped nothing-heard"),
  type("asb-nuisance", "Nuisance", behaviour, "scheduled", "youths kids rowdy drunk nuisance begging"),
  type("asb-personal", "Harassing behaviour", behaviour, "scheduled", "harassing following abuse threatening neighbour"),
  type("noise", "Noise", behaviour, "resolution", "noise music party loud"),
  type("neighbour-dispute", "Neighbour dispute", behaviour, "scheduled", "neighbour fence parking dispute hedge"),
  type("violence", "Violence", crime, "immediate", "fight assault punched hit attacked injured"),
  type("weapon", "Person with a weapon", crime, "immediate", "knife machete bat weapon armed axe"),
  type("firearm", "Firearm seen or heard", crime, "immediate", "gun shots shooting firearm shotgun"),
  type("robbery", "Robbery", crime, "immediate", "robbed mugged snatched hold-up"),
  type("burglary-in-progress", "Burglary in progress", crime, "immediate", "breaking-in burglar inside window torch now"),
  type("burglary", "Burglary", crime, "scheduled", "burgled break-in stolen house shed garage"),
  type("vehicle-crime", "Vehicle crime", crime, "scheduled", "car stolen van bike wheels catalytic"),
  type("theft-shop", "Theft from a shop", crime, "scheduled", "shoplifter shop stealing store"),
  type("theft", "Theft", crime, "resolution", "stolen theft phone bag wallet"),
  type("criminal-damage", "Criminal damage", crime, "scheduled", "damage smashed window vandal graffiti scratched"),
  type("fraud", "Fraud", crime, "resolution", "scam fraud bank online card"),
  type("drugs", "Drugs", crime, "scheduled", "drugs dealing cannabis needles"),
  type("collision-injury", "Collision with injury", transport, "immediate", "crash collision accident hurt injured trapped"),
  type("collision-damage", "Collision without injury", transport, "priority", "crash collision accident bump damage"),
  type("road-obstruction", "Obstruction on the road", transport, "priority", "tree debris blocked obstruction animal breakdown"),
  type("dangerous-driving", "Dangerous driving", transport, "priority", "racing speeding drunk-driver swerving"),
  type("public-order", "Crowd or disorder", behaviour, "immediate", "crowd disorder riot barricade protest"),
  type("other", "Other", safety, "priority", "other help"),
];

export const ukSkills: readonly NamedCode[] = [
  { code: "response", name: "Response driving" },
  { code: "local", name: "Neighbourhood" },
  { code: "public-order", name: "Public order" },
  { code: "traffic", name: "Collision and traffic" },
  { code: "pursuit", name: "Pursuit driving" },
  { code: "dog", name: "Dog handler" },
  { code: "firearms", name: "Firearms" },
  { code: "taser", name: "Taser" },
  { code: "medic", name: "Enhanced first aid" },
  { code: "command", name: "Scene command" },
  { code: "water", name: "Water rescue" },
];

export const ukVehicles: readonly NamedCode[] = [
  { code: "car", name: "Response car" },
  { code: "van", name: "Neighbourhood van" },
  { code: "carrier", name: "Personnel carrier" },
  { code: "traffic-car", name: "Traffic car" },
  { code: "dog-van", name: "Dog van" },
  { code: "armed-car", name: "Armed response vehicle" },
  { code: "foot", name: "On foot" },
];

export const ukHazards: readonly NamedCode[] = [
  { code: "knife", name: "Knife" },
  { code: "firearm", name: "Firearm" },
  { code: "dog", name: "Dangerous dog" },
  { code: "fire", name: "Fire or smoke" },
  { code: "chemical", name: "Chemical or gas" },
  { code: "traffic", name: "Live traffic" },
  { code: "water", name: "Deep or fast water" },
  { code: "height", name: "Fall from height" },
  { code: "infection", name: "Risk of infection" },
  { code: "violence", name: "Violence towards crews" },
  { code: "structure", name: "Unsafe structure" },
  { code: "electricity", name: "Electricity" },
];

export const ukResults: readonly NamedCode[] = [
  { code: "resolved", name: "Resolved at the scene" },
  { code: "report", name: "Report taken" },
  { code: "arrest", name: "Arrest made" },
  { code: "advice", name: "Advice given" },
  { code: "no-trace", name: "Nothing found on arrival" },
  { code: "other-agency", name: "Passed to another agency" },
  { code: "duplicate", name: "Same as another incident" },
  { code: "false-alarm", name: "False alarm" },
  { code: "cancelled", name: "Cancelled, no response needed" },
];

/** Numeric keys of the UK radio states and the status each means. */
export const ukStatusLabels: readonly StatusLabelConfig[] = [
  { code: "0", label: "Emergency", status: "emergency" },
  { code: "1", label: "On duty", status: "available" },
  { code: "2", label: "Available", status: "available" },
  { code: "3", label: "Available at station", status: "available" },
  { code: "4", label: "Refreshments", status: "unavailable" },
  { code: "5", label: "En route", status: "en route" },
  { code: "6", label: "At scene", status: "at scene" },
  { code: "7", label: "Committed, deployable", status: "committed deployable" },
  { code: "8", label: "Committed, not deployable", status: "committed" },
  { code: "9", label: "Transporting", status: "transporting" },
  { code: "10", label: "Unavailable", status: "unavailable" },
  { code: "11", label: "Off duty", status: "off" },
];

const welfare: readonly WelfareRule[] = [
  { status: "assigned", warnSeconds: 180, alarmSeconds: 600 },
  { status: "en route", warnSeconds: 1200, alarmSeconds: 1800 },
  { status: "at scene", warnSeconds: 1800, alarmSeconds: 2700 },
  { status: "transporting", warnSeconds: 2700, alarmSeconds: 3600 },
];

function need(
  count: number,
  skills: readonly string[] = ["response"],
  vehicles: readonly string[] = [],
): Need {
  return { skills, vehicles, count };
}

const deployed: readonly Grade[] = ["immediate", "priority", "scheduled"];

const plans: readonly ResponsePlanConfig[] = [
  {
    types: ["firearm"],
    grades: ["immediate"],
    needs: [need(2, ["firearms"]), need(1, ["command"])],
  },
  { types: ["weapon"], grades: ["immediate"], needs: [need(1, ["taser"]), need(2)] },
  {
    types: ["collision-injury"],
    grades: ["immediate", "priority"],
    needs: [need(1, ["traffic"]), need(1)],
  },
  {
    types: ["public-order"],
    grades: ["immediate"],
    needs: [need(2, ["public-order"]), need(1, ["command"])],
  },
  {
    types: [
      "violence",
      "robbery",
      "domestic-incident",
      "burglary-in-progress",
      "mental-health",
      "fire",
    ],
    grades: ["immediate"],
    needs: [need(2)],
  },
  { types: [], grades: deployed, needs: [need(1)] },
];

/**
 * Off whom a unit may be taken, and from where. No national rule says this; a force sets its own.
 */
const ukDivertRule: DivertRule = {
  takes: [
    {
      grade: "immediate",
      onTheWay: ["priority", "scheduled", "resolution"],
      atScene: ["scheduled", "resolution"],
    },
    { grade: "priority", onTheWay: ["scheduled", "resolution"], atScene: [] },
  ],
  interrupted: "resumed",
};

/** Every vehicle of the preset drives like a patrol car but the one that walks. */
const ukVehicleClasses: readonly VehicleClassConfig[] = standardVehicleClasses.map((each) => ({
  ...each,
  vehicles: ukVehicles
    .map(({ code }) => code)
    .filter((code) => each.code === (code === "foot" ? "foot" : "patrol-car")),
}));

/** What a force adds to make the preset its own. */
export type RegionSite = Pick<RegionConfig, "id" | "name" | "centre" | "areas">;

export function ukPoliceConfig(site: RegionSite): RegionConfig {
  return {
    ...site,
    skills: ukSkills,
    vehicles: ukVehicles,
    hazards: ukHazards,
    results: ukResults,
    incidentTypes: ukIncidentTypes,
    gradeRules: {
      immediate: { label: "Immediate", targetSeconds: 15 * 60, rangeSeconds: 45 * 60 },
      priority: { label: "Priority", targetSeconds: 60 * 60, rangeSeconds: 90 * 60 },
      scheduled: { label: "Scheduled", targetSeconds: 48 * 3600, rangeSeconds: null },
      resolution: {
        label: "Resolution without deployment",
        targetSeconds: null,
        rangeSeconds: null,
      },
    },
    standardNeeds: { immediate: need(1), priority: need(1), scheduled: null, resolution: null },
    responsePlans: plans,
    statusLabels: ukStatusLabels,
    vehicleClasses: ukVehicleClasses,
    levelPlan: ukLevelPlan,
    divertRule: ukDivertRule,
    hoursRules: ukHoursRules,
    welfare,
    doubleBooking: "refuse",
    answerTargetSeconds: 10,
    callBackSeconds: 5 * 60,
    traceSeconds: 15 * 60,
    retireSeconds: 24 * 3600,
    positionStaleSeconds: 180,
    ruleFlags: [],
  };
}

/**
 * What happens in the town, as data: how often, when in the day and week, how it is graded, who must come and
 * how long they stay. The codes follow the headings of the UK National Standard for Incident Recording (NSIR:
 * public safety and welfare, anti-social behaviour, crime, transport); weights and times are plausible round
 * figures for an invented town, fitted to no real force. Nothing here says anything about who is involved.
 */

export type HourShape =
  | "flat"
  | "day"
  | "evening"
  | "night"
  | "weekend night"
  | "commute"
  | "school";

export interface IncidentKind {
  readonly code: string;
  readonly name: string;
  readonly group: string;
  /** Relative frequency over the whole week. */
  readonly weight: number;
  readonly shape: HourShape;
  /** Shares of the four grades: immediate, priority, scheduled, resolution without deployment. */
  readonly gradeShares: readonly [number, number, number, number];
  /** Units that usually attend, and skills one of them needs. */
  readonly unitCount: number;
  readonly skills: readonly string[];
  /** Median minutes at the scene. */
  readonly sceneMinutes: number;
  /** Mean number of contacts about one such incident (1 = only one caller ever). */
  readonly contactMean: number;
  /** Share that happens at a common place rather than at an address. */
  readonly placeShare: number;
}

function kind(
  code: string,
  name: string,
  group: string,
  weight: number,
  shape: HourShape,
  gradeShares: readonly [number, number, number, number],
  scene: readonly [
    unitCount: number,
    sceneMinutes: number,
    contactMean: number,
    placeShare: number,
  ],
  skills: readonly string[] = [],
): IncidentKind {
  const [unitCount, sceneMinutes, contactMean, placeShare] = scene;
  return {
    code,
    name,
    group,
    weight,
    shape,
    gradeShares,
    unitCount,
    skills,
    sceneMinutes,
    contactMean,
    placeShare,
  };
}

const safety = "public safety";
const behaviour = "anti-social behaviour";
const crime = "crime";
const transport = "transport";

export const incidentKinds: readonly IncidentKind[] = [
  kind("concern-for-safety", "Concern for safety", safety, 130, "flat", [0.25, 0.5, 0.2, 0.05], [1, 45, 1.1, 0.1]),
  kind("missing-person", "Missing person", safety, 35, "evening", [0.15, 0.55, 0.3, 0], [1, 60, 1.1, 0.2]),
  kind("domestic-incident", "Domestic incident", safety, 95, "evening", [0.4, 0.5, 0.1, 0], [2, 60, 1.2, 0.02]),
  kind("suspicious-circumstances", "Suspicious circumstances", safety, 80, "night", [0.15, 0.45, 0.3, 0.1], [1, 20, 1.15, 0.2]),
  kind("sudden-death", "Sudden death", safety, 8, "day", [0.1, 0.8, 0.1, 0], [1, 110, 1, 0.02]),
  kind("medical-help", "Help to ambulance", safety, 25, "flat", [0.5, 0.4, 0.1, 0], [1, 35, 1.2, 0.3]),
  kind("mental-health", "Person in crisis", safety, 35, "flat", [0.45, 0.45, 0.1, 0], [2, 75, 1.3, 0.2]),
  kind("fire", "Fire, help to fire service", safety, 10, "evening", [0.6, 0.3, 0.1, 0], [2, 50, 2.5, 0.2]),
  kind("water-rescue", "Person in water", safety, 2, "weekend night", [1, 0, 0, 0], [3, 60, 2.5, 0.7], ["water"]),
  kind("alarm-premises", "Intruder alarm", safety, 25, "night", [0.1, 0.6, 0.3, 0], [1, 15, 1, 0.5]),
  kind("asb-nuisance", "Nuisance", behaviour, 90, "evening", [0.02, 0.25, 0.4, 0.33], [1, 15, 1.3, 0.4]),
  kind("asb-personal", "Harassing behaviour", behaviour, 35, "evening", [0.05, 0.3, 0.5, 0.15], [1, 30, 1.1, 0.1]),
  kind("noise", "Noise", behaviour, 25, "weekend night", [0, 0.1, 0.4, 0.5], [1, 15, 1.5, 0.05]),
  kind("neighbour-dispute", "Neighbour dispute", behaviour, 25, "day", [0.03, 0.2, 0.57, 0.2], [1, 35, 1.1, 0]),
  kind("violence", "Violence", crime, 85, "weekend night", [0.45, 0.4, 0.15, 0], [2, 50, 1.8, 0.45]),
  kind("weapon", "Person with a weapon", crime, 10, "weekend night", [0.9, 0.1, 0, 0], [3, 60, 1.6, 0.4], ["taser"]),
  kind("firearm", "Firearm seen or heard", crime, 2, "night", [1, 0, 0, 0], [3, 90, 1.8, 0.3], ["firearms"]),
  kind("robbery", "Robbery", crime, 8, "evening", [0.6, 0.35, 0.05, 0], [2, 50, 1.3, 0.35]),
  kind("burglary-in-progress", "Burglary in progress", crime, 14, "night", [0.9, 0.1, 0, 0], [2, 50, 1.2, 0.1]),
  kind("burglary", "Burglary", crime, 28, "day", [0, 0.2, 0.65, 0.15], [1, 50, 1, 0.1]),
  kind("vehicle-crime", "Vehicle crime", crime, 35, "day", [0.05, 0.15, 0.3, 0.5], [1, 25, 1, 0.1]),
  kind("theft-shop", "Theft from a shop", crime, 35, "day", [0.1, 0.3, 0.3, 0.3], [1, 35, 1.05, 0.9]),
  kind("theft", "Theft", crime, 40, "day", [0.01, 0.1, 0.34, 0.55], [1, 30, 1, 0.3]),
  kind("criminal-damage", "Criminal damage", crime, 40, "evening", [0.05, 0.25, 0.4, 0.3], [1, 25, 1.15, 0.2]),
  kind("fraud", "Fraud", crime, 20, "day", [0, 0.05, 0.3, 0.65], [1, 40, 1, 0.02]),
  kind("drugs", "Drugs", crime, 18, "evening", [0.02, 0.28, 0.4, 0.3], [1, 30, 1.1, 0.3]),
  kind("collision-injury", "Collision with injury", transport, 14, "commute", [0.85, 0.15, 0, 0], [2, 75, 2.6, 0.1], ["traffic"]),
  kind("collision-damage", "Collision without injury", transport, 32, "commute", [0.05, 0.45, 0.35, 0.15], [1, 35, 1.5, 0.1]),
  kind("road-obstruction", "Obstruction on the road", transport, 30, "commute", [0.1, 0.5, 0.25, 0.15], [1, 20, 1.6, 0.1]),
  kind("dangerous-driving", "Dangerous driving", transport, 28, "evening", [0.25, 0.4, 0.15, 0.2], [1, 15, 1.3, 0.05]),
]; // prettier-ignore

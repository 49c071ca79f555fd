/**
 * A region's plan for mutual aid: which neighbour regions it asks and helps, how near each is, and how many units it never
 * lends. Neighbours keep their place in the list, because the state counts messages by it.
 */

import { limits } from "../limits.ts";
import { aidTiers, grades, type AidTier, type Grade } from "../vocabulary.ts";

export interface NeighbourConfig {
  /** Id of the other region, as its own configuration has it. */
  readonly region: string;
  readonly name: string;
  readonly tier: AidTier;
  /** Ids of the accounts with the role partner by which another server speaks for it; left out = none does. */
  readonly accounts?: readonly string[];
}

/** The least that stays: booked-on units of this region that are not lent. */
export interface AidFloorConfig {
  /** Code of the home area that they belong to; null = of any. */
  readonly area: string | null;
  /** They fit what any incident of this grade needs at least (`standardNeeds`); null = whatever they can do. */
  readonly grade: Grade | null;
  readonly units: number;
}

export interface AidPlan {
  readonly neighbours: readonly NeighbourConfig[];
  readonly floors: readonly AidFloorConfig[];
}

export interface CompiledFloor {
  readonly config: AidFloorConfig;
  /** Index of the area, -1 = any. */
  readonly area: number;
  /** Bit of the need that a unit must serve; 0 = none. */
  readonly serves: number;
  readonly units: number;
}

export interface CompiledAid {
  readonly neighbours: readonly NeighbourConfig[];
  readonly neighbourIndex: ReadonlyMap<string, number>;
  readonly floors: readonly CompiledFloor[];
}

export function compileAid(
  plan: AidPlan | undefined,
  areaIndex: ReadonlyMap<string, number>,
  standardNeed: Int32Array,
): CompiledAid {
  const { neighbours = [], floors = [] } = plan ?? {};
  return {
    neighbours,
    neighbourIndex: new Map(neighbours.map(({ region }, index) => [region, index])),
    floors: floors.map((config) => {
      const need = config.grade === null ? -1 : standardNeed[grades.code[config.grade]];
      return {
        config,
        area: config.area === null ? -1 : (areaIndex.get(config.area) ?? -1),
        serves: need < 0 ? 0 : 1 << need,
        units: config.units,
      };
    }),
  };
}

interface PlanFault {
  readonly path: string;
  readonly says: string;
  readonly isStructural?: true;
}
type PlanFaults = Generator<PlanFault, void>;

/** What the rules could not live with in it; it may come from a caller without types. */
export function* listAidPlanFaults(plan: AidPlan | undefined): PlanFaults {
  if (plan === undefined) return;
  if (!isRecord(plan)) {
    yield { path: "aidPlan", says: "expected neighbours and floors", isStructural: true };
    return;
  }
  yield* lookAtNeighbours(plan.neighbours);
  yield* lookAtFloors(plan.floors);
}

function* lookAtNeighbours(neighbours: readonly NeighbourConfig[]): PlanFaults {
  const path = "aidPlan.neighbours";
  if (!Array.isArray(neighbours) || neighbours.length > limits.neighbours) {
    yield { path, says: `expected at most ${limits.neighbours} regions`, isStructural: true };
    return;
  }
  const seen = new Set<string>();
  for (const [index, each] of (neighbours as readonly NeighbourConfig[]).entries()) {
    const at = `${path}.${index}`;
    const isNamed =
      isRecord(each) &&
      isText(each.region, limits.codeLength) &&
      isText(each.name, limits.nameLength);
    if (!isNamed) {
      yield { path: at, says: "expected region, name and tier", isStructural: true };
      continue;
    }
    if (!aidTiers.has(each.tier))
      yield { path: `${at}.tier`, says: `expected one of ${aidTiers.names.join(", ")}` };
    const { accounts = [] } = each;
    const areIds =
      Array.isArray(accounts) &&
      accounts.length <= limits.partnerAccounts &&
      accounts.every((account) => isText(account, limits.nameLength));
    if (!areIds)
      yield { path: `${at}.accounts`, says: `expected at most ${limits.partnerAccounts} ids of accounts` }; // prettier-ignore
    if (seen.has(each.region))
      yield { path: `${at}.region`, says: `the region "${each.region}" stands twice` };
    seen.add(each.region);
  }
}

function* lookAtFloors(floors: readonly AidFloorConfig[]): PlanFaults {
  const path = "aidPlan.floors";
  if (!Array.isArray(floors) || floors.length > limits.aidFloors) {
    yield { path, says: `expected at most ${limits.aidFloors} floors`, isStructural: true };
    return;
  }
  for (const [index, each] of (floors as readonly AidFloorConfig[]).entries()) {
    const at = `${path}.${index}`;
    if (!isRecord(each)) {
      yield { path: at, says: "expected area, grade and units", isStructural: true };
      continue;
    }
    if (each.area !== null && !isText(each.area, limits.codeLength))
      yield { path: `${at}.area`, says: "expected a code of areas, or null", isStructural: true };
    if (each.grade !== null && !grades.has(each.grade))
      yield { path: `${at}.grade`, says: `expected one of ${grades.names.join(", ")}, or null` };
    if (!Number.isInteger(each.units) || each.units < 0 || each.units > limits.units)
      yield { path: `${at}.units`, says: `expected a whole number from 0 to ${limits.units}` };
  }
}

function isText(value: unknown, most: number): boolean {
  return typeof value === "string" && value.trim() !== "" && value.length <= most;
}

function isRecord(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

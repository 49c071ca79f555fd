/**
 * Bases and units of the invented town's police: who is based where, with which vehicle and skills, under which
 * call sign. A base serves two or three areas and stands on a main street. Three shifts share the units evenly,
 * so a third of them (and what stays on for late turns) is on duty at any time. No names of people exist.
 */
import type { RandomStream } from "../../base/random.ts";
import type { PlaceFinder } from "./places.ts";
import { e7FromPlane, type PlanePoint } from "./plane.ts";
import type { Area, Base, TownUnit } from "./town.ts";

export interface UnitKind {
  readonly code: string;
  readonly share: number;
  readonly vehicle: string;
  readonly skills: readonly string[];
  readonly crewCount: number;
}

export const unitKinds: readonly UnitKind[] = [
  { code: "response", share: 0.52, vehicle: "car", skills: ["response"], crewCount: 2 },
  { code: "response single", share: 0.1, vehicle: "car", skills: ["response"], crewCount: 1 },
  { code: "neighbourhood", share: 0.12, vehicle: "van", skills: ["response", "local"], crewCount: 2 },
  { code: "van", share: 0.07, vehicle: "carrier", skills: ["response", "public-order"], crewCount: 4 },
  { code: "traffic", share: 0.07, vehicle: "traffic-car", skills: ["response", "traffic", "pursuit"], crewCount: 2 },
  { code: "dog", share: 0.03, vehicle: "dog-van", skills: ["dog"], crewCount: 1 },
  { code: "armed", share: 0.04, vehicle: "armed-car", skills: ["response", "firearms", "taser", "medic"], crewCount: 3 },
  { code: "supervisor", share: 0.05, vehicle: "car", skills: ["response", "command"], crewCount: 1 },
]; // prettier-ignore

const areasPerBase = 2.5;
const shiftCount = 3;

/** Group by greed: the base count is set by the number of areas, sites are the area centres furthest apart. */
export function placeBases(
  finder: PlaceFinder,
  areas: readonly Area[],
  centres: readonly PlanePoint[],
): Base[] {
  const count = Math.max(2, Math.round(areas.length / areasPerBase));
  const chosen = [0];
  while (chosen.length < Math.min(count, areas.length)) {
    let best = -1;
    let bestGap = -1;
    for (const [index, centre] of centres.entries()) {
      const gap = Math.min(
        ...chosen.map((c) => (centre.x - centres[c].x) ** 2 + (centre.y - centres[c].y) ** 2),
      );
      if (gap > bestGap) [best, bestGap] = [index, gap];
    }
    chosen.push(best);
  }
  return chosen.map((area): Base => {
    const edge = finder.nearestEdge(centres[area], ["trunk", "main"]);
    const name = `${areas[area].name} Police Station`;
    finder.add("police station", name, edge, 2, 0.4);
    return {
      ...e7FromPlane(finder.pointOnEdge(edge, 0.4)),
      code: areas[area].code,
      name,
      area,
      edge,
    };
  });
}

function nearestBase(area: number, bases: readonly Base[], centres: readonly PlanePoint[]): number {
  const gap = (base: Base): number =>
    (centres[area].x - centres[base.area].x) ** 2 + (centres[area].y - centres[base.area].y) ** 2;
  return bases.reduce((best, base, index) => (gap(base) < gap(bases[best]) ? index : best), 0);
}

/** How many units of each kind: largest remainders, so that the counts sum to `unitCount`. */
function kindCounts(unitCount: number): number[] {
  const exact = unitKinds.map((kind) => kind.share * unitCount);
  const counts = exact.map(Math.floor);
  const order = exact.map((_, index) => index);
  order.sort((a, b) => exact[b] - counts[b] - (exact[a] - counts[a]) || a - b);
  let left = unitCount - counts.reduce((sum, count) => sum + count, 0);
  for (let turn = 0; left > 0; turn += 1, left -= 1) counts[order[turn % order.length]] += 1;
  return counts;
}

export function makeUnits(
  stream: RandomStream,
  unitCount: number,
  areas: readonly Area[],
  areaShares: readonly number[],
  bases: readonly Base[],
  centres: readonly PlanePoint[],
): TownUnit[] {
  const perArea = areas.map(() => 0);
  const units: TownUnit[] = [];
  for (const [kindIndex, count] of kindCounts(unitCount).entries()) {
    const kind = unitKinds[kindIndex];
    for (let made = 0; made < count; made += 1) {
      // The area that is furthest behind its share of all units so far takes the next one.
      const total = units.length + 1;
      let area = 0;
      for (let other = 1; other < areas.length; other += 1) {
        const behind = (index: number): number => areaShares[index] * total - perArea[index];
        if (behind(other) > behind(area)) area = other;
      }
      perArea[area] += 1;
      const skills = [...kind.skills];
      if (!skills.includes("taser") && stream.chance(0.35)) skills.push("taser");
      if (!skills.includes("medic") && stream.chance(0.2)) skills.push("medic");
      if (stream.chance(0.08)) skills.push("water");
      units.push({
        callSign: `${areas[area].code}${String(10 + perArea[area] - 1).padStart(2, "0")}`,
        kind: kind.code,
        vehicle: kind.vehicle,
        skills,
        crewCount: kind.crewCount,
        area,
        base: nearestBase(area, bases, centres),
        shift: made % shiftCount,
      });
    }
  }
  return units.sort((a, b) => (a.callSign < b.callSign ? -1 : 1));
}

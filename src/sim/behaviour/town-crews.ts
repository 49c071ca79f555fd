/**
 * How the invented town's crews behave: who comes to which shift, how fast they turn out, where they patrol, how
 * long they stay. Durations are lognormal round plausible medians; none is fitted to a real force.
 */
import { type Instant, microsPerDay, microsPerHour, microsPerMinute } from "../../base/instant.ts";
import { RandomStream } from "../../base/random.ts";
import type { PointE7 } from "../town/plane.ts";
import type { Town } from "../town/town.ts";
import type { CrewSupplies, CrewTask, Duty } from "./crew.ts";
import type { Happening } from "./happenings.ts";
import { drawLeave } from "./leavers.ts";
import type { Scenario } from "./scenario.ts";
import { ordinaryShare, type TownGraph } from "./town-graph.ts";

/** Medians in seconds by grade: lights on for the first two. */
const turnoutMedians = [35, 60, 150, 240];
const gradeSlowness = [1, 1.08, 1 / ordinaryShare, 1 / ordinaryShare];
const patrolSlowness = 2.2;
/** Share of crews that take somebody into custody, by kind of incident. */
const custodyShares: Readonly<Record<string, number>> = {
  violence: 0.3,
  weapon: 0.5,
  "domestic-incident": 0.3,
  robbery: 0.2,
  "theft-shop": 0.25,
  "burglary-in-progress": 0.25,
  drugs: 0.15,
  "dangerous-driving": 0.1,
};

export function townCrewSupplies(
  town: Town,
  graph: TownGraph,
  unit: number,
  seed: number,
  travelFactor: number,
): CrewSupplies {
  const stream = new RandomStream(seed, "crew", unit);
  const { area } = town.units[unit];
  const homeNodes = nodesOfArea(town, area);
  return {
    turnoutSeconds: (task) => stream.lognormal(turnoutMedians[task.grade] ?? 60, 0.5),
    journey: (from, task) => {
      const slowness = (gradeSlowness[task.grade] ?? 1) * travelFactor * stream.lognormal(1, 0.15);
      return graph.journey(from, task.place, slowness);
    },
    patrol: (from) => {
      const to = graph.nodePoint(homeNodes.length > 0 ? stream.pick(homeNodes) : 0);
      const slowness = patrolSlowness * travelFactor;
      return { journey: graph.journey(from, to, slowness), restSeconds: stream.exponential(240) };
    },
  };
}

/** Nodes near the area's centre and in it: where its cars are seen. */
function nodesOfArea(town: Town, area: number): number[] {
  const nodes: number[] = [];
  const gap = (a: PointE7, b: PointE7): number =>
    (a.latE7 - b.latE7) ** 2 + (0.588 * (a.lonE7 - b.lonE7)) ** 2;
  for (const node of town.nodes.latE7.keys()) {
    const point = { latE7: town.nodes.latE7[node], lonE7: town.nodes.lonE7[node] };
    let nearest = 0;
    for (let other = 1; other < town.areas.length; other += 1) {
      if (gap(point, town.areas[other].centre) < gap(point, town.areas[nearest].centre))
        nearest = other;
    }
    if (nearest === area) nodes.push(node);
  }
  return nodes;
}

/** What an incident asks of one of its crews. `order` counts crews at this incident from 0. */
export function taskFor(
  happening: Happening | undefined,
  incident: number,
  grade: number,
  place: PointE7,
  order: number,
  stream: RandomStream,
): CrewTask {
  const kind = happening?.kind ?? null;
  const median = (kind?.sceneMinutes ?? 25) * 60;
  // Crews after the first leave earlier: one stays with the paperwork.
  const sceneSeconds = Math.max(120, stream.lognormal(order === 0 ? median : median * 0.55, 0.55));
  const takesIn =
    order === 0 && stream.chance(kind === null ? 0 : (custodyShares[kind.code] ?? 0.02));
  return {
    incident,
    grade,
    place,
    sceneSeconds,
    transportSeconds: takesIn ? stream.lognormal(600, 0.3) : 0,
    handoverSeconds: takesIn ? stream.lognormal(3000, 0.4) : 0,
    paperworkSeconds: order === 0 && stream.chance(0.4) ? stream.lognormal(900, 0.5) : 0,
  };
}

/** Share of a shift that books on, on the day that is `day` days after the scenario's first. */
function arrivesShare(scenario: Scenario, shift: number, day: number): number {
  const plan = scenario.shifts[shift];
  return plan.arrivesOnDay.get(day) ?? plan.arrives;
}

/** When the shift is planned on the day that is `day` days after the scenario's first. */
function plannedSpan(scenario: Scenario, shift: number, day: number): [Instant, Instant] {
  const { startMinute, lengthMinutes } = scenario.shifts[shift];
  const firstMidnight = Math.floor(scenario.startAt / microsPerDay) * microsPerDay;
  const from = firstMidnight + day * microsPerDay + startMinute * microsPerMinute;
  return [from, from + lengthMinutes * microsPerMinute];
}

/**
 * The plan for the units of a shift, whoever will come: spans that touch [from, until), in order. One that runs at `from`
 * begins then: what was before a world began is nobody's lateness.
 */
export function listPlannedSpans(
  scenario: Scenario,
  shift: number,
  from: Instant,
  until: Instant,
): [Instant, Instant][] {
  const spans: [Instant, Instant][] = [];
  const firstDay = Math.floor((from - scenario.startAt) / microsPerDay) - 1;
  for (let day = firstDay; ; day += 1) {
    const [begins, ends] = plannedSpan(scenario, shift, day);
    if (begins >= until) return spans;
    if (ends > from) spans.push([Math.max(begins, from), ends]);
  }
}

/**
 * The duties of one unit from the start of the scenario to `until`, in order. Whether a unit comes is drawn per
 * unit and day, so that the same people stay away under every other change of the scenario. Whose crew is on duty at the start
 * may leave before its end (leavers.ts): the duty then ends there, and what the crew has been sent to is seen through first.
 */
export function listDuties(
  scenario: Scenario,
  unit: number,
  shift: number,
  until: Instant,
  seed: number,
): Duty[] {
  const plan = scenario.shifts[shift];
  const duties: Duty[] = [];
  for (let day = -1; ; day += 1) {
    const [plannedFrom, plannedUntil] = plannedSpan(scenario, shift, day);
    if (plannedFrom >= until) return duties;
    const stream = new RandomStream(seed, `duty ${unit}`, day + 1);
    const comes = stream.chance(arrivesShare(scenario, shift, day));
    const lateMinutes = stream.exponential(4);
    const endMinutes = stream.between(0, 6);
    const mealHours = stream.between(3, 5.5);
    const staysOn = stream.chance(plan.staysOnShare) ? plan.staysOnMinutes : 0;
    if (!comes || plannedUntil <= scenario.startAt) continue;
    // Who is on duty at the start is in the room within seconds, so that it is alive when somebody looks.
    const alreadyOn = plannedFrom <= scenario.startAt;
    const from = alreadyOn
      ? scenario.startAt + Math.round(stream.between(0.2, 8) * 1e6)
      : plannedFrom + Math.round(lateMinutes * microsPerMinute);
    const stays = plannedUntil + Math.round((endMinutes + staysOn) * microsPerMinute);
    const leaveAt = alreadyOn ? drawLeave(scenario, seed, "units", unit) : undefined;
    const ends = Math.min(stays, leaveAt ?? stays);
    if (ends <= from) continue;
    const mealAt = plannedFrom + Math.round(mealHours * microsPerHour);
    duties.push({
      from,
      until: ends,
      ...(mealAt > from ? { mealAt, mealSeconds: 2400 } : {}),
    });
  }
}

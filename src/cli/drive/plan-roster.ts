/**
 * The roster of the played world: every unit's shifts of the next days are planned, whoever will come, so that the muster
 * has a plan to hold against who turned up. What is planned already is left alone, so a play that joins a world again
 * goes on with its plan; each day another day is added.
 */
import { type Instant, microsPerDay, microsPerMinute } from "../../base/instant.ts";
import type { Scenario } from "../../sim/behaviour/scenario.ts";
import { listPlannedSpans } from "../../sim/behaviour/town-crews.ts";
import { townTeams } from "../../sim/town/region-config.ts";
import type { Town } from "../../sim/town/town.ts";
import { type ApiClient, ApiProblem } from "./api-client.ts";
import type { Schedule } from "./schedule.ts";
import type { WorldView } from "./world-view.ts";

export interface RosterPlay {
  readonly town: Town;
  readonly scenario: Scenario;
  readonly view: WorldView;
  readonly schedule: Schedule;
  /** May plan shifts. */
  readonly planner: ApiClient;
  /** Unit ids in the order of the town's units. */
  readonly ids: readonly number[];
}

const plannedAheadMicros = 2 * microsPerDay;
/** A shift that ends this soon is not worth a plan. */
const leastMicros = 10 * microsPerMinute;
const plannedAtOnce = 20;

/** `beganAt` = when a new world began; left out = somebody has played here before. */
export async function planRoster(play: RosterPlay, beganAt: Instant | undefined): Promise<void> {
  const from = beganAt ?? play.view.now();
  await planSpan(play, from, from + plannedAheadMicros, beganAt);
  const again = (at: Instant): void => {
    void planSpan(play, at, at + plannedAheadMicros, undefined);
    play.schedule.plan(at + microsPerDay, again);
  };
  play.schedule.plan(from + microsPerDay, again);
}

async function planSpan(
  play: RosterPlay,
  from: Instant,
  until: Instant,
  occurredAt: Instant | undefined,
): Promise<void> {
  const { town, scenario, view, ids } = play;
  const roster = view.state.policy?.roster;
  const plans = town.units.flatMap(({ shift, base, crewCount }, index) => {
    const team = roster?.teams.find(({ code }) => code === townTeams[shift])?.code;
    const station = roster?.stations.find(({ code }) => code === town.bases[base].code)?.code;
    return listPlannedSpans(scenario, shift, from, until)
      .filter(([, ends]) => ends > from + leastMicros && !isPlanned(view, ids[index], ends))
      .map(([begins, ends]) => ({
        type: "shift.plan" as const,
        of: { unit: ids[index] },
        fromAt: begins,
        untilAt: ends,
        crew: crewCount,
        // A world that was made before stations and teams were known has none to name.
        ...(team === undefined ? {} : { team }),
        ...(station === undefined ? {} : { station }),
      }));
  });
  for (let first = 0; first < plans.length; first += plannedAtOnce)
    await Promise.all(
      plans.slice(first, first + plannedAtOnce).map(async (plan) => {
        try {
          await play.planner.command(view.region, plan, occurredAt);
        } catch (error) {
          // Somebody in the room planned that unit otherwise: theirs stands.
          if (!(error instanceof ApiProblem) || error.code !== "shift.overlaps") throw error;
        }
      }),
    );
}

/** By its end: the one that runs when a world begins has a later beginning than the plan of the day. */
function isPlanned({ state }: WorldView, unit: number, untilAt: Instant): boolean {
  const { units, shifts, head } = state.columns;
  if (unit >= head.units[0]) return false;
  for (let row = units.firstShift[unit]; row >= 0; row = shifts.nextOfSubject[row])
    if (shifts.untilAt[row] === untilAt) return true;
  return false;
}

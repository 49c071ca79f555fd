/**
 * Decider of the configuration. Lists that dense columns point into (areas, skills, vehicles and their classes, hazards,
 * types, results, labels) may only grow at the end once the region has one: an index in the state must keep its meaning.
 */

import type { Command, CommandContext } from "../commands.ts";
import { accept, reject, type Decision } from "../decision.ts";
import { joinRefusals, refuse } from "../refusal.ts";
import type { RegionState } from "../state/region-state.ts";
import { configureRegion } from "./changes.ts";
import type { NamedCode, RegionConfig } from "./config.ts";
import { serviceLevels } from "../vocabulary.ts";
import { listConfigFaults } from "./config-fault.ts";
import { standardRoster, standardVehicleClasses } from "./policy.ts";

type Of<T extends Command["type"]> = Extract<Command, { type: T }>;

const indexedLists = [
  "areas",
  "skills",
  "vehicles",
  "hazards",
  "incidentTypes",
  "results",
  "statusLabels",
] as const;

type Codes = readonly Pick<NamedCode, "code">[];

function findMovedCode(before: RegionConfig, after: RegionConfig): string | undefined {
  const classesOf = (config: RegionConfig): Codes =>
    config.vehicleClasses ?? standardVehicleClasses;
  const lists: (readonly [string, Codes, Codes])[] = indexedLists.map((list) => [
    list,
    before[list],
    after[list],
  ]);
  lists.push(["vehicleClasses", classesOf(before), classesOf(after)]);
  for (const list of ["stations", "teams", "posts"] as const)
    lists.push([
      `roster.${list}`,
      (before.roster ?? standardRoster)[list],
      (after.roster ?? standardRoster)[list],
    ]);
  lists.push(["aidPlan.neighbours", neighboursOf(before), neighboursOf(after)]);
  lists.push(["refuges", before.refuges ?? [], after.refuges ?? []]);
  lists.push(["hospitals", before.hospitals ?? [], after.hospitals ?? []]);
  for (const [list, held, kept] of lists) {
    const moved = held.find((item, index) => kept[index]?.code !== item.code);
    if (moved !== undefined)
      return `${list}: "${moved.code}" moved or left; keep the order and add at the end`;
  }
  return undefined;
}

/** Messages between regions are counted by place in this list. */
function neighboursOf({ aidPlan }: RegionConfig): Codes {
  return (aidPlan?.neighbours ?? []).map(({ region }) => ({ code: region }));
}

export function decideConfigure(
  state: RegionState,
  command: Of<"region.configure">,
  context: CommandContext,
): Decision {
  const known = state.policy?.config;
  const [first, ...others] = listConfigFaults(command.config).map((fault) =>
    refuse("config.invalid", fault),
  );
  if (first !== undefined) return reject(joinRefusals([first, ...others]));
  const moved = known === undefined ? undefined : findMovedCode(known, command.config);
  if (moved !== undefined) return reject(refuse("config.invalid", moved));
  if (known !== undefined && known.id !== command.config.id)
    return reject(
      refuse(
        "config.invalid",
        `id: got "${command.config.id}", expected "${known.id}"; it never changes`,
      ),
    );
  const { level } = state.columns.level;
  if (command.config.levelPlan === undefined && level[0] !== 0)
    return reject(
      refuse(
        "config.invalid",
        `levelPlan: got none while the service level is "${serviceLevels.names[level[0]]}"; set it to normal first`,
      ),
    );
  configureRegion(state, context.at, command.config);
  return accept();
}

/** What the deciders of mutual aid, of requests and of units look at before they let a step pass. */

import type { Command } from "../commands.ts";
import { checkUnit, shown, unitName } from "../decision.ts";
import { refuse, type Refusal } from "../refusal.ts";
import { findRequestRow, getPolicy, type RegionState } from "../state/region-state.ts";
import { loanStates, requestDirections, requestStates, unitStatuses } from "../vocabulary.ts";
import { getRequestFacts } from "../request/changes.ts";
import { findAidFacts } from "./changes.ts";
import { checkFloors, countLendable, describeFloors } from "./floor.ts";
import { isGuest, listLoans, loanOf } from "./loans.ts";
import { isFree } from "../unit/free.ts";

type Of<T extends Command["type"]> = Extract<Command, { type: T }>;

/** A unit between two regions changes only by the steps of mutual aid; a guest that is here works like any other. */
export function checkNotAway(state: RegionState, unit: number): Refusal | undefined {
  const { home, loan } = state.columns.units;
  if (home[unit] === 0 && loan[unit] === loanStates.code.none) return undefined;
  if (home[unit] > 0 && loan[unit] === loanStates.code.there) return undefined;
  const words =
    home[unit] > 0
      ? "is a unit of another region and not here"
      : `is lent (${loanOf(state, unit)})`;
  return refuse(
    "unit.lent",
    `${unitName(state, unit)} ${words}; it changes by aid.arrive, aid.release and aid.return only`,
  );
}

/** Neither books on or off by itself: its coming and going are told to its home region. */
export function checkOwnDuty(state: RegionState, unit: number): Refusal | undefined {
  if (state.columns.units.home[unit] === 0) return checkNotAway(state, unit);
  return refuse(
    "unit.lent",
    `${unitName(state, unit)} is a guest: it comes by aid.arrive and leaves by aid.release`,
  );
}

export function checkNeighbour(state: RegionState, region: string): Refusal | undefined {
  const { neighbourIndex } = getPolicy(state).aid;
  if (neighbourIndex.has(region)) return undefined;
  const known = [...neighbourIndex.keys()].slice(0, 10).join(", ");
  return refuse(
    "aid.unknown-region",
    `region: got "${shown(region)}", expected a neighbour of the plan for mutual aid (${known === "" ? "it has none" : known})`,
  );
}

/** The row of a linked request of units of the direction given; a refusal when it is none. */
export function findLinked(
  state: RegionState,
  request: number,
  direction: "outgoing" | "incoming" | "any",
): { readonly row: number } | { readonly refusal: Refusal } {
  const row = findRequestRow(state, request);
  if (row < 0)
    return {
      refusal: refuse(
        "request.unknown",
        `request ${shown(request)}: no such request in the operational state`,
      ),
    };
  if (findAidFacts(state, row)?.terms === undefined || findAidFacts(state, row)?.terms === null)
    return {
      refusal: refuse(
        "aid.wrong-state",
        `request ${request} is not one of units between regions; take the steps of the request itself`,
      ),
    };
  const now = requestDirections.names[state.columns.requests.direction[row]];
  if (direction !== "any" && now !== direction)
    return {
      refusal: refuse(
        "aid.not-yours",
        direction === "incoming"
          ? `request ${request} is one that this region asks; its units are named by ${getRequestFacts(state, row).party.code}`
          : `request ${request} is one that this region is asked; ${getRequestFacts(state, row).party.code} receives and releases the units`,
      ),
    };
  return { row };
}

/** The units given, or all of the request; a refusal when one of them is not in a state for the step. */
export function pickLoans(
  state: RegionState,
  request: number,
  given: readonly number[] | undefined,
  fits: (unit: number) => boolean,
  step: string,
): { readonly units: readonly number[] } | { readonly refusal: Refusal } {
  const all = listLoans(state, request);
  const units = given ?? all.filter(fits);
  if (!Array.isArray(units) || units.length === 0)
    return {
      refusal: refuse(
        "aid.wrong-state",
        `request ${request} has no unit for which ${step} could be`,
      ),
    };
  for (const unit of units as readonly number[]) {
    const unknown = checkUnit(state, unit);
    if (unknown !== undefined) return { refusal: unknown };
    if (!all.includes(unit) || !fits(unit))
      return {
        refusal: refuse(
          "aid.wrong-state",
          `${unitName(state, unit)} is ${all.includes(unit) ? loanOf(state, unit) : "not one of this request"}; ${step} is not for it`,
        ),
      };
  }
  if (new Set(units).size !== units.length)
    return { refusal: refuse("value.invalid", "units: each stands there once at most") };
  return { units: units as readonly number[] };
}

/** A guest at an incident is not let go from under it, nor one in an emergency. */
export function checkLetGo(state: RegionState, units: readonly number[]): Refusal | undefined {
  const { firstAllocation, emergencyAt } = state.columns.units;
  for (const unit of units) {
    if (firstAllocation[unit] >= 0)
      return refuse(
        "unit.busy",
        `${unitName(state, unit)} has an incident; clear it or stand it down before it leaves`,
      );
    if (emergencyAt[unit] !== 0)
      return refuse(
        "unit.wrong-state",
        `${unitName(state, unit)} has an emergency; end that first, with a reason`,
      );
  }
  return undefined;
}

/** Whether the unit has every skill that is asked for and that this region knows. */
function hasSkills(state: RegionState, unit: number, skills: readonly string[]): boolean {
  const { skillIndex } = getPolicy(state);
  return skills.every((code) => {
    const bit = skillIndex.get(code);
    return bit === undefined || ((state.columns.units.skills[unit] >> bit) & 1) === 1;
  });
}

export function checkLend(
  state: RegionState,
  command: Of<"aid.commit">,
  row: number,
): Refusal | undefined {
  const { units } = command;
  const { requests } = state.columns;
  if (!Array.isArray(units) || units.length === 0)
    return refuse("value.invalid", "units: expected the ids of the units that go, each once");
  const room = requests.quantity[row] - listLoans(state, command.request).length;
  if (units.length > room)
    return refuse(
      "value.invalid",
      `units: got ${units.length}, request ${command.request} asks for ${room} more`,
    );
  if (new Set(units).size !== units.length)
    return refuse("value.invalid", "units: each stands there once at most");
  const skills = findAidFacts(state, row)?.terms?.skills ?? [];
  for (const unit of units as readonly number[]) {
    const fault = checkUnit(state, unit) ?? checkMayGo(state, unit, skills);
    if (fault !== undefined) return fault;
  }
  return checkFloors(state, units);
}

function checkMayGo(
  state: RegionState,
  unit: number,
  skills: readonly string[],
): Refusal | undefined {
  const name = unitName(state, unit);
  if (isGuest(state, unit))
    return refuse("unit.lent", `${name} is a guest; only its home region lends it`);
  const away = checkNotAway(state, unit);
  if (away !== undefined) return away;
  const { status, firstAllocation } = state.columns.units;
  if (status[unit] === unitStatuses.code.off) return refuse("unit.off", `${name} is not booked on`);
  if (!isFree(state, unit) || firstAllocation[unit] >= 0)
    return refuse("unit.busy", `${name} is not free; name one that is`);
  if (!hasSkills(state, unit, skills))
    return refuse("value.invalid", `${name} has not the skills asked for: ${skills.join(", ")}`);
  return undefined;
}

/** Units that could be named for a request now, in the order of their ids. */
export function listCandidates(state: RegionState, row: number): number[] {
  const skills = findAidFacts(state, row)?.terms?.skills ?? [];
  const { head } = state.columns;
  return Array.from({ length: head.units[0] }, (_, unit) => unit).filter(
    (unit) => checkMayGo(state, unit, skills) === undefined,
  );
}

/** An offer of more than could go without passing a floor is none. */
export function checkOffer(state: RegionState, row: number, quantity: number): Refusal | undefined {
  const candidates = listCandidates(state, row);
  const promised = countPromised(state, row);
  const most = Math.max(0, countLendable(state, candidates) - promised);
  if (quantity <= most) return undefined;
  const floors = describeFloors(state, candidates);
  const others = promised === 0 ? "" : `; ${promised} are promised to others and not named yet`;
  return refuse(
    "aid.below-floor",
    `quantity: got ${quantity}, but ${most} could go, ${quantity - most} are missing: ${candidates.length} free units have these skills${others}${floors === "" ? "" : `; floors: ${floors}`}; offer fewer, or refuse`,
  );
}

/**
 * Units firmly promised to other requests of neighbours and not named yet. Who asks first must find what was promised when
 * it is named, so the next one is not promised the same units; a provisional answer promises none.
 */
export function countPromised(state: RegionState, except: number): number {
  const { requests, head } = state.columns;
  let promised = 0;
  for (let row = 0; row < head.requestRows[0]; row += 1) {
    const isOther =
      row !== except &&
      requests.state[row] === requestStates.code.accepted &&
      requests.direction[row] === requestDirections.code.incoming;
    if (!isOther || (findAidFacts(state, row)?.terms ?? null) === null) continue;
    promised += Math.max(0, requests.promised[row] - listLoans(state, requests.number[row]).length);
  }
  return promised;
}

/**
 * The forecast of a region: many futures of one moment, each with its own luck, and what they show together. It is a
 * generator that pauses after every future, so that whoever runs it can stop it, or look at a clock. Same inputs, same
 * numbers. Not here: when it is made and where it is kept (live/forecast).
 */
import { microsPerHour, type Instant, type Micros } from "../../base/instant.ts";
import type { Forecast, NoForecast, WhatIf } from "../../core/forecast.ts";
import { stopRetiring } from "../../core/due-work.ts";
import {
  forkState,
  growingTables,
  growState,
  type RegionState,
} from "../../core/state/region-state.ts";
import type { PositionOverlay } from "../../plan/positions.ts";
import type { TravelTimes } from "../../plan/travel-times.ts";
import { drawBreaks, listBreakShifts } from "./breaks.ts";
import { demandRule, learnDemand, listSeen } from "./demand.ts";
import type { Place } from "../room/crews.ts";
import { makeCallPlaces } from "./call-places.ts";
import { beginFuture, type Known, type Present } from "./future.ts";
import { learnFromModel, type NamedModel } from "./model-calls.ts";
import { listGuestDuties, listOngoing, listStanding } from "./ongoing.ts";
import { Outlook } from "./outlook.ts";
import { learnSceneTimes } from "./scene-times.ts";
import { learnSendDelay } from "./send-delay.ts";
import { summarise, wholeSeconds } from "./summarise.ts";
import { figuresOf } from "./room-figures.ts";
import { drawComing, inOrder, learnComing } from "./who-comes.ts";
import { addWhatIf } from "./what-if.ts";

/** Spread of ways about the expected one, as in rehearsals. */
const travelSigma = 0.3;

export interface ForecastRequest {
  readonly region: string;
  /** It is written into: a copy of the live one. */
  readonly state: RegionState;
  readonly now: Instant;
  readonly positions: PositionOverlay;
  readonly travel: TravelTimes;
  /**
   * Ways by road as of a state, quick between the places given: stations, zones that calls come from, and where units are;
   * left out = `travel` says all.
   */
  readonly byRoad?: ((state: RegionState, places: readonly Place[]) => TravelTimes) | undefined;
  /** Calls come as this model says; left out = as in the last day. */
  readonly demandModel?: NamedModel | undefined;
  readonly futures: number;
  readonly horizonMicros: Micros;
  /** Steps begin at the next whole multiple of this since 1970, so that forecasts of different moments can be compared. */
  readonly stepMicros: Micros;
  readonly stepsPerColumn: number;
  /** Unsigned 32-bit integer. */
  readonly seed: number;
  readonly whatIf?: WhatIf | undefined;
  /** Of a moment that is past: what came after it, in place of what is learnt and drawn. */
  readonly known?: Known | undefined;
}

export type ForecastResult = Omit<Forecast, "cpuMillis"> | NoForecast;

export function isForecast(result: Forecast | ForecastResult): result is Forecast {
  return !("reason" in result);
}

/** Yields the number of futures played so far; `next(true)` ends it with those. */
export function* makeForecast(
  request: ForecastRequest,
): Generator<number, ForecastResult, boolean | undefined> {
  const { state, now, futures } = request;
  const stepsAt = listSteps(request);
  // Before units of a question are registered: they are not in the log.
  const position = state.columns.head.position[0];
  const present = gatherPresent(request);
  if ("reason" in present) return present;
  const areas = state.policy?.areaCount ?? 0;
  const outlook = new Outlook({
    now,
    stepsAt,
    futures,
    areas,
    stepsPerColumn: request.stepsPerColumn,
    sendDelayMicros: request.known === undefined ? learnSendDelay(state) : 0,
  });
  const first = forkState(state);
  stopRetiring(first);
  const fork = forkState(first);
  const travel = request.byRoad?.(fork, present.places) ?? request.travel;
  // As of now: in a future streets open again.
  const { source } = travel;
  for (let future = 0; future < futures; future += 1) {
    const room = beginFuture({ ...present, state: first, travel }, fork, future, outlook);
    outlook.begin(room.state);
    for (let step = 0; step < stepsAt.length; step += 1) {
      room.playUntil(stepsAt[step]);
      outlook.see(room.state, step);
    }
    outlook.end();
    growLike(first, fork);
    if ((yield future + 1) === true) break;
  }
  return {
    region: request.region,
    position,
    at: now,
    policy: state.policy?.version ?? 0,
    seed: request.seed,
    futures: outlook.played,
    horizonSeconds: wholeSeconds(request.horizonMicros),
    travel: source,
    whatIf: request.whatIf ?? null,
    present: figuresOf(state),
    ...summarise(present, outlook),
  };
}

/** A future that needed more rows than there were: the next ones begin with as many. */
function growLike(state: RegionState, fork: RegionState): void {
  for (const table of growingTables)
    while (state.capacities[table] < fork.capacities[table]) growState(state, table);
}

function listSteps({ now, horizonMicros, stepMicros }: ForecastRequest): Float64Array {
  const first = (Math.floor(now / stepMicros) + 1) * stepMicros;
  return Float64Array.from(
    { length: Math.round(horizonMicros / stepMicros) },
    (_, step) => first + step * stepMicros,
  );
}

/** What all futures begin with, or why there can be none. Units that a question adds are registered in `request.state`. */
export function gatherPresent(request: ForecastRequest): Present | NoForecast {
  const { state, now, positions, seed, horizonMicros, whatIf, known, byRoad } = request;
  if (state.policy === undefined)
    return { reason: "no configuration", incidents: 0, needed: demandRule.fewest };
  // One hour more than asked: calls are planned one ahead.
  const hours = Math.ceil(horizonMicros / microsPerHour) + 2;
  const seen = listSeen(state, now);
  const { demandModel } = request;
  const learnt =
    demandModel === undefined
      ? learnDemand(seen, now, hours)
      : learnFromModel(demandModel, state, seen, now, hours);
  if (learnt === undefined && known === undefined)
    return { reason: "too few incidents", incidents: seen.length, needed: demandRule.fewest };
  const calls = learnt?.perHour.reduce((sum, rate) => sum + rate, 0) ?? 0;
  if (calls > demandRule.mostCalls && known === undefined)
    return { reason: "too many calls", incidents: seen.length, needed: demandRule.fewest };
  const modelCalls = learnt?.modelCalls;
  const zones =
    byRoad && modelCalls === undefined ? makeCallPlaces(seen, demandRule.scatterM) : undefined;
  const demand = learnt && zones ? { ...learnt, zones } : learnt;
  const coming = learnComing(state, now, now + horizonMicros);
  const drawExtra = addWhatIf(state, now, whatIf);
  const standing = listStanding(state, positions);
  const places = [
    ...standing.places,
    ...standing.bases,
    ...standing.incidents.map(({ call }) => call),
    ...(zones ?? []).flat(),
    ...(modelCalls?.zones ?? []).flatMap((zone) => zone.places),
  ];
  const travel = byRoad?.(state, places) ?? request.travel;
  const nobodyElse = whatIf?.nobodyElse ?? false;
  const ongoing = listOngoing(state, now, standing, travel);
  const resting = new Set(
    ongoing.activities.flatMap(({ kind, unit }) => (kind === "pause" ? [unit] : [])),
  );
  const guestDuties = listGuestDuties(state, now);
  const breaks = listBreakShifts(state, now, now + horizonMicros, resting);
  return {
    state,
    now,
    travel,
    travelSigma,
    ongoing,
    places,
    demand,
    known,
    demandFactor: whatIf?.demandFactor ?? 1,
    scenes: learnSceneTimes(state, now),
    seed,
    coming,
    drawDuties: (random, future) =>
      inOrder([
        ...(known?.duties ?? [
          ...drawComing(coming, now, random, future, nobodyElse),
          ...drawBreaks(breaks, now, random, future),
          ...guestDuties,
        ]),
        ...drawExtra(random, future),
      ]),
  };
}

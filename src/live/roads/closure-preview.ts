/**
 * What a closure that is being drawn would change: the open incidents whose best unit would be another, or take longer.
 * A closure only ever makes ways longer. So where every unit that was chosen still takes as long as before, all that was
 * not chosen can only have become worse, and the answer is the same without working it out again; only the others are
 * recommended for a second time. Nothing is changed by asking. Not here: drawing it, and reporting it.
 */
import type { Instant } from "../../base/instant.ts";
import { distanceM } from "../../base/distance.ts";
import type { Command } from "../../core/commands.ts";
import { decide } from "../../core/decide.ts";
import type { Recommendation } from "../../core/recommendation.ts";
import type { Refusal } from "../../core/refusal.ts";
import { forkState, getPolicy, type RegionState } from "../../core/state/region-state.ts";
import { incidentStates } from "../../core/vocabulary.ts";
import type { PositionOverlay } from "../../plan/positions.ts";
import { recommend } from "../../plan/recommend.ts";
import type { TravelTimes } from "../../plan/travel-times.ts";
import type { PointE7 } from "./road-answers.ts";

export const closurePreviewLimits = {
  /** Open incidents that are asked about, the nearest to the drawing, in a region with few units; */
  incidents: 500,
  /** with more units fewer, as each incident looks at every unit: commands wait while a preview is worked out. */
  unitsLookedAt: 600_000,
} as const;

/** How many incidents a preview asks about. */
export function countAsked(units: number): number {
  const { incidents, unitsLookedAt } = closurePreviewLimits;
  return Math.max(1, Math.min(incidents, Math.floor(unitsLookedAt / Math.max(1, units))));
}

interface Best {
  readonly unit: number;
  readonly travelSeconds: number;
}

export interface ChangedBest {
  readonly incident: number;
  /** Null = nobody can be sent. */
  readonly before: Best | null;
  readonly after: Best | null;
}

export interface ClosurePreview {
  /** Pieces of road that the drawing shuts for the first motor class. */
  readonly segments: number;
  /** Incidents asked about, of so many that are open. */
  readonly asked: number;
  readonly open: number;
  readonly changed: readonly ChangedBest[];
}

type Report = Extract<Command, { type: "closure.report" }>;

export interface PreviewWorld {
  readonly state: RegionState;
  readonly now: Instant;
  readonly positions: PositionOverlay;
  readonly travelFor: (state: RegionState) => TravelTimes;
  readonly listArcs: (shape: Report["shape"] & Pick<Report, "direction">) => readonly number[];
  readonly segmentOf: (arc: number) => number;
}

export function previewClosure(
  world: PreviewWorld,
  report: Report,
): ClosurePreview | { readonly refusal: Refusal } {
  const { state, now, positions } = world;
  const fork = forkState(state);
  const command: Report = { ...report, confirm: true };
  const decision = decide(fork, command, { now, at: now, by: "preview" });
  if (decision.refusal !== undefined) return { refusal: decision.refusal };
  const [lonE7, latE7] = report.shape.points[0];
  const open = listIncidents(state, { latE7, lonE7 });
  const incidents = open.slice(0, countAsked(state.columns.head.units[0]));
  const ask = (of: RegionState, travel: TravelTimes, incident: number): Recommendation =>
    recommend(of, { id: "preview", incident, now, travel, positions, limit: 1 });
  const openTravel = world.travelFor(state);
  const before = incidents.map((incident) => {
    const recommendation = ask(state, openTravel, incident);
    const micros = listChosenMicros(state, openTravel, recommendation);
    return { incident, recommendation, micros };
  });
  const shutTravel = world.travelFor(fork);
  const changed = before.flatMap(({ incident, recommendation, micros }) => {
    if (isSettled(recommendation)) {
      const now = listChosenMicros(fork, shutTravel, recommendation);
      if (now.every((each, at) => each === micros[at])) return [];
    }
    const pair = { before: bestOf(recommendation), after: bestOf(ask(fork, shutTravel, incident)) };
    const isSame =
      pair.before?.unit === pair.after?.unit &&
      pair.before?.travelSeconds === pair.after?.travelSeconds;
    return isSame ? [] : [{ incident, ...pair }];
  });
  // The metrics are the real state's again.
  world.travelFor(state);
  const segments = new Set(world.listArcs(report.shape).map(world.segmentOf));
  return { segments: segments.size, asked: incidents.length, open: open.length, changed };
}

/**
 * Whether longer ways of others can not change it: every need is met by free units. What a divert costs rests on further
 * ways, to the incident that is left.
 */
function isSettled({ options, shortfalls }: Recommendation): boolean {
  return (
    shortfalls.length === 0 &&
    options.some(({ chosen }) => chosen) &&
    options.every(({ chosen, divert }) => !chosen || divert === null)
  );
}

function listChosenMicros(
  state: RegionState,
  travel: TravelTimes,
  { options, location }: Recommendation,
): number[] {
  const { classOfVehicle } = getPolicy(state);
  return options
    .filter(({ chosen }) => chosen)
    .map(({ unit, latE7, lonE7 }) => {
      const vehicleClass = classOfVehicle[state.columns.units.vehicle[unit]];
      const start = { unit, vehicleClass, latE7, lonE7 };
      return travel.micros(start, location.latE7, location.lonE7);
    });
}

function bestOf({ options }: Recommendation): Best | null {
  const [option] = options;
  return option === undefined ? null : { unit: option.unit, travelSeconds: option.travelSeconds };
}

/** Open ones, the nearest first. */
function listIncidents(state: RegionState, to: PointE7): number[] {
  const { incidents, head } = state.columns;
  const open: { incident: number; metres: number }[] = [];
  for (let row = 0; row < head.incidentRows[0]; row += 1) {
    const code = incidents.state[row];
    if (code === incidentStates.code.none || code === incidentStates.code.closed) continue;
    const metres = distanceM(incidents.latE7[row], incidents.lonE7[row], to.latE7, to.lonE7);
    open.push({ incident: incidents.number[row], metres });
  }
  open.sort((a, b) => a.metres - b.metres || a.incident - b.incident);
  return open.map(({ incident }) => incident);
}

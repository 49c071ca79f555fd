/**
 * What a closure that is being drawn would change: the open incidents whose best unit would be another, or take longer.
 * A closure only ever makes ways longer. So where every unit that was chosen still takes as long as before, all that was
 * not chosen can only have become worse, and the answer is the same without working it out again; only the others are
 * recommended for a second time. Nothing is changed by asking. It is a generator that pauses after every incident, so that
 * whoever runs it can let commands in between; it works on copies, so they change nothing of what it says. Not here: how long a
 * slice of it is (http/routes), drawing the closure, and reporting it.
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
  /** with more units fewer, as each incident looks at every unit. */
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
  /** Copied when the preview begins, and so are the positions. */
  readonly state: RegionState;
  readonly now: Instant;
  readonly positions: PositionOverlay;
  readonly travelFor: (state: RegionState) => TravelTimes;
  readonly listArcs: (shape: Report["shape"] & Pick<Report, "direction">) => readonly number[];
  readonly segmentOf: (arc: number) => number;
}

type Refused = { readonly refusal: Refusal };

export function* previewClosure(
  world: PreviewWorld,
  report: Report,
): Generator<void, ClosurePreview | Refused> {
  const { now } = world;
  const open = forkState(world.state);
  const shut = forkState(open);
  const positions = copyPositions(world.positions, open.columns.head.units[0]);
  const command: Report = { ...report, confirm: true };
  const decision = decide(shut, command, { now, at: now, by: "preview" });
  if (decision.refusal !== undefined) return { refusal: decision.refusal };
  const [lonE7, latE7] = report.shape.points[0];
  const all = listIncidents(open, { latE7, lonE7 });
  const incidents = all.slice(0, countAsked(open.columns.head.units[0]));
  const ask = (of: RegionState, incident: number): Recommendation => {
    const travel = world.travelFor(of);
    return recommend(of, { id: "preview", incident, now, travel, positions, limit: 1 });
  };
  const before: { incident: number; recommendation: Recommendation; micros: number[] }[] = [];
  for (const incident of incidents) {
    const recommendation = ask(open, incident);
    const micros = listChosenMicros(open, world.travelFor(open), recommendation);
    before.push({ incident, recommendation, micros });
    yield;
  }
  const changed: ChangedBest[] = [];
  for (const { incident, recommendation, micros } of before) {
    const isSame =
      isSettled(recommendation) &&
      listChosenMicros(shut, world.travelFor(shut), recommendation).every(
        (each, at) => each === micros[at],
      );
    if (!isSame) {
      const pair = { before: bestOf(recommendation), after: bestOf(ask(shut, incident)) };
      if (isOther(pair)) changed.push({ incident, ...pair });
    }
    yield;
  }
  const segments = new Set(world.listArcs(report.shape).map(world.segmentOf));
  return { segments: segments.size, asked: incidents.length, open: all.length, changed };
}

function isOther({ before, after }: Omit<ChangedBest, "incident">): boolean {
  return before?.unit !== after?.unit || before?.travelSeconds !== after?.travelSeconds;
}

function copyPositions({ latE7, lonE7, at }: PositionOverlay, units: number): PositionOverlay {
  return {
    latE7: latE7.slice(0, units),
    lonE7: lonE7.slice(0, units),
    at: at.slice(0, units),
  };
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

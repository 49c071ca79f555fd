/**
 * Zones: the places that calls of a plan come from when it is played by road. Anywhere in a circle is no place that a
 * matrix of travel times could know, so each area has a bounded number of places that stand for it, as even as calls are
 * likely: its pieces (its circle, or a demand model's squares) by their shares, and within each piece the points of
 * Halton's sequence (Halton 1960, bases 2 and 3), which leave neither gaps nor clusters. A mean over n of them differs
 * from the mean over the area by about log(n) / n and not by 1 / root n, as drawn places would. No draw is made: all
 * variants and nights have the same zones.
 */
import { halton } from "../../base/halton.ts";
import type { Place } from "../room/crews.ts";
import { listCellAreas, placeInCircle, placeInSquare } from "./call-place.ts";
import type { RehearsalPlan } from "./plan.ts";
import { listUnits } from "./roster.ts";

export const zoneLimits = {
  /** Zones of a plan; each area has one at least. */
  zones: 2_048,
} as const;

/** The zones of one area, each as likely as the others. */
export interface AreaZones {
  readonly area: string;
  /** Of all calls. */
  readonly share: number;
  readonly places: readonly Place[];
}

interface Piece {
  readonly share: number;
  readonly place: (u: number, v: number) => Place;
}

/** What zones are made of. */
export type ZonedPlan = Pick<RehearsalPlan, "areas"> & {
  readonly demand: Pick<RehearsalPlan["demand"], "cells">;
};

export function makeZones(plan: ZonedPlan, most: number = zoneLimits.zones): AreaZones[] {
  const byArea = listPieces(plan);
  const shareOf = (pieces: readonly Piece[]) => pieces.reduce((sum, { share }) => sum + share, 0);
  const all = [...byArea.values()].reduce((sum, pieces) => sum + shareOf(pieces), 0);
  return [...byArea].flatMap(([area, pieces]) => {
    const share = shareOf(pieces);
    if (share === 0) return [];
    const count = Math.max(1, Math.floor((most * share) / all));
    return { area, share, places: spread(pieces, share, count) };
  });
}

/** The same plan, with its calls from zones. */
export function withZones(plan: RehearsalPlan): RehearsalPlan {
  return { ...plan, demand: { ...plan.demand, zones: makeZones(plan) } };
}

/** Stations and zones of these plans: where units stand and calls come from, as often as they do. */
export function listPlaces(plans: readonly RehearsalPlan[]): Place[] {
  return plans.flatMap((plan) => [
    ...listUnits(plan).map(({ base }) => base),
    ...(plan.demand.zones ?? []).flatMap(({ places }) => places),
  ]);
}

function listPieces({ areas, demand }: ZonedPlan): Map<string, Piece[]> {
  const byArea = new Map<string, Piece[]>();
  const add = (area: string, piece: Piece): void => {
    const known = byArea.get(area);
    if (known === undefined) byArea.set(area, [piece]);
    else known.push(piece);
  };
  const { cells } = demand;
  if (cells === undefined)
    for (const area of areas)
      add(area.code, { share: area.share, place: (u, v) => placeInCircle(area, u, v) });
  else
    for (const [index, code] of listCellAreas(cells, areas).entries())
      add(code, {
        share: cells[index][3],
        place: (u, v) => placeInSquare(cells[index], u, v),
      });
  return byArea;
}

/** The k-th of `count` places is in the piece in which the share (k + 1/2) / count of the area's calls is reached. */
function spread(pieces: readonly Piece[], share: number, count: number): Place[] {
  const places: Place[] = [];
  let [piece, reached] = [0, pieces[0].share];
  let inPiece = 0;
  for (let at = 0; at < count; at += 1) {
    const wanted = ((at + 0.5) / count) * share;
    while (reached < wanted && piece + 1 < pieces.length) {
      piece += 1;
      reached += pieces[piece].share;
      inPiece = 0;
    }
    // Each square begins elsewhere in the sequence: else the first point of all of them would be its middle.
    inPiece += 1;
    const number = inPiece + piece * 7;
    places.push(pieces[piece].place(halton(number, 2), halton(number, 3)));
  }
  return places;
}

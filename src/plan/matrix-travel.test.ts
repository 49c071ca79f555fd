import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { act, makeRoom, placeAt, type Room } from "../testing/control-room.ts";
import { across, barricade, calibration, grid, inStreet, map } from "../testing/roads/grid-room.ts";
import { makeCandidates } from "./candidates.ts";
import { MapTravel } from "./map-travel.ts";
import { MatrixTravel } from "./matrix-travel.ts";
import { PlaceMatrices } from "./place-matrices.ts";
import { PlaceTable, type TablePlace } from "./place-table.ts";
import { StateTravel } from "./state-travel.ts";
import { makeStraightLine } from "./straight-line.ts";
import type { TravelStarts, TravelTimes } from "./travel-times.ts";

function openMap(): MapTravel {
  return new MapTravel({
    map,
    calibration,
    againstOneWays: false,
    fallback: makeStraightLine(),
    units: 64,
    isWanted: ({ motor }) => motor,
  });
}

/** In a street of the grid, at a crossing, or far from any road. */
const anyPlace: fc.Arbitrary<TablePlace> = fc.oneof(
  { weight: 8, arbitrary: fc.tuple(fc.nat(7), fc.nat(7), fc.nat(200)).map(([column, row, metres]) => at(column, row, metres)) }, // prettier-ignore
  { weight: 1, arbitrary: fc.constant(placeAt(60_000, 60_000)) },
);

function at(column: number, row: number, metres: number): TablePlace {
  const { north, east } = inStreet(column, row, metres);
  return placeAt(north, east);
}

function startsAt(places: readonly TablePlace[], classes: number): TravelStarts {
  const starts = makeCandidates(places.length);
  starts.count = places.length;
  for (const [row, { latE7, lonE7 }] of places.entries()) {
    starts.unit[row] = row;
    starts.vehicleClass[row] = row % classes;
    starts.latE7[row] = latE7;
    starts.lonE7[row] = lonE7;
  }
  return starts;
}

/** One by one, and at once. */
function listMicros(travel: TravelTimes, starts: TravelStarts, to: TablePlace): number[] {
  const out = new Float64Array(starts.count);
  travel.manyMicros?.(starts, to.latE7, to.lonE7, out);
  const alone = Array.from(out, (_, row) =>
    travel.micros(
      {
        unit: starts.unit[row],
        vehicleClass: starts.vehicleClass[row],
        latE7: starts.latE7[row],
        lonE7: starts.lonE7[row],
      },
      to.latE7,
      to.lonE7,
    ),
  );
  assert.deepEqual([...out], alone);
  return alone;
}

test("every time is the one that the roads say, to the microsecond, as closures begin and end", () => {
  const step = fc.record({ column: fc.nat(grid.side - 2), row: fc.nat(grid.side - 1) });
  const lists = fc.record({
    known: fc.array(anyPlace, { minLength: 2, maxLength: 8 }),
    others: fc.array(anyPlace, { maxLength: 3 }),
    shut: fc.array(step, { maxLength: 4 }),
    // So few that columns are dropped all the time, or enough for all.
    cells: fc.constantFrom(8, 40, 10_000),
  });
  let looked = 0;
  fc.assert(
    fc.property(lists, ({ known, others, shut, cells }) => {
      const room = makeRoom();
      const ways = new StateTravel(openMap(), room.state);
      const matrices = new PlaceMatrices(openMap(), new PlaceTable(known), cells);
      const travel = new MatrixTravel(matrices, room.state);
      const starts = startsAt([...known, ...others], 3);
      // So many that the roads take them all at once.
      const many = startsAt(
        Array.from({ length: 40 }, (_, row) => known[row % known.length]),
        3,
      );
      const compare = (): void => {
        for (const to of [...known, ...others])
          for (const rows of [starts, many])
            assert.deepEqual(listMicros(travel, rows, to), listMicros(ways, rows, to));
        assert.deepEqual(travel.source, ways.source);
      };
      compare();
      const closures = shut.map(({ column, row }) => {
        const closure = barricade(room, across(column, row));
        compare();
        return closure;
      });
      for (const closure of closures) {
        act(room, { type: "closure.lift", closure, reason: "cleared" });
        compare();
      }
      looked += travel.looked;
    }),
    { numRuns: 40 },
  );
  assert.ok(looked > 1_000, String(looked));
});

function shutAndLift(room: Room, look: () => void): void {
  const closure = barricade(room, across(3, 4));
  look();
  act(room, { type: "closure.lift", closure, reason: "cleared" });
  look();
}

test("a column is made once for each place and state of the closures, and found again when the same is shut again", () => {
  const places = [at(2, 4, 60), at(5, 4, 60), at(6, 6, 20)];
  const matrices = new PlaceMatrices(openMap(), new PlaceTable(places));
  const look = (room: Room): void => {
    const travel = new MatrixTravel(matrices, room.state);
    for (const to of places) listMicros(travel, startsAt(places, 1), to);
  };
  const first = makeRoom();
  look(first);
  assert.equal(matrices.columnsMade, 3);
  shutAndLift(first, () => look(first));
  assert.equal(matrices.columnsMade, 6);
  // Another night: other numbers of closures, the same street.
  const second = makeRoom();
  shutAndLift(second, () => look(second));
  shutAndLift(second, () => look(second));
  assert.equal(matrices.columnsMade, 6);
});

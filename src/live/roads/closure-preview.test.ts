import assert from "node:assert/strict";
import { test } from "node:test";
import { RandomStream } from "../../base/random.ts";
import { closurePreviewLimits, countAsked, previewClosure } from "./closure-preview.ts";
import { recommend } from "../../plan/recommend.ts";
import { noOverlay } from "../../plan/positions.ts";
import { act, addClosure, addIncident, addUnit, makeRoom } from "../../testing/control-room.ts";
import { across, around, grid, inStreet, makeRoads } from "../../testing/roads/grid-room.ts";

test("what a preview says is what closing the road does, for every open incident", () => {
  const random = new RandomStream(3, "closure-preview");
  let [changes, same] = [0, 0];
  for (let round = 0; round < 12; round += 1) {
    const room = makeRoom();
    const roads = makeRoads();
    const spot = () =>
      inStreet(random.below(grid.side - 1), random.below(grid.side), 5 + random.below(190));
    for (let unit = 0; unit < 6; unit += 1) addUnit(room, spot());
    const incidents = Array.from({ length: 70 }, () => addIncident(room, spot()));
    const [column, row] = [random.below(grid.side - 1), random.below(grid.side)];
    const points = round % 3 === 0 ? across(column, row) : around(column, row, 2);
    const best = (incident: number) => {
      const travel = roads.travelFor(room.state);
      const request = { id: "t", incident, now: room.now, travel, limit: 1 };
      const option = recommend(room.state, request).options.at(0);
      return option && { unit: option.unit, travelSeconds: option.travelSeconds };
    };
    const before = new Map(incidents.map((incident) => [incident, best(incident)]));
    const work = previewClosure(
      {
        state: room.state,
        now: room.now,
        positions: noOverlay,
        travelFor: (state) => roads.imagine(state),
        listArcs: (shape) =>
          roads
            .listArcs({ ...shape, direction: "both", bearingDegrees: null }, 0)
            .map(({ arc }) => arc),
        segmentOf: (arc) => roads.classes[0]?.network.arcSegment[arc] ?? -1,
      },
      {
        type: "closure.report",
        shape: { kind: "barricade", points },
        source: "own staff",
        expiresAt: room.now + 3_600e6,
      },
    );
    let step = work.next();
    while (step.done !== true) {
      // In every pause somebody asks about the real state: neither learns anything of the other.
      assert.deepEqual(best(incidents[0]), before.get(incidents[0]));
      step = work.next();
    }
    const preview = step.value;
    assert.ok(!("refusal" in preview));
    assert.deepEqual([preview.asked, preview.open], [70, 70]);
    for (const incident of incidents)
      assert.deepEqual(best(incident), before.get(incident), "nothing has changed");
    const closure = addClosure(room, { shape: { kind: "barricade", points } });
    act(room, { type: "closure.confirm", closure });
    const told = new Map(preview.changed.map(({ incident, after }) => [incident, after]));
    for (const incident of incidents) {
      const [was, is] = [before.get(incident), best(incident)];
      const isChanged = was?.unit !== is?.unit || was?.travelSeconds !== is?.travelSeconds;
      if (isChanged) changes += 1;
      else same += 1;
      // Two units that take equally long may change places, which is no change.
      if (was?.travelSeconds === is?.travelSeconds && !told.has(incident)) continue;
      assert.equal(told.has(incident), isChanged, `incident ${incident}`);
      if (isChanged) assert.deepEqual(told.get(incident) ?? undefined, is);
    }
  }
  assert.ok(changes > 20 && same > 200, `${changes} changed, ${same} did not`);
});

test("with more units fewer incidents are asked about", () => {
  assert.equal(countAsked(0), closurePreviewLimits.incidents);
  assert.equal(countAsked(1_200), 500);
  assert.equal(countAsked(5_000), 120);
  assert.equal(countAsked(1_000_000), 1);
});

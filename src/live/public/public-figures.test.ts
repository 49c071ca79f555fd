import assert from "node:assert/strict";
import { test } from "node:test";
import { microsPerMinute } from "../../base/instant.ts";
import { PeriodCounter } from "../../core/figures/count-period.ts";
import type { CoreEvent } from "../../core/events.ts";
import { act, addIncident, makeRoom } from "../../testing/control-room.ts";
import { publishFigures } from "./public-figures.ts";

test("incidents outside every area stand in the table by area, so that its parts make the total and a period is published", () => {
  const room = makeRoom();
  const counter = new PeriodCounter(room.now);
  counter.take({ type: "region.configured", at: room.now, entered: room.now, by: "test", version: 1, config: room.state.policy!.config } as CoreEvent); // prettier-ignore
  room.state.sink = { open: true, put: (event) => counter.take(event) };
  for (let count = 0; count < 10; count += 1) addIncident(room);
  const location = { state: "not asked", latE7: 0, lonE7: 0, radiusM: 0 } as const;
  for (let count = 0; count < 5; count += 1)
    act(room, { type: "incident.open", incidentType: "burglary", grade: "scheduled", location });
  const counts = counter.finish(room.now + microsPerMinute);
  assert.equal(counts.incidents.total, 15);
  const shown = publishFigures(counts).filter(({ metric }) => metric.startsWith("incidents"));
  assert.equal(shown.find(({ metric }) => metric === "incidents")?.value, 15);
  assert.equal(shown.find(({ part }) => part === "outside every area")?.value, 5);
});

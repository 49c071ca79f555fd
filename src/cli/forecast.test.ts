/** `muster forecast` against a running server: none yet, the next hours, what if, whether they came true, nonsense. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { runMuster } from "../testing/run-muster.ts";
import { testRegion, withServer } from "../testing/test-server.ts";

test("the next hours, what if, and how forecasts came out", async () => {
  const config = { forecast: { everySeconds: 3_600, futures: 50 } };
  await withServer({ units: 4, config }, async (server) => {
    const env = { MUSTER_URL: server.origin, MUSTER_TOKEN: await server.token("supervisor") };
    assert.match((await runMuster(["forecast"], env)).stdout, /^no forecast yet/);
    const { incidentTypes, centre } = server.region.state.policy!.config;
    for (let count = 0; count < 12; count += 1) {
      server.clock.move(300);
      await server.region.runSystem({
        type: "incident.open",
        incidentType: incidentTypes[0].code,
        location: { state: "given", ...centre, radiusM: 0 },
        grade: "immediate",
      });
    }
    const forecaster = server.running.context.forecasts.forecasters.get(testRegion);
    await forecaster?.makeNow();
    const near = await runMuster(["forecast"], env);
    assert.match(
      near.stdout,
      /^50 futures of 4 h from 2026-03-01T21:00:00(\.0+)?Z \(0 s ago\), position \d+\n/,
    );
    assert.match(near.stdout, /\nno unit, immediate( +(<1|>99|\d+) %){8}\n/);
    assert.match(near.stdout, /\nfree units, 80 %( +\d+-\d+){8}\n/);
    assert.match((await runMuster(["forecast", "--day"], env)).stdout, /^10 futures of 24 h/);
    const whatIf = await runMuster(["forecast", "--lent", "3", "--within", "15"], env);
    assert.match(whatIf.stdout, /on the same luck\n +as it is +changed\n/);
    const level = await runMuster(["forecast", "--level", "priority only"], env);
    assert.match(level.stdout, /\nwaiting at the end +\d+ +\d+\n/);
    const score = await runMuster(["forecast", "--calibration"], env);
    assert.match(score.stdout, /^judged on \d+ days/);
    const lost = await runMuster(["forecast", "--within", "15"], env);
    assert.match(lost.stderr, /cli\.asked-wrongly/);
    assert.equal(lost.code, 1);
    const nonsense = await runMuster(["forecast", "--recalled", "many"], env);
    assert.match(nonsense.stderr, /--recalled: got many, expected a number/);
  });
});

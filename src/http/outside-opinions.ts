/**
 * Joins the router of another program that the configuration may name to the regions of the process: each region gets a
 * recorder that listens to what is published. Without one in the configuration nothing is made and nobody is asked.
 */

import type { Log } from "../live/log.ts";
import type { Metrics } from "../live/metrics.ts";
import { OutsideRouter } from "../live/outside/outside-router.ts";
import { TravelRecorder } from "../live/outside/travel-recorder.ts";
import type { RegionRuntime } from "../live/region-runtime.ts";
import type { ServerConfig } from "./config-schema.ts";

export function recordOutsideOpinions(
  regions: ReadonlyMap<string, RegionRuntime>,
  config: ServerConfig,
  log: Log,
  metrics: Metrics,
): void {
  const { outside } = config.travel;
  if (outside === undefined) return;
  // One router for all regions: when it is down, it is down for all of them.
  const router = new OutsideRouter({ ...outside, log });
  const recorders = [...regions].map(
    ([region, runtime]) => [{ region }, new TravelRecorder(runtime, router, log)] as const,
  );
  const gauge = (name: string, help: string, read: (recorder: TravelRecorder) => number): void => {
    metrics.gauge(name, help, () =>
      recorders.map(([labels, recorder]) => [labels, read(recorder)] as const),
    );
  };
  gauge(
    "muster_outside_travel_recorded",
    "Travel times of another program's router recorded since the start.",
    (recorder) => recorder.recorded,
  );
  gauge(
    "muster_outside_travel_unanswered",
    "Questions to it without a usable answer since the start.",
    (recorder) => recorder.unanswered,
  );
  gauge(
    "muster_outside_travel_left_out",
    "Journeys it was not asked about because too many waited.",
    (recorder) => recorder.leftOut,
  );
}

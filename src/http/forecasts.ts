/**
 * The forecasters of a process: one for each region, and one thread for all of them. Without them (`forecast.everySeconds`
 * 0) everything else works as it does with them.
 */
import { Forecaster } from "../live/forecast/forecaster.ts";
import { ForecastThread } from "../live/forecast/forecast-thread.ts";
import type { ForecastRoads } from "../live/forecast/worker-roads.ts";
import type { Log } from "../live/log.ts";
import type { Metrics } from "../live/metrics.ts";
import type { RegionRuntime } from "../live/region-runtime.ts";
import type { RoadMap } from "../roads/map/road-map.ts";
import type { EventStore } from "../store/port.ts";
import type { ServerConfig } from "./config-schema.ts";
import { readRegionModels } from "./region-models.ts";

export interface Forecasts {
  /** By region. */
  readonly forecasters: ReadonlyMap<string, Forecaster>;
  close(): Promise<void>;
}

interface ForecastsOptions {
  readonly config: ServerConfig;
  readonly regions: ReadonlyMap<string, RegionRuntime>;
  readonly store: EventStore;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly roads: RoadMap | undefined;
}

/** A map that was opened from no package has no bytes that another thread could open. */
function roadsOf(config: ServerConfig, map: RoadMap | undefined): ForecastRoads | undefined {
  const { againstOneWays, ...calibration } = config.travel.roads;
  return map?.bytes === undefined ? undefined : { bytes: map.bytes, calibration, againstOneWays };
}

export function startForecasts(options: ForecastsOptions): Forecasts {
  const { config, regions, store, log, metrics } = options;
  const { everySeconds } = config.forecast;
  if (everySeconds === 0) return { forecasters: new Map(), close: () => Promise.resolve() };
  const thread = new ForecastThread(
    {
      fit: config.travel,
      roads: roadsOf(config, options.roads),
      models: readRegionModels(config),
    },
    config.forecast.futures,
    (fault) => log.error({ fault }, "a forecast by road failed; it was made by straight line"),
  );
  const forecasters = new Map(
    [...regions].map(([id, region]) => {
      const forecaster = new Forecaster({ region, store, thread, log, everySeconds });
      forecaster.start();
      return [id, forecaster];
    }),
  );
  const gauge = (name: string, help: string, read: (forecaster: Forecaster) => number): void => {
    metrics.gauge(name, help, () =>
      [...forecasters].map(([region, forecaster]) => [{ region }, read(forecaster)] as const),
    );
  };
  gauge("muster_forecasts_made", "Forecasts made since the start.", ({ made }) => made);
  gauge(
    "muster_forecasts_failed",
    "Forecasts that failed since the start.",
    ({ failed }) => failed,
  );
  return {
    forecasters,
    async close() {
      // First they know that they end: what the thread then gives up is no fault.
      const ended = [...forecasters.values()].map((forecaster) => forecaster.close());
      await Promise.all([thread.close(), ...ended]);
    },
  };
}

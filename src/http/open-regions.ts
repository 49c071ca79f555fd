/**
 * The regions of a process: those the configuration names and those the store already holds. A region whose log is
 * empty gets its first configuration as its first event; without one it waits for an administrator's region.configure.
 */

import { warmUpRegions } from "../live/warm-up.ts";
import type { RegionConfig } from "../core/region/config.ts";
import { listConfigFaults } from "../core/region/config-fault.ts";
import type { LiveClock } from "../live/clock.ts";
import { RefusedError } from "../live/fault.ts";
import type { Heartbeat } from "../live/heartbeat.ts";
import type { Log } from "../live/log.ts";
import type { Metrics } from "../live/metrics.ts";
import { RegionRuntime } from "../live/region-runtime.ts";
import { RegionRoads } from "../live/roads/region-roads.ts";
import { makeStraightLine } from "../plan/straight-line.ts";
import type { RoadMap } from "../roads/map/road-map.ts";
import type { EventStore } from "../store/port.ts";
import { regionConfigSchema } from "../wire/region-config-schema.ts";
import { ConfigFault, listSchemaFaults } from "./config.ts";
import type { ServerConfig } from "./config-schema.ts";
import { readDataFile } from "./config-file.ts";

export interface NamedRegion {
  readonly id: string;
  /** Entered when the region's log is empty. */
  readonly config?: RegionConfig | undefined;
}

/** Reads a region configuration file; throws a ConfigFault that says where it does not fit. */
export function readRegionConfig(path: string): RegionConfig {
  const parsed = regionConfigSchema.safeParse(readDataFile(path));
  if (parsed.success) return parsed.data;
  throw new ConfigFault(
    "config.invalid-key",
    `${path} is no region configuration:\n${listSchemaFaults(parsed.error)}`,
  );
}

/** All that can be said of a named region's file without a store; throws a ConfigFault that says all that is wrong. */
export function checkRegionConfig({ id, configFile }: ServerConfig["regions"][number]): void {
  if (configFile === undefined) return;
  const config = readRegionConfig(configFile);
  const faults = [...listConfigFaults(config)];
  if (config.id !== id)
    faults.unshift(
      `id: got "${config.id}", expected "${id}" as the server's configuration names it`,
    );
  if (faults.length === 0) return;
  throw new ConfigFault(
    "config.invalid-key",
    `${configFile} is no region configuration:\n  ${faults.join("\n  ")}`,
  );
}

function checkId(id: string, config: RegionConfig): void {
  if (config.id === id) return;
  throw new ConfigFault(
    "config.invalid-key",
    `The configuration of region ${id} has the id ${config.id}; they must be the same.`,
  );
}

export interface OpenRegionsOptions {
  readonly config: ServerConfig;
  readonly store: EventStore;
  readonly clock: LiveClock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly roads: RoadMap | undefined;
  readonly heartbeat: Heartbeat;
  /** Beside those of the configuration file. */
  readonly regions: readonly NamedRegion[];
}

export async function openRegions(
  options: OpenRegionsOptions,
): Promise<Map<string, RegionRuntime>> {
  const { config, store, clock, log, metrics, roads, heartbeat } = options;
  // The regions say that they stop; why, only the store knows.
  store.onFailure((error) => log.fatal({ error }, "the store failed"));
  const named: NamedRegion[] = [
    ...options.regions,
    ...config.regions.map(({ id, configFile }) => ({
      id,
      config: configFile === undefined ? undefined : readRegionConfig(configFile),
    })),
  ];
  const ids = new Set([...named.map(({ id }) => id), ...(await store.listRegions())]);
  const seconds = metrics.histogram("muster_command_seconds", "From asking to durable.");
  const commands = metrics.counter("muster_commands", "Commands by outcome (docs/operating).");
  const regions = new Map<string, RegionRuntime>();
  const travel = makeStraightLine(config.travel);
  const { againstOneWays, ...calibration } = config.travel.roads;
  for (const id of ids) {
    const region = await RegionRuntime.open({
      id,
      store,
      clock,
      log,
      travel,
      roads:
        roads === undefined
          ? undefined
          : new RegionRoads({
              region: id,
              map: roads,
              calibration,
              againstOneWays,
              straightLine: travel,
              log,
            }),
      waitingCommands: config.limits.waitingCommands,
      snapshotEvery: config.snapshots.everyEvents,
      gapSince: (lastEntered) => heartbeat.gapSince(lastEntered),
      onCommand: (outcome, took) => {
        commands.add({ region: id, outcome });
        if (outcome === "accepted") seconds.observe(took);
      },
    });
    regions.set(id, region);
    await configureFirst(region, named.find((each) => each.id === id)?.config);
    // Not waited for: the map shows old positions a moment later, the room opens now.
    restorePositions(store, region).catch((error: unknown) =>
      log.warn({ region: id, error }, "positions not restored"),
    );
  }
  warmUpRegions(regions, log);
  return regions;
}

async function configureFirst(
  region: RegionRuntime,
  config: RegionConfig | undefined,
): Promise<void> {
  if (config === undefined || region.position > 0) return;
  checkId(region.id, config);
  try {
    await region.runSystem({ type: "region.configure", config });
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    throw new ConfigFault(
      "config.invalid-key",
      `The configuration of region ${region.id}: ${error.message}`,
    );
  }
}

/** What collectors see of the regions. */
export function gaugeRegions(
  metrics: Metrics,
  regions: ReadonlyMap<string, RegionRuntime>,
  store: EventStore,
): void {
  const each = (read: (region: RegionRuntime) => number) => () =>
    [...regions.values()].map((region) => [{ region: region.id }, read(region)] as const);
  const head = (read: (region: RegionRuntime) => Int32Array) => each((region) => read(region)[0]);
  metrics.gauge(
    "muster_log_position",
    "Last durable position.",
    each((region) => region.durablePosition),
  );
  metrics.gauge(
    "muster_region_taking",
    "1 while the region takes commands.",
    each((region) => (region.status === "taking" ? 1 : 0)),
  );
  metrics.gauge(
    "muster_waiting_commands",
    "Commands under way.",
    each((region) => region.waitingCommands),
  );
  metrics.gauge(
    "muster_open_incidents",
    "Incidents that are not closed.",
    head((region) => region.state.columns.head.openIncidents),
  );
  metrics.gauge(
    "muster_open_contacts",
    "Contacts that are not ended.",
    head((region) => region.state.columns.head.openContacts),
  );
  metrics.gauge(
    "muster_open_alarms",
    "Alarms that are not ended.",
    head((region) => region.state.columns.head.openAlarms),
  );
  metrics.gauge(
    "muster_log_gaps",
    "Gaps of the log that were ever noted.",
    head((region) => region.state.columns.head.gaps),
  );
  metrics.gauge(
    "muster_positions_accepted",
    "Telemetry samples taken since the start.",
    each((region) => region.telemetry.accepted),
  );
  metrics.gauge(
    "muster_positions_rejected",
    "Telemetry samples refused since the start.",
    each((region) => region.telemetry.rejected),
  );
  metrics.gauge(
    "muster_road_failures",
    "How often travel times by road failed since the start.",
    each((region) => region.roads?.failures ?? 0),
  );
  metrics.gauge("muster_store_commits", "Durable writes since the start.", () => [
    [{}, store.status.commits],
  ]);
  metrics.gauge(
    "muster_store_dropped_positions",
    "Samples the telemetry file had no room for.",
    () => [[{}, store.status.droppedPositions]],
  );
  metrics.gauge("muster_store_open", "1 while the store takes events.", () => [
    [{}, store.status.state === "open" ? 1 : 0],
  ]);
}

/** Last known positions from disk, so that a restart does not blank the map; their age tells how old they are. */
async function restorePositions(store: EventStore, region: RegionRuntime): Promise<void> {
  const units = region.state.columns.head.units[0];
  for (let unit = 0; unit < units; unit += 1) {
    const [sample] = await store.readPositions(region.id, unit, 0, region.now(), 1);
    if (sample !== undefined) region.telemetry.restore(sample);
  }
}

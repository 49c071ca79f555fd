/**
 * What every handler may use, made once at the start by start-server.ts. It is a record of parts and has no
 * behaviour of its own, so that a test can make one from other parts.
 */

import type { LiveClock, WallClock } from "../live/clock.ts";
import type { Heartbeat } from "../live/heartbeat.ts";
import type { Log } from "../live/log.ts";
import type { RecordWatch } from "../live/record/record-watch.ts";
import type { RecordKeeper } from "../live/record/record-keeper.ts";
import type { ManualPacks } from "../live/manual-pack/manual-packs.ts";
import type { Metrics } from "../live/metrics.ts";
import type { QueuePlanner } from "../live/queue-plan/queue-planner.ts";
import type { DemandWatch } from "../live/demand-watch.ts";
import type { RegionRuntime } from "../live/region-runtime.ts";
import type { RoadMap } from "../roads/map/road-map.ts";
import type { EventStore } from "../store/port.ts";
import type { OpenStreams } from "./stream/open-streams.ts";
import type { RegionStreams } from "./stream/region-streams.ts";
import type { ServerConfig } from "./config-schema.ts";
import type { DemoWorld } from "./demo-world.ts";
import type { AidLink } from "../live/aid/aid-link.ts";
import type { AbsencePool } from "../live/absence-pool.ts";
import type { ClaimWatch } from "../live/claim-watch.ts";
import type { StrandedWatch } from "../live/stranded-watch.ts";
import type { Forecasts } from "./forecasts.ts";
import type { HostGuard } from "./guard/hosts.ts";
import type { PublicPages } from "./public/public-pages.ts";
import type { FiguresKeeper } from "../live/public/figures-keeper.ts";
import type { RateLimit } from "./guard/rate-limit.ts";
import type { Identity } from "./identity/identity.ts";
import type { LoadedMap } from "../wire/map-source.ts";
import type { LearnedPlaces } from "../wire/places/learned-places.ts";

export interface ServerContext {
  readonly config: ServerConfig;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly store: EventStore;
  readonly identity: Identity;
  readonly regions: ReadonlyMap<string, RegionRuntime>;
  /** Time of the regions; scaled in a demo. */
  readonly clock: LiveClock;
  /** Real time: sessions, links, rate limits, audit. */
  readonly wall: WallClock;
  readonly hosts: HostGuard;
  readonly requestLimit: RateLimit;
  readonly signInLimit: RateLimit;
  readonly streams: ReadonlyMap<string, RegionStreams>;
  readonly openStreams: OpenStreams;
  readonly map: LoadedMap | undefined;
  /** The roads of the map; undefined without a map, or where it has none. */
  readonly roads: RoadMap | undefined;
  /** By region: places that people verified or forced before. */
  readonly learned: ReadonlyMap<string, LearnedPlaces>;
  readonly absencePool: AbsencePool;
  readonly aidLink: AidLink;
  readonly strandedWatch: StrandedWatch;
  readonly claimWatch: ClaimWatch;
  readonly recordWatch: RecordWatch;
  readonly forecasts: Forecasts;
  readonly queuePlanner: QueuePlanner;
  readonly manualPacks: ManualPacks;
  /** Undefined where no record is kept. */
  readonly record: RecordKeeper | undefined;
  /** By region. */
  readonly demandWatches: ReadonlyMap<string, DemandWatch>;
  readonly heartbeat: Heartbeat;
  readonly publicPages: PublicPages;
  /** By region. */
  readonly figures: ReadonlyMap<string, FiguresKeeper>;
  /** Undefined where no demo world is played. */
  readonly demo: DemoWorld | undefined;
  /** False from the moment the process was asked to stop. */
  isTaking(): boolean;
}

/**
 * Puts a running Muster together: store, regions, identity, routes, listener; and takes it apart again in the
 * opposite order. `muster serve`, the demo and the tests all start here. Not here: reading files and arguments (cli).
 */

import { createAdaptorServer } from "@hono/node-server";
import { readFileSync } from "node:fs";
import { createServer as createPlainServer, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { join } from "node:path";
import { createSecureContext } from "node:tls";
import { makeClock, wallClock, type LiveClock, type WallClock } from "../live/clock.ts";
import { Heartbeat } from "../live/heartbeat.ts";
import type { Log } from "../live/log.ts";
import { ManualPacks } from "../live/manual-pack/manual-packs.ts";
import { Metrics } from "../live/metrics.ts";
import type { RoadMap } from "../roads/map/road-map.ts";
import type { EventStore } from "../store/port.ts";
import { makeApp } from "./app.ts";
import { answerClientErrors } from "./client-error.ts";
import { ConfigFault } from "./config.ts";
import type { ServerConfig } from "./config-schema.ts";
import type { DemoWorld } from "./demo-world.ts";
import { gaugeRegions, openRegions, type NamedRegion } from "./open-regions.ts";
import { recordOutsideOpinions } from "./outside-opinions.ts";
import { startAbsencePool } from "../live/absence-pool.ts";
import { startFiguresKeepers } from "../live/public/figures-keeper.ts";
import { PublicPages } from "./public/public-pages.ts";
import { startDemandWatches } from "../live/demand-watch.ts";
import { ClaimWatch } from "../live/claim-watch.ts";
import { StrandedWatch } from "../live/stranded-watch.ts";
import { QueuePlanner } from "../live/queue-plan/queue-planner.ts";
import { RecordWatch } from "../live/record/record-watch.ts";
import { startRecord, type RecordStart } from "./start-record.ts";
import { startAidLink } from "./start-aid-link.ts";
import { startForecasts } from "./forecasts.ts";
import { OpenStreams } from "./stream/open-streams.ts";
import { learnPlaces } from "./learn-places.ts";
import { RegionStreams } from "./stream/region-streams.ts";
import { makeHostGuard } from "./guard/hosts.ts";
import { RateLimit } from "./guard/rate-limit.ts";
import { Identity } from "./identity/identity.ts";
import { linkAddress } from "./identity/links.ts";
import type { LoadedMap } from "../wire/map-source.ts";
import type { ServerContext } from "./server-context.ts";
import { StaticFiles } from "./static-files.ts";

export interface StartOptions {
  readonly config: ServerConfig;
  readonly store: EventStore;
  readonly log: Log;
  readonly clock?: LiveClock;
  readonly wall?: WallClock;
  readonly map?: LoadedMap;
  readonly roads?: RoadMap;
  readonly demo?: DemoWorld;
  /** Regions beside those of the configuration file. */
  readonly regions?: readonly NamedRegion[];
  /** Where the built pages are; default: dist/web of this checkout. */
  readonly webRoot?: string;
  /** Try the following ports when the wanted one is taken, this many times. */
  readonly nextPorts?: number;
}

export interface RunningServer {
  /** For example http://127.0.0.1:8787 */
  readonly origin: string;
  readonly context: ServerContext;
  /** The one-time link of the first run, or undefined when there are accounts (or it is a demo). */
  readonly setupAddress: string | undefined;
  /** Answers what is under way, ends streams, makes snapshots; the store stays open for whoever gave it. */
  close(): Promise<void>;
}

const defaultWebRoot = join(import.meta.dirname, "..", "..", "dist", "web");

export async function startServer(options: StartOptions): Promise<RunningServer> {
  const { config, store, log, roads, wall = wallClock, regions: named = [] } = options;
  const clock = options.clock ?? makeClock({ speed: config.clock.speed });
  const metrics = new Metrics();
  const identity = await loadIdentity(options);
  const heartbeat = await Heartbeat.open({ store, clock, log });
  const opened = { config, store, clock, log, metrics, roads, heartbeat, regions: named };
  const regions = await openRegions(opened);
  heartbeat.start(regions);
  const streams = new Map([...regions].map(([id, region]) => [id, new RegionStreams(region)]));
  const openStreams = new OpenStreams();
  gaugeRegions(metrics, regions, store);
  recordOutsideOpinions(regions, config, log, metrics);
  gaugeStreams(metrics, openStreams);
  let isTaking = true;
  const figures = startFiguresKeepers(regions, store, config.public, log);
  const context: ServerContext = {
    config,
    log,
    metrics,
    store,
    identity,
    regions,
    streams,
    openStreams,
    clock,
    wall,
    hosts: makeHostGuard(config),
    requestLimit: new RateLimit(config.limits.requestsPerSecond, config.limits.requestBurst),
    signInLimit: new RateLimit(config.limits.signInsPerMinute / 60, config.limits.signInsPerMinute),
    map: options.map,
    roads,
    learned: new Map([...regions].map(([id, region]) => [id, learnPlaces(region, store, log)])),
    absencePool: startAbsencePool(regions, log, clock.speed),
    aidLink: startAidLink(config, regions, store, log),
    strandedWatch: new StrandedWatch(regions, log).start(),
    claimWatch: startClaimWatch(regions, openStreams, wall, log),
    forecasts: startForecasts({ config, regions, store, log, metrics, roads }),
    queuePlanner: new QueuePlanner(),
    manualPacks: startManualPacks(config, regions, log, metrics),
    ...startWatchedRecord({ config, regions, store, log, metrics }),
    demandWatches: startDemandWatches(regions, store, log),
    heartbeat,
    figures,
    publicPages: new PublicPages(regions, figures, () => isTaking),
    demo: options.demo,
    isTaking: () => isTaking,
  };
  const app = makeApp(context, new StaticFiles(options.webRoot ?? defaultWebRoot));
  const server = makeListener(config, app.fetch);
  const port = await listen(server, config, options.nextPorts ?? 0);
  const origin = originOf(config, port);
  const setupAddress = await makeSetupAddress(context, origin);
  const housekeeping = setInterval(() => void keepHouse(context), housekeepingMillis);
  identity.audit.note({ at: wall(), kind: "server.started", account: null, remote: "local" });
  log.info({ origin, demo: config.demo, regions: [...context.regions.keys()] }, "listening");
  return {
    origin,
    context,
    setupAddress,
    async close() {
      isTaking = false;
      clearInterval(housekeeping);
      await stopWork(context);
      await stopListening(server);
      log.info("stopped");
    },
  };
}

/** Whatever works by itself ends first; a region takes nothing more and keeps what it has. */
async function loadIdentity({ config, store, log }: StartOptions): Promise<Identity> {
  const auditDays = config.audit.retentionDays;
  const identity = new Identity(store, log, { times: config.sessions, auditDays });
  await identity.load();
  return identity;
}

function startClaimWatch(
  regions: ServerContext["regions"],
  openStreams: OpenStreams,
  wall: ServerContext["wall"],
  log: Log,
): ClaimWatch {
  const countScreens = (account: string): number => openStreams.countOf(account);
  return new ClaimWatch({ regions, countScreens, wall, log }).start();
}

function startWatchedRecord(start: RecordStart): Pick<ServerContext, "record" | "recordWatch"> {
  const { regions, log } = start;
  const record = startRecord(start);
  const statusOf = (id: string) => record?.statusOf(id);
  return { record, recordWatch: new RecordWatch({ regions, log, statusOf }).start() };
}

async function stopWork(context: ServerContext): Promise<void> {
  const { identity, wall } = context;
  identity.audit.note({ at: wall(), kind: "server.stopped", account: null, remote: "local" });
  context.absencePool.close();
  context.strandedWatch.close();
  context.claimWatch.close();
  context.recordWatch.close();
  await context.manualPacks.close();
  await context.aidLink.close();
  await context.forecasts.close();
  await Promise.all([...context.regions.values()].map((region) => region.close()));
  // Last, so that what the regions still made durable is signed for.
  await context.record?.close();
  await context.heartbeat.close();
}

async function makeSetupAddress(
  { config, identity, wall }: ServerContext,
  origin: string,
): Promise<string | undefined> {
  if (identity.accounts.count > 0 || config.demo) return undefined;
  return linkAddress(config.origins[0] ?? origin, await identity.links.make(null, wall()));
}

function originOf({ host, tls }: ServerConfig, port: number): string {
  return `${tls === undefined ? "http" : "https"}://${host.includes(":") ? `[${host}]` : host}:${port}`;
}

const housekeepingMillis = 60_000;

/** Old sessions and audit entries go; streams end whose session or account has ended meanwhile. */
async function keepHouse(context: ServerContext): Promise<void> {
  const { identity, openStreams, log } = context;
  const now = context.wall();
  try {
    await identity.sessions.sweep(now);
    await identity.tokens.sweep(now);
    await identity.audit.sweep(now);
  } catch (error) {
    log.warn({ error }, "housekeeping not done");
  }
  openStreams.endWhere((caller) => !identity.isStillGood(caller, now));
}

/** Certificate and key as TLS takes them; throws a ConfigFault where they can not be read or do not fit. */
export function readCertificate(tls: NonNullable<ServerConfig["tls"]>): {
  readonly cert: Buffer;
  readonly key: Buffer;
} {
  try {
    const read = { cert: readFileSync(tls.certFile), key: readFileSync(tls.keyFile) };
    createSecureContext(read);
    return read;
  } catch (error) {
    const { message } = error as Error;
    throw new ConfigFault(
      "config.unreadable",
      `tls: ${tls.certFile} and ${tls.keyFile} are no certificate with its key (${message}).`,
    );
  }
}

function makeListener(
  config: ServerConfig,
  fetch: Parameters<typeof createAdaptorServer>[0]["fetch"],
): Server {
  const { tls } = config;
  const serverOptions = {
    requestTimeout: 30_000,
    headersTimeout: 10_000,
    maxHeaderSize: 16 * 1024,
    // The host guard refuses a request without one, with a code.
    requireHostHeader: false,
    // Longer than proxies keep theirs, so that it is never we who close one that is just being used.
    keepAliveTimeout: 75_000,
  };
  // Stands in the address where the client named no host; the host guard refuses that one.
  const hostname = "localhost";
  const listener =
    tls === undefined
      ? createAdaptorServer({ fetch, hostname, createServer: createPlainServer, serverOptions })
      : createAdaptorServer({
          fetch,
          hostname,
          createServer: createTlsServer,
          serverOptions: {
            ...serverOptions,
            ...readCertificate(tls),
          },
        });
  answerClientErrors(listener as Server);
  return listener as Server;
}

async function listen(server: Server, config: ServerConfig, nextPorts: number): Promise<number> {
  for (let attempt = 0; ; attempt += 1) {
    const port = config.port === 0 ? 0 : config.port + attempt;
    try {
      await new Promise<void>((resolve, reject) => {
        server.once("error", reject);
        server.listen(port, config.host, () => {
          server.off("error", reject);
          resolve();
        });
      });
      const address = server.address();
      return typeof address === "object" && address !== null ? address.port : port;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "EADDRINUSE" && attempt < nextPorts) continue;
      throw new ConfigFault(
        "config.cannot-listen",
        `The server cannot listen on ${config.host}, port ${port} (${code}); stop what is there, or choose another port.`,
      );
    }
  }
}

const stopLimits = { graceMillis: 5_000 } as const;

/** Answers under way get a few seconds; idle connections and streams end at once. */
async function stopListening(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    const force = setTimeout(() => server.closeAllConnections(), stopLimits.graceMillis);
    server.close(() => {
      clearTimeout(force);
      resolve();
    });
    server.closeIdleConnections();
  });
}

function startManualPacks(
  config: ServerConfig,
  regions: ServerContext["regions"],
  log: Log,
  metrics: Metrics,
): ManualPacks {
  const { everyMinutes, directory } = config.manualPack;
  const usual = config.store === "memory" ? undefined : join(config.dataDir, "manual-pack");
  const packs = new ManualPacks({
    regions,
    directory: everyMinutes === 0 ? undefined : (directory ?? usual),
    everyMinutes,
    log,
    metrics,
  });
  packs.start();
  return packs;
}

function gaugeStreams(metrics: Metrics, openStreams: OpenStreams): void {
  metrics.gauge("muster_streams_open", "Open event streams.", () => [[{}, openStreams.count]]);
  metrics.gauge("muster_streams_cut", "Streams cut because their client was too slow.", () => [
    [{}, openStreams.cutForSlowness],
  ]);
}

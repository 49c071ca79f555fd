/**
 * A server for a played world: demo sign-in on loopback, a clock that starts when the world does and runs as fast
 * as asked, one region. The player is another process and knows only the address, so what it does is what any
 * outside system could do.
 */
import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import type { Instant } from "../../base/instant.ts";
import type { RegionConfig } from "../../core/region/config.ts";
import type { DemoWorld } from "../../http/demo-world.ts";
import { readServerConfig } from "../../http/config.ts";
import type { ServerConfigInput } from "../../http/config-schema.ts";
import { type RunningServer, startServer } from "../../http/start-server.ts";
import { makeClock } from "../../live/clock.ts";
import type { Log } from "../../live/log.ts";
import type { RoadMap } from "../../roads/map/road-map.ts";
import type { EventStore } from "../../store/port.ts";
import type { LoadedMap } from "../../wire/map-source.ts";
import { openStore } from "../open-store.ts";

export interface WorldOptions {
  readonly config: ServerConfigInput;
  readonly region: RegionConfig;
  /** Beside it, on the same clock. */
  readonly neighbours?: readonly RegionConfig[];
  /** When the world begins; a store that holds later events goes on after them. */
  readonly startAt: Instant | undefined;
  readonly speed: number;
  readonly log: Log;
  readonly map?: LoadedMap;
  readonly roads?: RoadMap;
  readonly demo?: DemoWorld;
  readonly nextPorts?: number;
}

export interface HostedWorld {
  readonly running: RunningServer;
  readonly store: EventStore;
}

export async function hostWorld(options: WorldOptions): Promise<HostedWorld> {
  const { region, speed, startAt, log, map, roads, demo, nextPorts = 0 } = options;
  const config = readServerConfig({ ...options.config, demo: true, clock: { speed } });
  const store = await openStore(config);
  const clock = makeClock(startAt === undefined ? { speed } : { speed, startAt });
  const running = await startServer({
    config,
    store,
    log,
    clock,
    regions: [region, ...(options.neighbours ?? [])].map((config) => ({ id: config.id, config })),
    nextPorts,
    ...(map === undefined ? {} : { map }),
    ...(roads === undefined ? {} : { roads }),
    ...(demo === undefined ? {} : { demo }),
  });
  return { running, store };
}

/** Starts the player with what it is to play; it ends when it is done, told to stop, or we go away. */
export function startPlayer(play: unknown): ChildProcess {
  const child = fork(new URL("player-process.ts", import.meta.url), [], { stdio: "inherit" });
  child.send({ play });
  return child;
}

/** Asks the player to stop and waits until it has. */
export async function stopPlayer(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  if (child.connected) child.disconnect();
  else child.kill("SIGTERM");
  await gone;
}

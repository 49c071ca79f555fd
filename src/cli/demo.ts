/**
 * `muster demo`: a control room on an invented town, with callers, crews and (until they are switched off) robots
 * in the room. It hosts a server on a loopback address, prints its address on a line of its own, and starts the
 * player as a process of its own. The world goes on where it was left; `--fresh` begins it again.
 */
import { existsSync, readdirSync, rmSync } from "node:fs";
import { isAbsolute, join, resolve } from "node:path";
import type { ChildProcess } from "node:child_process";
import type { Command } from "commander";
import { microsPerMinute } from "../base/instant.ts";
import type { DemoWorld } from "../http/demo-world.ts";
import { makeLog } from "../live/log.ts";
import { clockLimits } from "../live/clock.ts";
import type { Scenario } from "../sim/behaviour/scenario.ts";
import type { RegionConfig } from "../core/region/config.ts";
import { alliedConfigFromTown, regionConfigFromTown } from "../sim/town/region-config.ts";
import type { Town } from "../sim/town/town.ts";
import { listNeighbours, makeRegionTowns, type RegionTown } from "../sim/town/towns.ts";
import { hostWorld, startPlayer, stopPlayer } from "./drive/host-world.ts";
import type { PlayRequest } from "./drive/run-play.ts";
import { readScenario } from "./drive/scenario-file.ts";
import { openTownMap } from "./map/town-map.ts";
import { announce, stopOnSignal } from "./serve.ts";
import { FileFault } from "./yaml-file.ts";

interface DemoOptions {
  readonly scenario: string;
  readonly speed: string;
  readonly host: string;
  readonly port?: string;
  readonly data: string;
  readonly fresh?: boolean;
  readonly callTaking: boolean;
  readonly dispatch: boolean;
}

const defaultPort = 8787;
const regionId = "harbour";
/** The town's crews drive by rules of their own (sim/behaviour), about as fast as its roads say. */
const townCalibration = { version: "town crews", baseSeconds: 30, factor: 1, errorSeconds: 45 };
/** Ports after the default one that are tried when it is taken. A port that was asked for is not exchanged. */
const nextPorts = 20;
const scenarioFolder = join(import.meta.dirname, "..", "..", "scenarios");
/** A player that fails is started again, unless it fails this often within one life of the demo. */
const maxPlayerRestarts = 5;
const restartMillis = 2_000;

export function addDemoCommand(program: Command): void {
  program
    .command("demo")
    .description(
      "a control room on an invented town, with callers and crews that play by themselves",
    )
    .option("--scenario <name or file>", "what is played; see scenarios/", "ordinary-night")
    .option("--speed <number>", "world seconds per real second, 1 to 100", "1")
    .option("--host <address>", "loopback address to listen on", "127.0.0.1")
    .option("--port <number>", `port to listen on (default: ${defaultPort}, or the next free one)`)
    .option("--data <directory>", "where the demo's stores are", "data/demo")
    .option("--fresh", "begin the world again: what was played before is deleted")
    .option("--no-call-taking", "leave calls to people")
    .option("--no-dispatch", "leave sending units to people")
    .action(demo);
}

/** A bare name stands for a file in scenarios/; anything else is a path. */
export function findScenarioFile(nameOrFile: string): string {
  if (!/^[a-z0-9-]+$/.test(nameOrFile)) return resolve(nameOrFile);
  const shipped = join(scenarioFolder, `${nameOrFile}.yaml`);
  if (existsSync(shipped)) return shipped;
  const names = readdirSync(scenarioFolder).flatMap((file) => /^(.+)\.yaml$/.exec(file)?.[1] ?? []);
  throw new FileFault(
    "file.unreadable",
    `--scenario: got ${nameOrFile}, expected ${names.sort().join(", ")}, or the path of a file`,
  );
}

function readSpeed(text: string): number {
  const speed = Number(text);
  if (speed >= clockLimits.minSpeed && speed <= 100) return speed;
  throw new FileFault("file.invalid", `--speed: got ${text}, expected 1 to 100`);
}

async function demo(options: DemoOptions): Promise<void> {
  const speed = readSpeed(options.speed);
  const scenarioFile = findScenarioFile(options.scenario);
  const scenario = readScenario(scenarioFile);
  const [{ town }, ...others] = makeRegionTowns(scenario);
  const dataDir = worldDirectory(options.data, scenario);
  if (options.fresh === true) rmSync(dataDir, { recursive: true, force: true });
  const { callTaking, dispatch } = options;
  const { name, title, summary } = scenario;
  const tour = scenario.tour.map(({ minute, words }) => ({
    at: scenario.startAt + minute * microsPerMinute,
    words,
  }));
  const world: DemoWorld = {
    scenario: { name, title, summary, tour },
    robots: { callTaking, dispatch },
  };
  const [region, ...neighbours] = listRegionConfigs(scenario, town, others);
  const { map, roads } = await openTownMap(
    town,
    join(resolve(options.data), "maps"),
    others.map((other) => other.town),
  );
  const { running, store } = await hostWorld({
    config: {
      host: options.host,
      port: Number(options.port ?? defaultPort),
      dataDir,
      travel: { roads: townCalibration },
    },
    region,
    neighbours,
    startAt: scenario.startAt,
    speed,
    log: makeLog("warn"),
    map,
    roads,
    demo: world,
    nextPorts: options.port === undefined ? nextPorts : 0,
  });
  const { origin } = running;
  const player = makePlayer({
    kind: "town",
    origin,
    region: region.id,
    scenarioFile,
    callTaking,
    dispatch,
  });
  stopOnSignal(running, store, async () => player.stop());
  process.stdout.write(
    `${title}: ${town.name}, ${town.units.length} units, ${speed} x real time\n${others.length === 0 ? "" : `and ${others.length} regions beside it, each with a town of its own\n`}`,
  );
  announce(running);
  // After the address is out: its start would slow the first look at the console.
  player.start();
}

function listRegionConfigs(
  scenario: Scenario,
  town: Town,
  others: readonly RegionTown[],
): RegionConfig[] {
  if (scenario.forces === undefined) return [regionConfigFromTown(town, regionId)];
  const [first] = scenario.forces.regions;
  return [{ id: first.id, name: first.name, town }, ...others].map((each, index) =>
    alliedConfigFromTown(each.town, each, listNeighbours(scenario.forces?.regions ?? [], index)),
  );
}

/** One store per world: another seed or size is another town. */
function worldDirectory(data: string, scenario: Scenario): string {
  const { seed, units, scale } = scenario.town;
  const { forces } = scenario;
  const regions = forces === undefined ? "" : `-${forces.regions.length}x${forces.officersPerUnit}`;
  const folder = `${scenario.name}-${seed}-${units}-${scale}${regions}`;
  return join(isAbsolute(data) ? data : resolve(data), folder);
}

/** The player lives beside the server; if it fails, the room goes on and the player is started again. */
function makePlayer(request: PlayRequest): { start: () => void; stop: () => Promise<void> } {
  let isStopping = false;
  let restarts = 0;
  let child: ChildProcess | undefined;
  const start = (): void => {
    if (isStopping) return;
    child = startPlayer(request);
    child.once("exit", (code) => {
      if (isStopping || code === 0) return;
      restarts += 1;
      if (restarts <= maxPlayerRestarts) setTimeout(start, restartMillis);
      else
        process.stderr.write(
          "the player failed too often; callers and crews stay away from now on\n",
        );
    });
  };
  return {
    start,
    stop: async () => {
      isStopping = true;
      if (child !== undefined) await stopPlayer(child);
    },
  };
}

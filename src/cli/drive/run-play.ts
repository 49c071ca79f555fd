/**
 * Runs one play against a server: a scenario in the invented town, or a recorded day. The request is plain JSON,
 * because it crosses to another process; large things are read there from files or made from the seed.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Scenario } from "../../sim/behaviour/scenario.ts";
import { makeRegionTown } from "../../sim/town/towns.ts";
import { Progress } from "../progress.ts";
import { demoAccounts } from "./accounts.ts";
import { type ApiClient, ApiProblem } from "./api-client.ts";
import type { RobotSwitch } from "./robot-room.ts";
import { readRecordedFiles } from "./read-recorded.ts";
import { playRecorded, type RecordedResult } from "./recorded-player.ts";
import { writeSummary } from "./recorded-outcome.ts";
import { readScenario } from "./scenario-file.ts";
import { playPeople } from "./people-player.ts";
import { playTown } from "./town-player.ts";
import { WorldView } from "./world-view.ts";
import { makeFolder } from "../../store/make-folder.ts";

export type PlayRequest =
  | {
      readonly kind: "town";
      readonly origin: string;
      readonly region: string;
      readonly scenarioFile: string;
      /** What the robots do where the server does not say (it was not started by muster demo). */
      readonly callTaking: boolean;
      readonly dispatch: boolean;
    }
  | {
      readonly kind: "recorded";
      readonly origin: string;
      readonly region: string;
      readonly callsFile: string;
      readonly unitsFile: string;
      readonly regionFile?: string;
      /** Directory for outcomes.jsonl and summary files, or "" for none. */
      readonly out: string;
    };

const switchMillis = 1_000;
/** Real time from one neighbour to the next: making its town and entering its units keeps the player busy. */
const neighbourMillis = 1_500;

export async function runPlay(request: PlayRequest, signal: AbortSignal): Promise<void> {
  if (request.kind === "town") await runTown(request, signal);
  else await runRecorded(request, signal);
}

async function openView(
  origin: string,
  region: string,
): Promise<{ view: WorldView; accounts: ReturnType<typeof demoAccounts> }> {
  const accounts = demoAccounts(origin, region);
  const view = new WorldView(await accounts.forRole("supervisor"), region);
  await view.load();
  return { view, accounts };
}

async function runTown(
  request: Extract<PlayRequest, { kind: "town" }>,
  signal: AbortSignal,
): Promise<void> {
  const scenario = readScenario(request.scenarioFile);
  const { town, seed } = makeRegionTown(scenario, 0);
  const { view, accounts } = await openView(request.origin, request.region);
  const switches = { callTaking: request.callTaking, dispatch: request.dispatch };
  const asker = await accounts.forRole("supervisor");
  const polling = setInterval(() => void readSwitches(asker, switches), switchMillis);
  try {
    const { forces } = scenario;
    const now = () => view.now();
    await Promise.all([
      playTown({ town, scenario, seed, view, accounts, switches, signal }),
      forces !== undefined && playPeople({ scenario, forces, seed, accounts, now, signal }),
      playNeighbours(request.origin, scenario, switches, signal),
    ]);
  } finally {
    clearInterval(polling);
  }
}

/** The other regions, one after the other, so that the first is alive while they get ready. Each has a draw of its own. */
async function playNeighbours(
  origin: string,
  scenario: Scenario,
  switches: RobotSwitch,
  signal: AbortSignal,
): Promise<void> {
  const playing: Promise<void>[] = [];
  const count = scenario.forces?.regions.length ?? 1;
  for (let index = 1; index < count && !signal.aborted; index += 1) {
    await sleep(neighbourMillis, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) break;
    const { id, town, seed } = makeRegionTown(scenario, index);
    const { view, accounts } = await openView(origin, id);
    const own = staggered(scenario, index);
    const play = playTown({ town, scenario: own, seed, view, accounts, switches, signal });
    // Seen by whoever waits for all of them; until then it must not count as nobody's.
    play.catch(() => undefined);
    playing.push(play);
  }
  await Promise.all(playing);
}

/** What is staged happens everywhere, but nowhere at the minute at which it happens elsewhere. */
function staggered(scenario: Scenario, index: number): Scenario {
  const later = <Kind extends { readonly minute: number }>(list: readonly Kind[]): Kind[] =>
    list.map((each, at) => ({ ...each, minute: each.minute + ((index * 7 + at * 3) % 19) }));
  const { staged, closures, requests } = scenario;
  return {
    ...scenario,
    staged: later(staged),
    closures: later(closures),
    requests: later(requests),
  };
}

/** People switch the robots on the console; a server without the switch leaves them as they were started. */
async function readSwitches(asker: ApiClient, switches: RobotSwitch): Promise<void> {
  try {
    const { robots } = (await asker.get("/api/demo")) as { robots: RobotSwitch };
    switches.callTaking = robots.callTaking;
    switches.dispatch = robots.dispatch;
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
  }
}

async function runRecorded(
  request: Extract<PlayRequest, { kind: "recorded" }>,
  signal: AbortSignal,
): Promise<void> {
  const { calls, units } = readRecordedFiles(
    request.callsFile,
    request.unitsFile,
    request.regionFile,
  );
  const { view, accounts } = await openView(request.origin, request.region);
  const progress = new Progress("playing");
  const startedAt = performance.now();
  const worldStart = view.now();
  const result = await playRecorded({
    calls,
    units,
    view,
    accounts,
    signal,
    onProgress: (share, note) => progress.update(share, note),
  });
  progress.finish();
  const realSeconds = (performance.now() - startedAt) / 1000;
  const text = describeResult(result, calls.length, {
    realSeconds,
    worldSeconds: (result.endedAt - worldStart) / 1e6,
    summary: writeSummary(result.book.summarise(calls)),
  });
  process.stdout.write(text);
  if (request.out !== "") {
    makeFolder(request.out);
    const lines = result.book.outcomes.map((outcome) => `${JSON.stringify(outcome)}\n`);
    writeFileSync(join(request.out, "outcomes.jsonl"), lines.join(""));
    writeFileSync(join(request.out, "summary.txt"), text);
  }
  if (result.book.listUnended().length > 0) process.exitCode = 1;
}

function describeResult(
  { book, sender, lines, positionsSent }: RecordedResult,
  callCount: number,
  run: { realSeconds: number; worldSeconds: number; summary: string },
): string {
  const { counts } = sender;
  const speed = run.worldSeconds / run.realSeconds;
  const unended = book.listUnended();
  const fits = [...lines]
    .filter(([, line]) => line.journeys > 0)
    .map(
      ([grade, line]) =>
        `  ${grade}: ${line.baseSeconds.toFixed(0)} s + ${line.secondsPerMetre.toFixed(4)} s/m (${line.journeys} journeys)\n`,
    );
  const refused = [...counts.refused]
    .sort((a, b) => b[1] - a[1])
    .map(([what, count]) => `  ${count} x ${what}\n`);
  return (
    `${callCount} calls in ${(run.worldSeconds / 3600).toFixed(1)} hours of the record, played in ${run.realSeconds.toFixed(0)} s (${speed.toFixed(0)} x real time)\n` +
    `${callCount - unended.length} of ${callCount} calls have an end state${unended
      .slice(0, 10)
      .map((one) => `; ${one.call} has none`)
      .join("")}\n` +
    `${counts.accepted} commands accepted (${counts.late} of them as of now), ${positionsSent} positions sent\n` +
    (refused.length === 0 ? "" : `refused:\n${refused.join("")}`) +
    (fits.length === 0 ? "" : `ways of crews, fitted to the record:\n${fits.join("")}`) +
    run.summary
  );
}

/**
 * Plays the people of several regions on one clock: heads scaled down from the sizes of forces, planned for some days in two turns,
 * late and night. On the first evening some of those on duty book off unannounced, a few in each region and together many; later turns come
 * short. Who stays away is drawn from the seed and concerns nobody in particular; why is nowhere. Units with their crews, and calls, of each
 * are the town player's (town-player.ts), by the same share of leavers. What is planned already is left alone, so a play that joins a world again goes on.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { RandomStream } from "../../base/random.ts";
import {
  type Instant,
  microsPerDay,
  microsPerMinute,
  rfc3339FromInstant,
} from "../../base/instant.ts";
import { arrivedShare, standardAbsenceRule } from "../../core/absence/absence-model.ts";
import { drawLeave } from "../../sim/behaviour/leavers.ts";
import type { Forces, Scenario } from "../../sim/behaviour/scenario.ts";
import type { Accounts } from "./accounts.ts";
import type { ApiClient } from "./api-client.ts";
import { Schedule } from "./schedule.ts";
import { Sender } from "./sender.ts";

export interface PeoplePlay {
  readonly scenario: Scenario;
  readonly forces: Forces;
  readonly seed: number;
  readonly accounts: Accounts;
  readonly now: () => Instant;
  readonly signal: AbortSignal;
}

const roundMillis = 250;
/** Book-ons and book-offs at once; a fast clock makes many due in one round. */
const atOnce = 20;
/** Rest between two duties stays above eleven hours. */
const turns = { late: { startMinute: 14 * 60, hours: 9.5 }, night: { startMinute: 22 * 60, hours: 9.5 } } as const; // prettier-ignore
type Turn = keyof typeof turns;

interface Head {
  readonly staff: string;
  readonly turn: Turn;
}

export function headsOf({ officersPerHead }: Forces, officers: number): number {
  return Math.max(1, Math.round(officers / officersPerHead));
}

/** Every second head works nights. */
function listHeads(id: string, count: number): Head[] {
  const prefix = id.toUpperCase().replaceAll(/[^A-Z0-9]/g, "").slice(0, 8); // prettier-ignore
  return Array.from({ length: count }, (_, index) => ({
    staff: `${prefix}-${String(index + 1).padStart(4, "0")}`,
    turn: index % 2 === 0 ? "late" : "night",
  }));
}

/** When the turn of a day begins; day 0 is that of the scenario's start. */
function beginOf({ startAt }: Scenario, turn: Turn, day: number): Instant {
  const midnight = Math.floor(startAt / microsPerDay) * microsPerDay;
  return midnight + day * microsPerDay + turns[turn].startMinute * microsPerMinute;
}

function endOf(scenario: Scenario, turn: Turn, day: number): Instant {
  return beginOf(scenario, turn, day) + turns[turn].hours * 60 * microsPerMinute;
}

export async function playPeople(play: PeoplePlay): Promise<void> {
  const planner = await play.accounts.forRole("supervisor");
  const schedule = new Schedule();
  const senders: Sender[] = [];
  for (const { id, officers } of play.forces.regions) {
    const heads = listHeads(id, headsOf(play.forces, officers));
    const people = await planPeople(play, planner, id, heads);
    const sender = new Sender(id);
    senders.push(sender);
    const region = { id, heads, people, sender, planner, schedule };
    planDuties(play, region);
  }
  while (!play.signal.aborted) {
    for (const sender of senders) sender.checkFault();
    // Each round gives a few; while they wait to be answered the next are not given.
    if (senders.reduce((sum, { pending }) => sum + pending, 0) < atOnce)
      schedule.runDue(play.now());
    await sleep(roundMillis, undefined, { signal: play.signal }).catch(() => undefined);
  }
}

interface PlayedPerson {
  readonly person: number;
  /** On duty when this play began: left there by an earlier one, or of a turn that runs. */
  readonly isOn: boolean;
}

interface PlayedRegion {
  readonly id: string;
  readonly heads: readonly Head[];
  /** The heads, in their order; one that is not known stays away. */
  readonly people: readonly (PlayedPerson | undefined)[];
  readonly sender: Sender;
  readonly planner: ApiClient;
  readonly schedule: Schedule;
}

/** Plans all turns of all days that are not over; the same rows again change nothing. Answers the people. */
async function planPeople(
  { scenario, forces, now }: PeoplePlay,
  planner: ApiClient,
  region: string,
  heads: readonly Head[],
): Promise<(PlayedPerson | undefined)[]> {
  const path = `/api/regions/${region}/roster`;
  const known = await readPeople(planner, path);
  if (heads.every(({ staff }) => known.has(staff))) return heads.map(({ staff }) => known.get(staff)); // prettier-ignore
  const rows = heads.flatMap(({ staff, turn }) =>
    Array.from({ length: forces.days }, (_, day) => day)
      .filter((day) => endOf(scenario, turn, day) > now() + 10 * microsPerMinute)
      .map((day) => ({
        staff,
        from: rfc3339FromInstant(beginOf(scenario, turn, day)),
        until: rfc3339FromInstant(endOf(scenario, turn, day)),
        team: turn,
        post: "constable",
      })),
  );
  const body = { rows: rows.map((cells, index) => ({ line: index + 1, cells })) };
  const { faults } = (await planner.postAgain(`${path}/import`, body)) as {
    faults: readonly object[];
  };
  if (faults.length > 0) throw new Error(`${region}: a played shift was not planned: ${JSON.stringify(faults[0])}`); // prettier-ignore
  const made = await readPeople(planner, path);
  return heads.map(({ staff }) => made.get(staff));
}

async function readPeople(planner: ApiClient, path: string): Promise<Map<string, PlayedPerson>> {
  const people = new Map<string, PlayedPerson>();
  for (let after = -1; ;) {
    const page = (await planner.get(`${path}/people?limit=1000&after=${after}`)) as {
      people: readonly {
        readonly person: number;
        readonly staffNumber: string;
        readonly onDutyAt: string | number | null;
      }[];
    };
    for (const { person, staffNumber, onDutyAt } of page.people)
      people.set(staffNumber, { person, isOn: onDutyAt !== null });
    if (page.people.length < 1_000) return people;
    after = page.people.at(-1)?.person ?? after;
  }
}

/** Who comes when, and who leaves before the end: all of it from the seed. */
function planDuties(play: PeoplePlay, region: PlayedRegion): void {
  const { scenario, forces, seed } = play;
  const stream = new RandomStream(seed, `people of ${region.id}`);
  region.heads.forEach(({ turn }, index) => {
    let runs = false;
    for (let day = 0; day < forces.days; day += 1) {
      // Drawn for everybody and every day, so that a play that joins later draws the same.
      const [comes, minute] = [stream.uniform(), stream.uniform()];
      const from = beginOf(scenario, turn, day);
      const until = endOf(scenario, turn, day);
      if (until < play.now()) continue;
      runs ||= from <= play.now();
      const isRunning = from < scenario.startAt;
      if (!isRunning && comes >= forces.arrives) continue;
      const late = isRunning ? 0 : arrivalMinute(minute) * microsPerMinute;
      act(play, region, index, Math.max(from + late, scenario.startAt), "person.book-on");
      const leaveAt = isRunning ? drawLeave(scenario, seed, `people of ${region.id}`, index) : undefined; // prettier-ignore
      const leaves = leaveAt ?? until;
      act(play, region, index, Math.min(leaves, until), "person.book-off");
    }
    // Left on duty by an earlier play, whose turn is over by now: goes home.
    if (!runs && region.people[index]?.isOn === true)
      act(play, region, index, play.now(), "person.book-off");
  });
}

/** By the ordinary curve of absence, to the minute. */
function arrivalMinute(share: number): number {
  let minute = -30;
  while (minute < 60 && arrivedShare(standardAbsenceRule, minute * microsPerMinute) < share)
    minute += 1;
  return minute;
}

/** What should have been done before we joined is done now, as far as the region still takes it. */
function act(
  play: PeoplePlay,
  { people, sender, planner, schedule }: PlayedRegion,
  index: number,
  at: Instant,
  type: "person.book-on" | "person.book-off",
): void {
  const person = people[index]?.person;
  if (person === undefined) return;
  schedule.plan(at, (plannedAt) => {
    const occurredAt = Math.min(plannedAt, play.now());
    void sender.send(`person ${person}`, async () => planner, { type, person }, occurredAt);
  });
}

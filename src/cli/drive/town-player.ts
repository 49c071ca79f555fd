/**
 * Plays a scenario in the invented town: callers from the demand model, crews by shift, and the robot room where it
 * is switched on. Everything comes from the seed; what the room (people or robots) does is the only other input.
 */
import { RandomStream } from "../../base/random.ts";
import {
  type Instant,
  microsFromSeconds,
  microsPerDay,
  microsPerMinute,
} from "../../base/instant.ts";
import { findIncidentRow } from "../../core/state/region-state.ts";
import { type Grade, grades, unitStatuses } from "../../core/vocabulary.ts";
import { Crew } from "../../sim/behaviour/crew.ts";
import {
  type CallerContact,
  type Happening,
  HappeningSource,
} from "../../sim/behaviour/happenings.ts";
import type { Scenario } from "../../sim/behaviour/scenario.ts";
import { listDuties, taskFor, townCrewSupplies } from "../../sim/behaviour/town-crews.ts";
import { TownGraph } from "../../sim/behaviour/town-graph.ts";
import type { PointE7 } from "../../sim/town/plane.ts";
import type { Town } from "../../sim/town/town.ts";
import type { Accounts } from "./accounts.ts";
import type { ApiClient } from "./api-client.ts";
import { CallersPlayer, type PlannedContact } from "./callers.ts";
import { CrewsPlayer, type PlayedUnit } from "./crews.ts";
import { planRoster } from "./plan-roster.ts";
import { play } from "./player.ts";
import { registerUnits } from "./register.ts";
import { RobotAidDesk } from "./robot-aid-desk.ts";
import { RobotRoom, type RobotSwitch, type Understanding } from "./robot-room.ts";
import { Schedule } from "./schedule.ts";
import { planStagedActs } from "./staged-acts.ts";
import { Sender } from "./sender.ts";
import type { WorldView } from "./world-view.ts";

export interface TownPlay {
  readonly town: Town;
  readonly scenario: Scenario;
  readonly seed: number;
  readonly view: WorldView;
  readonly accounts: Accounts;
  readonly switches: RobotSwitch;
  readonly signal: AbortSignal;
  /** End of the play in the world's time; undefined = until the signal. */
  readonly until?: Instant;
  readonly afterRound?: (now: Instant, play: TownPlayStatus) => void;
}

export interface TownPlayStatus {
  readonly contacts: number;
  readonly crewsOnDuty: number;
  readonly sender: Sender;
}

/** Days of duties that are planned ahead; a demo that runs longer is started again by then. */
const plannedDays = 30;
/** Crews of the running shift come into the room within so long of the scenario's start (sim/behaviour/town-crews.ts). */
const arrivingMicros = microsFromSeconds(10);
const strayMicros = 10 * microsPerMinute;

/** Puts the contacts of overlapping happenings in order of time. */
class ContactQueue {
  readonly #source: HappeningSource;
  readonly #waiting: { contact: CallerContact; happening: Happening }[] = [];
  readonly happenings = new Map<number, Happening>();
  #ahead: Happening;

  constructor(source: HappeningSource, skipBefore: Instant) {
    this.#source = source;
    this.#ahead = source.next();
    // A play that joins a running world leaves out what has happened already.
    while (this.#ahead.at < skipBefore) this.#ahead = source.next();
  }

  next(): PlannedContact {
    // A later happening can only add contacts from its own time on.
    while (this.#waiting.length === 0 || this.#ahead.at <= this.#waiting[0].contact.at) {
      const happening = this.#ahead;
      this.happenings.set(happening.number, happening);
      for (const contact of happening.contacts) this.#waiting.push({ contact, happening });
      this.#waiting.sort((a, b) => a.contact.at - b.contact.at);
      this.#ahead = this.#source.next();
    }
    const [{ contact, happening }] = this.#waiting.splice(0, 1);
    return planContact(contact, happening);
  }
}

/** A mobile caller's network says roughly where the call comes from; a withheld number says nothing. */
function planContact(contact: CallerContact, happening: Happening): PlannedContact {
  const fromMobile = contact.channel === "call" && contact.callerNumber.startsWith("07");
  const radiusM = 40 + (happening.number % 7) * 30;
  return {
    ...contact,
    about: happening.number,
    location: fromMobile
      ? { state: "approximate", latE7: happening.latE7, lonE7: happening.lonE7, radiusM }
      : undefined,
  };
}

function understand(happening: Happening, planned: PlannedContact, town: Town): Understanding {
  const { kind } = happening;
  if (kind === null) return { about: happening.number, outcome: "advice given" };
  return {
    about: happening.number,
    outcome: "no response needed",
    incident: {
      type: kind.code,
      grade: grades.names[happening.grade],
      location: { state: "verified", latE7: happening.latE7, lonE7: happening.lonE7, radiusM: 0 },
      area: town.areas[happening.area].code,
      place: happening.address,
      summary: planned.words,
    },
  };
}

interface TownParts {
  readonly sender: Sender;
  readonly schedule: Schedule;
  readonly queue: ContactQueue;
  readonly callers: CallersPlayer;
  readonly administrator: ApiClient;
  readonly callTaker: ApiClient;
  readonly dispatcher: ApiClient;
}

export async function playTown(options: TownPlay): Promise<void> {
  const { town, scenario, seed, view, accounts, signal } = options;
  const [administrator, callTaker, dispatcher] = await Promise.all([
    accounts.forRole("administrator"),
    accounts.forRole("call taker"),
    accounts.forRole("supervisor"),
  ]);
  const sender = new Sender(view.region);
  const schedule = new Schedule();
  const beganAt = findBeginning(view);
  const ids = await registerUnits(
    administrator,
    view,
    town.units.map((unit) => ({
      ...unit,
      area: town.areas[unit.area].code,
      base: town.bases[unit.base],
    })),
    beganAt,
  );
  if (beganAt !== undefined) await bookOnFromBeginning(options, sender, ids, beganAt);
  await planRoster({ town, scenario, view, schedule, planner: administrator, ids }, beganAt);
  const queue = new ContactQueue(new HappeningSource(town, scenario, seed), view.now());
  const callers = new CallersPlayer({
    view,
    sender,
    schedule,
    exchange: administrator,
    transcript: callTaker,
    next: () => queue.next(),
  });
  const parts = { sender, schedule, queue, callers, administrator, callTaker, dispatcher };
  const robots = makeRobots(options, parts);
  const lastPlaces = beganAt === undefined ? await readLastPlaces(administrator, view) : noPlaces;
  const crews = makeCrewsPlayer(options, parts, robots, makeCrews(options, ids, lastPlaces));
  planEmergencies(options, parts, ids);
  planStagedActs({ ...options, sender, schedule, now: () => view.now() });
  await play({
    view,
    sender,
    schedule,
    callers,
    crews,
    robots,
    ...(scenario.forces === undefined ? {} : { aidDesk: makeAidDesk(options, parts, crews) }),
    signal,
    afterRound: (now) => {
      options.afterRound?.(now, { contacts: callers.made, crewsOnDuty: crews.onDuty, sender });
      return options.until !== undefined && now >= options.until;
    },
  });
}

const noPlaces: ReadonlyMap<number, PointE7> = new Map();

/** Where the units were when somebody played here before, by unit; as old as the server looks back. */
async function readLastPlaces(
  client: ApiClient,
  view: WorldView,
): Promise<ReadonlyMap<number, PointE7>> {
  // The clock goes on from the last event; positions may be from a little later.
  const at = view.now() + 10 * microsPerMinute;
  const address = `/api/regions/${view.region}/positions?at=${at}&reachSeconds=86400`;
  const { positions } = (await client.get(address)) as {
    readonly positions: readonly (PointE7 & { readonly unit: number })[];
  };
  return new Map(positions.map(({ unit, latE7, lonE7 }) => [unit, { latE7, lonE7 }]));
}

/** When a world without units began; undefined = somebody has played here before. */
function findBeginning({ state }: WorldView): Instant | undefined {
  const { units, lastAt } = state.columns.head;
  return units[0] === 0 && lastAt[0] > 0 ? lastAt[0] : undefined;
}

/**
 * A new world's units were there and their crews on duty from its beginning, whatever a fast clock makes of the seconds
 * that entering them takes: it would begin with minutes in which no unit is free. Done before the first caller, whose
 * event would be the earliest end of such a time.
 */
async function bookOnFromBeginning(
  { town, scenario, seed, view, accounts }: TownPlay,
  sender: Sender,
  ids: readonly number[],
  beganAt: Instant,
): Promise<void> {
  const until = endOfDuties(scenario);
  await Promise.all(
    town.units.map(async ({ shift, crewCount }, index) => {
      const [first] = listDuties(scenario, index, shift, until, seed).filter(
        (duty) => duty.until > beganAt + arrivingMicros,
      );
      if (first === undefined || first.from > beganAt + arrivingMicros) return;
      const unit = ids[index];
      const command = { type: "unit.book-on", unit, crew: crewCount } as const;
      await sender.send(`unit ${unit}`, async () => accounts.forCrew(unit), command, beganAt);
    }),
  );
  await view.load();
}

function endOfDuties({ startAt }: Scenario): Instant {
  return startAt + plannedDays * microsPerDay;
}

/** Emergency buttons: at times from the seed, a crew that is at a scene then presses it. */
function planEmergencies(
  { scenario, seed, view, accounts }: TownPlay,
  parts: TownParts,
  ids: readonly number[],
): void {
  if (scenario.emergenciesPerDay === 0) return;
  const stream = new RandomStream(seed, "emergencies");
  const gap = (): Instant =>
    Math.round(stream.exponential(microsPerDay / scenario.emergenciesPerDay));
  const press = (at: Instant): void => {
    const { status } = view.state.columns.units;
    const atScene = ids.filter((unit) => status[unit] === unitStatuses.code["at scene"]);
    if (atScene.length > 0) {
      const unit = stream.pick(atScene);
      const command = { type: "unit.raise-emergency", unit } as const;
      void parts.sender.send(`unit ${unit}`, async () => accounts.forCrew(unit), command, at);
    }
    parts.schedule.plan(at + gap(), press);
  };
  parts.schedule.plan(view.now() + gap(), press);
}

function makeRobots({ town, seed, view, switches }: TownPlay, parts: TownParts): RobotRoom {
  const stream = new RandomStream(seed, "robots");
  return new RobotRoom({
    view,
    sender: parts.sender,
    schedule: parts.schedule,
    stream,
    callTaker: parts.callTaker,
    dispatcher: parts.dispatcher,
    switches,
    callTakers: Math.max(4, Math.round(town.units.length / 12)),
    understand: (contact) => {
      const planned = parts.callers.findContact(contact);
      const happening =
        planned === undefined ? undefined : parts.queue.happenings.get(planned.about);
      if (planned === undefined || happening === undefined) return undefined;
      return understand(happening, planned, town);
    },
    resultFor: (incident) => resultFor(view, incident, stream),
  });
}

function makeCrewsPlayer(
  options: TownPlay,
  parts: TownParts,
  robots: RobotRoom,
  units: readonly PlayedUnit[],
): CrewsPlayer {
  const { seed, view, accounts } = options;
  const stream = new RandomStream(seed, "tasks");
  return new CrewsPlayer({
    view,
    sender: parts.sender,
    schedule: parts.schedule,
    units,
    clientFor: async (unit) => accounts.forCrew(unit),
    tracker: parts.administrator,
    positionSeconds: Math.max(5, view.speed * 0.5),
    taskFor: (_unit, incident, order) => {
      const about = robots.findAbout(incident);
      const happening = about === undefined ? undefined : parts.queue.happenings.get(about);
      const { grade, place } = readIncident(view, incident);
      return taskFor(happening, incident, grades.code[grade], place, order, stream);
    },
  });
}

/** The crews of guests drive on the town's streets as its own do; each has its turns from a number of its own. */
function makeAidDesk(
  { town, scenario, seed, view, switches }: TownPlay,
  { sender, schedule, dispatcher }: TownParts,
  crews: CrewsPlayer,
): RobotAidDesk {
  const graph = new TownGraph(town);
  const guests = new Map<number, PlayedUnit>();
  const makeGuest = (unit: number): PlayedUnit => {
    const { baseLatE7, baseLonE7, crew } = view.state.columns.units;
    const base = { latE7: baseLatE7[unit], lonE7: baseLonE7[unit] };
    const like = unit % town.units.length;
    const supplies = townCrewSupplies(town, graph, like, seed + unit, scenario.travelFactor);
    const from = view.now() + 1;
    const duties = [{ from, until: endOfDuties(scenario) }];
    return { unit, crewCount: crew[unit], crew: new Crew(base, supplies), duties };
  };
  return new RobotAidDesk({
    view,
    sender,
    schedule,
    supervisor: dispatcher,
    switches,
    startAt: scenario.startAt,
    asks: scenario.forces?.aid.filter(({ region }) => region === view.region) ?? [],
    onGuests: (units) => {
      for (const unit of guests.keys()) if (!units.includes(unit)) guests.delete(unit);
      for (const unit of units) if (!guests.has(unit)) guests.set(unit, makeGuest(unit));
      crews.playGuests([...guests.values()]);
    },
  });
}

function makeCrews(
  { town, scenario, seed, view }: TownPlay,
  ids: readonly number[],
  lastPlaces: ReadonlyMap<number, PointE7>,
): PlayedUnit[] {
  const graph = new TownGraph(town);
  const until = endOfDuties(scenario);
  const now = view.now();
  return town.units.map((unit, index) => {
    const supplies = townCrewSupplies(town, graph, index, seed, scenario.travelFactor);
    const duties = listDuties(scenario, index, unit.shift, until, seed)
      .filter((duty) => duty.until > now + microsFromSeconds(60))
      // Who should be on already books on within seconds of the start of the play.
      .map((duty) => ({
        ...duty,
        from: Math.max(duty.from, now + microsFromSeconds(1 + (index % 8))),
      }));
    // Units that were registered just now are not in the fold yet, and are off.
    const { units, head } = view.state.columns;
    const isOn = ids[index] < head.units[0] && units.status[ids[index]] !== unitStatuses.code.off;
    // Left on duty by an earlier play, with nothing planned now: it goes home.
    if (isOn && (duties.length === 0 || duties[0].from > now + strayMicros)) {
      duties.unshift({ from: now + 1_000_000, until: now + 60_000_000 });
    }
    // Who is on duty is where it was last; who comes on comes from its base.
    const from = isOn ? lastPlaces.get(ids[index]) : undefined;
    return {
      unit: ids[index],
      crewCount: unit.crewCount,
      crew: new Crew(town.bases[unit.base], supplies, from),
      duties,
    };
  });
}

function readIncident(
  view: WorldView,
  incident: number,
): { grade: Grade; place: { latE7: number; lonE7: number } } {
  const row = findIncidentRow(view.state, incident);
  const { incidents } = view.state.columns;
  return {
    grade: grades.names[incidents.served[row]],
    place: { latE7: incidents.latE7[row], lonE7: incidents.lonE7[row] },
  };
}

function resultFor(view: WorldView, incident: number, stream: RandomStream): string {
  const row = findIncidentRow(view.state, incident);
  const wasAttended = row >= 0 && view.state.columns.incidents.firstAtSceneAt[row] > 0;
  if (!wasAttended) return "advice";
  return stream.pick(["resolved", "resolved", "report", "no-trace", "arrest"]);
}

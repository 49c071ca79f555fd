/**
 * Plays a recorded day through the API: every call rings at its recorded time and is entered after the recorded
 * talk, the robot room sends what is recommended, and the units seen in the record answer it on their recorded
 * duties. It ends when every call has an end state, or a day after the last call.
 */
import { RandomStream } from "../../base/random.ts";
import {
  type Instant,
  type Micros,
  microsPerDay,
  microsPerMinute,
  microsPerSecond,
  secondsFromMicros,
} from "../../base/instant.ts";
import { contactStates, grades } from "../../core/vocabulary.ts";
import { Crew } from "../../sim/behaviour/crew.ts";
import type { RecordedCall, RecordedUnitLine } from "../../wire/recorded/recorded-day.ts";
import type { Accounts } from "./accounts.ts";
import { CallersPlayer, type PlannedContact } from "./callers.ts";
import { CrewsPlayer, type PlayedUnit } from "./crews.ts";
import { play } from "./player.ts";
import {
  fitTravel,
  recordedSupplies,
  recordedTask,
  type TravelLine,
  TurnoutTimes,
} from "./recorded-crews.ts";
import { OutcomeBook } from "./recorded-outcome.ts";
import { registerUnits } from "./register.ts";
import { RobotRoom, type Understanding } from "./robot-room.ts";
import { Schedule } from "./schedule.ts";
import { Sender } from "./sender.ts";
import type { WorldView } from "./world-view.ts";

export interface RecordedPlay {
  readonly calls: readonly RecordedCall[];
  readonly units: readonly RecordedUnitLine[];
  readonly view: WorldView;
  readonly accounts: Accounts;
  readonly signal: AbortSignal;
  readonly onProgress: (share: number, note: string) => void;
}

/**
 * How long before the first call a world of this speed must begin: a quarter of an hour, or what it lives through
 * while its units are registered and signed in.
 */
export function leadMicros(speed: number): Micros {
  return Math.max(15 * microsPerMinute, Math.round(readySeconds * speed * microsPerSecond));
}

export interface RecordedResult {
  readonly book: OutcomeBook;
  readonly sender: Sender;
  readonly lines: ReadonlyMap<string, TravelLine>;
  readonly positionsSent: number;
  readonly endedAt: Instant;
}

/** A call is answered this long after it rings; the record knows only when it was received and entered. */
const answerSeconds = 5;
const shortestTalkSeconds = 5;
/** Real seconds that a slow machine may take to get its units ready. */
const readySeconds = 30;
/** The robot dispatcher's time to act on a recommendation. */
const dispatchSeconds = 10;

function planContact(call: RecordedCall, index: number): PlannedContact {
  return {
    at: call.receivedAt,
    channel: "call",
    words: `Recorded call ${call.call}`,
    place: call.place,
    callerNumber: "",
    patienceSeconds: 3600,
    hangsUp: false,
    location: undefined,
    about: index,
  };
}

function understand(call: RecordedCall, index: number): Understanding {
  const entered =
    call.answeredAt === null ? 60 : secondsFromMicros(call.answeredAt - call.receivedAt);
  return {
    about: index,
    outcome: "no response needed",
    answerSeconds,
    talkSeconds: Math.max(shortestTalkSeconds, entered - answerSeconds),
    sendSeconds: dispatchSeconds,
    incident: {
      type: call.incidentType,
      grade: call.grade,
      location: { state: "verified", latE7: call.latE7, lonE7: call.lonE7, radiusM: 0 },
      area: call.area,
      place: call.place,
      summary: `Recorded call ${call.call}`,
    },
  };
}

export async function playRecorded(options: RecordedPlay): Promise<RecordedResult> {
  const { calls, units, view, accounts } = options;
  const [administrator, callTaker, dispatcher] = await Promise.all([
    accounts.forRole("administrator"),
    accounts.forRole("call taker"),
    accounts.forRole("supervisor"),
  ]);
  const sender = new Sender(view.region);
  const schedule = new Schedule();
  const book = new OutcomeBook(calls);
  view.onEvent((event) => book.take(event));
  const ids = await registerUnits(administrator, view, units);
  // Everybody signs in before the first call: a hundred sign-ins at once would take minutes of a fast world.
  await Promise.all(ids.map(async (unit) => accounts.forCrew(unit)));
  const lines = new Map(grades.names.map((grade) => [grade, fitTravel(calls, units, grade)]));
  let nextCall = 0;
  const callers = new CallersPlayer({
    view,
    sender,
    schedule,
    exchange: administrator,
    transcript: callTaker,
    onMade: (contact, planned) => book.noteContact(contact, planned.about),
    next: () => {
      const index = nextCall;
      nextCall += 1;
      return index < calls.length ? planContact(calls[index], index) : undefined;
    },
  });
  const robots = new RobotRoom({
    view,
    sender,
    schedule,
    stream: new RandomStream(1, "recorded.robots"),
    callTaker,
    dispatcher,
    switches: { callTaking: true, dispatch: true },
    // The record's call takers are in its talk times; ours must not be a second queue.
    callTakers: 500,
    understand: (contact) => {
      const planned = callers.findContact(contact);
      return planned === undefined ? undefined : understand(calls[planned.about], planned.about);
    },
    resultFor: () => "resolved",
  });
  const crews = makeCrewsPlayer(options, { sender, schedule, administrator, robots, ids, lines });
  const lastAt = calls[calls.length - 1].receivedAt;
  let endedAt: Instant = 0;
  await play({
    view,
    sender,
    schedule,
    callers,
    crews,
    robots,
    signal: options.signal,
    afterRound: (now) => {
      endedAt = now;
      const share = (now - calls[0].receivedAt) / (lastAt - calls[0].receivedAt);
      options.onProgress(share, `${callers.made} calls, ${crews.onDuty} crews on duty`);
      return callers.isDone && (now > lastAt + microsPerDay || isAllEnded(view, sender, book));
    },
  });
  return { book, sender, lines, positionsSent: crews.positionsSent, endedAt };
}

function isAllEnded(view: WorldView, sender: Sender, book: OutcomeBook): boolean {
  const { head, contacts } = view.state.columns;
  if (head.openIncidents[0] > 0 || sender.hasPending("dispatcher")) return false;
  for (let row = 0; row < head.contactRows[0]; row += 1) {
    const state = contacts.state[row];
    const isOpen = state === contactStates.code.ringing || state === contactStates.code.answered;
    if (isOpen || state === contactStates.code.abandoned) return false;
  }
  return book.listUnended().length === 0;
}

interface CrewParts {
  readonly sender: Sender;
  readonly schedule: Schedule;
  readonly administrator: Awaited<ReturnType<Accounts["forRole"]>>;
  readonly robots: RobotRoom;
  readonly ids: readonly number[];
  readonly lines: ReadonlyMap<string, TravelLine>;
}

function makeCrewsPlayer(
  { calls, units, view, accounts }: RecordedPlay,
  parts: CrewParts,
): CrewsPlayer {
  const vehicleOf = new Map(units.map((unit) => [unit.callSign, unit.vehicle]));
  const turnout = new TurnoutTimes(calls, vehicleOf);
  const lines = grades.names
    .map((grade) => parts.lines.get(grade))
    .filter((line) => line !== undefined);
  const now = view.now();
  const callSigns = new Map(units.map((unit, index) => [parts.ids[index], unit.callSign]));
  const played = units.map((unit, index): PlayedUnit => {
    const supplies = recordedSupplies(
      unit,
      lines,
      turnout,
      new RandomStream(1, "recorded.crew", index),
    );
    return {
      unit: parts.ids[index],
      crewCount: unit.crew,
      crew: new Crew(unit.base, supplies),
      duties: unit.duties
        .filter(([, until]) => until > now)
        // Who is on at the first call is on from the start, not all at one moment just before it.
        .map(([from, until]) => ({ from: from < calls[0].receivedAt ? now : from, until })),
    };
  });
  return new CrewsPlayer({
    view,
    sender: parts.sender,
    schedule: parts.schedule,
    units: played,
    clientFor: async (unit) => accounts.forCrew(unit),
    tracker: parts.administrator,
    positionSeconds: Math.max(10, view.speed * 0.5),
    taskFor: (unit, incident) => {
      const about = parts.robots.findAbout(incident) ?? 0;
      const call = calls[about];
      return recordedTask(
        call,
        callSigns.get(unit) ?? "",
        vehicleOf,
        incident,
        grades.code[call.grade],
      );
    },
  });
}

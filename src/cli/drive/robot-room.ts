/**
 * The robot control room: call takers who answer, open or join incidents, and a dispatcher who sends what the
 * system recommends first. It is there so that a demonstration lives without a person, and so that a recorded day
 * can be played; either half can be switched off at any moment, and people take over where it stopped. It uses the
 * public API under accounts of its own and gets no rule of its own.
 */
import { type Instant, microsFromSeconds, microsPerSecond } from "../../base/instant.ts";
import type { RandomStream } from "../../base/random.ts";
import { findContactRow, findIncidentRow } from "../../core/state/region-state.ts";
import { countUnmet } from "../../core/allocation/unmet.ts";
import type { Recommendation } from "../../core/recommendation.ts";
import {
  allocationEnds,
  type ContactOutcome,
  contactStates,
  grades,
  incidentStates,
  type Grade,
} from "../../core/vocabulary.ts";
import type { Location } from "../../core/events.ts";
import type { CoreEvent } from "../../core/events.ts";
import { type ApiClient, ApiProblem } from "./api-client.ts";
import type { Schedule } from "./schedule.ts";
import type { Sender } from "./sender.ts";
import type { WorldView } from "./world-view.ts";

/** What a robot call taker understands from a contact: it hears the truth, as a good call taker would. */
export interface Understanding {
  /** Undefined = nothing a unit could do; the contact ends with `outcome`. */
  readonly incident?: {
    readonly type: string;
    readonly grade: Grade;
    readonly location: Location;
    readonly area?: string;
    readonly place: string;
    readonly summary: string;
  };
  readonly outcome: ContactOutcome;
  /** Contacts with the same key are about the same thing. */
  readonly about: number;
  /** From ringing to the answer, and from the answer to the incident, where the record says; else drawn. */
  readonly answerSeconds?: number;
  readonly talkSeconds?: number;
  readonly sendSeconds?: number;
}

export interface RobotSwitch {
  callTaking: boolean;
  dispatch: boolean;
}

export interface RobotOptions {
  readonly view: WorldView;
  readonly sender: Sender;
  readonly schedule: Schedule;
  readonly stream: RandomStream;
  readonly callTaker: ApiClient;
  readonly dispatcher: ApiClient;
  readonly switches: RobotSwitch;
  /** Calls that robots can hold at once. */
  readonly callTakers: number;
  readonly understand: (contact: number) => Understanding | undefined;
  /** Result code when an incident has been dealt with. */
  readonly resultFor: (incident: number) => string;
}

/** How often the dispatcher looks at the whole queue, in seconds of the world. */
const lookSeconds = 2;
/** An incident for which nothing could be sent is looked at again after this. */
const retrySeconds = 20;
const attendedRetrySeconds = 60;
const closeSeconds = 45;

export class RobotRoom {
  readonly #options: RobotOptions;
  /** Calls being held, by contact number. */
  readonly #held = new Set<number>();
  /** Incident of each thing that contacts are about. */
  readonly #incidentOf = new Map<number, number>();
  /** What an incident is about, by incident number. */
  readonly #aboutOf = new Map<number, number>();
  readonly #understood = new Map<number, Understanding>();
  readonly #planned = new Set<number>();
  readonly #sendAfter = new Map<number, Instant>();
  readonly #tryAgainAt = new Map<number, Instant>();
  readonly #busy = new Set<number>();
  #lookedAt: Instant = 0;

  constructor(options: RobotOptions) {
    this.#options = options;
    options.view.onEvent((event) => this.#onEvent(event));
  }

  #onEvent(event: CoreEvent): void {
    if (event.type === "contact.linked") this.#noteLink(event.contact, event.incident, event.at);
    if (event.type === "unit.emergency-raised") this.#endEmergencyLater(event.unit, event.at);
  }

  /** Opening and linking come in one frame, so the dispatcher never sees an incident of ours before this. */
  #noteLink(contact: number, incident: number, at: Instant): void {
    const understood = this.#understood.get(contact) ?? this.#options.understand(contact);
    if (understood === undefined) return;
    if (!this.#incidentOf.has(understood.about)) this.#incidentOf.set(understood.about, incident);
    this.#aboutOf.set(incident, understood.about);
    if (this.#planned.has(incident)) return;
    this.#planned.add(incident);
    const sendSeconds = understood.sendSeconds ?? this.#options.stream.lognormal(25, 0.4);
    this.#sendAfter.set(incident, at + microsFromSeconds(sendSeconds));
  }

  /** The key that an incident's first known contact is about, for those who play its crews. */
  findAbout(incident: number): number | undefined {
    return this.#aboutOf.get(incident);
  }

  tick(now: Instant): void {
    const { switches } = this.#options;
    if (switches.callTaking) this.#takeCalls(now);
    if (now - this.#lookedAt < lookSeconds * microsPerSecond) return;
    this.#lookedAt = now;
    if (switches.dispatch) this.#dispatch(now);
  }

  // Call taking

  #takeCalls(now: Instant): void {
    const { view, callTakers } = this.#options;
    const { contacts, head } = view.state.columns;
    for (let row = 0; row < head.contactRows[0]; row += 1) {
      if (this.#held.size >= callTakers) return;
      const contact = contacts.number[row];
      const state = contacts.state[row];
      if (contact <= 0 || this.#held.has(contact)) continue;
      if (state === contactStates.code.ringing) this.#take(contact, contacts.ringingAt[row]);
      else if (
        state === contactStates.code.abandoned &&
        contacts.owedAt[row] > 0 &&
        contacts.owedAt[row] <= now
      ) {
        this.#callBack(contact, contacts.owedAt[row], contacts.callBack[row] === 1);
      }
    }
  }

  #take(contact: number, ringingAt: Instant): void {
    const understood = this.#options.understand(contact);
    if (understood === undefined) return;
    this.#understood.set(contact, understood);
    this.#held.add(contact);
    const { schedule, stream } = this.#options;
    const answerSeconds = understood.answerSeconds ?? stream.lognormal(4, 0.5);
    // Seen late only because the world is fast: it is answered at its time. Rung long ago: from now on.
    const now = this.#options.view.now();
    const isRecent = now - ringingAt <= microsFromSeconds(Math.max(5, this.#options.view.speed));
    const from = isRecent || understood.answerSeconds !== undefined ? ringingAt : now;
    const answerAt = from + microsFromSeconds(answerSeconds);
    const talkSeconds = understood.talkSeconds ?? stream.lognormal(75, 0.45);
    schedule.plan(answerAt, () => void this.#answer(contact, understood, answerAt, talkSeconds));
  }

  async #answer(
    contact: number,
    understood: Understanding,
    at: Instant,
    talkSeconds: number,
  ): Promise<void> {
    const { sender, callTaker } = this.#options;
    const command = { type: "contact.answer", contact } as const;
    const answer = await sender.send(`contact ${contact}`, async () => callTaker, command, at);
    if (answer === undefined) this.#held.delete(contact);
    else this.#resolveAt(contact, understood, at + microsFromSeconds(talkSeconds));
  }

  #resolveAt(contact: number, understood: Understanding, at: Instant): void {
    this.#options.schedule.plan(at, () => {
      void this.#resolve(contact, understood, at).finally(() => this.#held.delete(contact));
    });
  }

  async #resolve(contact: number, understood: Understanding, at: Instant): Promise<void> {
    const { sender, callTaker, view } = this.#options;
    const row = findContactRow(view.state, contact);
    if (row < 0) return;
    const state = view.state.columns.contacts.state[row];
    const isOpen = state === contactStates.code.answered || state === contactStates.code.abandoned;
    // Somebody else dealt with it meanwhile, or the caller rang off and is called back later.
    if (!isOpen) return;
    const person = `contact ${contact}`;
    const { incident } = understood;
    if (incident === undefined) {
      const command = { type: "contact.end", contact, outcome: understood.outcome } as const;
      await sender.send(person, async () => callTaker, command, at);
      return;
    }
    // One line for all contacts about one thing, so that the second finds the incident of the first.
    await sender.run(`about ${understood.about}`, async () => {
      const known = this.#incidentOf.get(understood.about);
      if (known !== undefined && this.#isOpenIncident(known)) {
        await sender.send(
          person,
          async () => callTaker,
          { type: "contact.link", contact, incident: known },
          at,
        );
        return;
      }
      const answer = await sender.send(
        person,
        async () => callTaker,
        {
          type: "incident.open",
          contact,
          incidentType: incident.type,
          location: incident.location,
          grade: incident.grade,
          summary: incident.summary,
          place: incident.place,
          ...(incident.area === undefined ? {} : { area: incident.area }),
        },
        at,
      );
      const made = answer?.made.incident;
      if (made === undefined) return;
      this.#incidentOf.set(understood.about, made);
    });
  }

  #isOpenIncident(incident: number): boolean {
    const { state } = this.#options.view;
    const row = findIncidentRow(state, incident);
    // Not in the fold yet: it was opened a moment ago by ourselves.
    return row < 0 || state.columns.incidents.state[row] !== incidentStates.code.closed;
  }

  #callBack(contact: number, dueAt: Instant, hasNumber: boolean): void {
    const understood = this.#options.understand(contact);
    if (understood === undefined) return;
    this.#understood.set(contact, understood);
    this.#held.add(contact);
    const { sender, schedule, stream, callTaker } = this.#options;
    const at =
      Math.max(dueAt, this.#options.view.now() - microsPerSecond) +
      microsFromSeconds(stream.lognormal(20, 0.4));
    schedule.plan(at, () => {
      void sender
        .run(`call-back ${contact}`, async () => {
          const reached = hasNumber && stream.chance(0.7);
          const person = `contact ${contact}`;
          if (hasNumber) {
            const result = reached ? "reached" : "no answer";
            await sender.send(
              person,
              async () => callTaker,
              { type: "contact.call-back", contact, result },
              at,
            );
          }
          if (reached) await this.#resolve(contact, understood, at + 30 * microsPerSecond);
          else if (!hasNumber || stream.chance(0.5)) {
            const outcome = hasNumber ? "no answer on call-back" : "not traced";
            await sender.send(person, async () => callTaker, {
              type: "contact.end",
              contact,
              outcome,
            });
          }
        })
        .finally(() => this.#held.delete(contact));
    });
  }

  // Dispatch

  #dispatch(now: Instant): void {
    const { state } = this.#options.view;
    const { incidents, waiting, head } = state.columns;
    // Waiting ones by grade, longest waiting first; then those that lack a further unit; then what can be closed.
    for (const code of grades.names.keys()) {
      for (let row = waiting.first[code]; row >= 0; row = incidents.next[row])
        this.#trySend(row, now, retrySeconds);
    }
    for (let row = 0; row < head.incidentRows[0]; row += 1) {
      const incidentState = incidents.state[row];
      const isServed =
        incidentState === incidentStates.code.allocated ||
        incidentState === incidentStates.code.attended;
      // Once a unit has cleared, the incident had its response; what has gone is not sent again.
      const lacksUnit = isServed && !this.#hasCleared(row) && countUnmet(state, row) > 0;
      if (lacksUnit && incidents.served[row] <= grades.code.priority) {
        this.#trySend(row, now, attendedRetrySeconds);
      } else if (incidentState === incidentStates.code["awaiting result"])
        this.#closeLater(row, now);
    }
  }

  #hasCleared(row: number): boolean {
    const { incidents, allocations } = this.#options.view.state.columns;
    for (let a = incidents.firstAllocation[row]; a >= 0; a = allocations.nextOfIncident[a]) {
      if (allocations.endedAt[a] !== 0 && allocations.end[a] === allocationEnds.code.cleared)
        return true;
    }
    return false;
  }

  #trySend(row: number, now: Instant, retry: number): void {
    const { incidents } = this.#options.view.state.columns;
    const incident = incidents.number[row];
    if (this.#busy.has(incident) || (this.#tryAgainAt.get(incident) ?? 0) > now) return;
    if ((this.#sendAfter.get(incident) ?? 0) > now) return;
    this.#busy.add(incident);
    const { sender, view } = this.#options;
    // In a fast world half a real second must pass as well, or one long queue would flood the server.
    this.#tryAgainAt.set(incident, now + microsFromSeconds(Math.max(retry, 0.5 * view.speed)));
    // One dispatcher: recommendations are asked and acted on one after the other, or two would take one unit.
    void sender
      .run("dispatcher", async () => this.#sendRecommended(incident))
      .finally(() => this.#busy.delete(incident));
  }

  async #sendRecommended(incident: number): Promise<void> {
    const { dispatcher, view } = this.#options;
    const path = `/api/regions/${view.region}/incidents/${incident}/recommendation`;
    let recommendation: Recommendation;
    try {
      recommendation = (await dispatcher.get(path)) as Recommendation;
    } catch (error) {
      if (error instanceof ApiProblem && error.status >= 400 && error.status < 500) return;
      throw error;
    }
    // Only the first try happened when the dispatcher was ready; a later one happens when it succeeds.
    const readyAt = this.#sendAfter.get(incident);
    this.#sendAfter.delete(incident);
    const chosen = recommendation.options.filter((option) => option.chosen);
    const free = chosen.filter((option) => option.divert === null).map((option) => option.unit);
    const diverted = chosen.filter((option) => option.divert !== null).map((option) => option.unit);
    await this.#command(incident, free, "send", readyAt);
    await this.#command(incident, diverted, "divert", readyAt);
  }

  async #command(
    incident: number,
    units: readonly number[],
    mode: "send" | "divert",
    at: Instant | undefined,
  ): Promise<void> {
    if (units.length === 0) return;
    const { sender, dispatcher } = this.#options;
    const accept = ["unit.diverted", "unit.position-stale", "incident.enough-units"] as const;
    const command = { type: "unit.send", incident, units, mode, accept } as const;
    await sender.send(`send ${incident}`, async () => dispatcher, command, at);
  }

  #closeLater(row: number, now: Instant): void {
    const incident = this.#options.view.state.columns.incidents.number[row];
    if (this.#busy.has(incident) || (this.#tryAgainAt.get(incident) ?? 0) > now) return;
    this.#busy.add(incident);
    // The fold may show it open for a moment after it was closed.
    this.#tryAgainAt.set(
      incident,
      now + microsFromSeconds(4 * closeSeconds + this.#options.view.speed),
    );
    const { sender, schedule, dispatcher, resultFor } = this.#options;
    schedule.plan(now + closeSeconds * microsPerSecond, () => {
      const command = { type: "incident.close", incident, result: resultFor(incident) } as const;
      void sender
        .send(`close ${incident}`, async () => dispatcher, command)
        .finally(() => this.#busy.delete(incident));
    });
  }

  #endEmergencyLater(unit: number, at: Instant): void {
    const { sender, schedule, dispatcher, switches } = this.#options;
    schedule.plan(at + 240 * microsPerSecond, () => {
      if (!switches.dispatch) return;
      const command = {
        type: "unit.end-emergency",
        unit,
        reason: "crew spoken to, all well",
      } as const;
      void sender.send(`emergency ${unit}`, async () => dispatcher, command);
    });
  }
}

/**
 * The robot control room: call takers who answer, open or join incidents, and a dispatcher who sends what the
 * system recommends first. It is there so that a demonstration lives without a person, and so that a recorded day
 * can be played; either half can be switched off at any moment, and people take over where it stopped. It uses the
 * public API under accounts of its own and gets no rule of its own.
 */
import { type Instant, microsFromSeconds } from "../../base/instant.ts";
import type { RandomStream } from "../../base/random.ts";
import type { CoreEvent, Location } from "../../core/events.ts";
import type { ContactOutcome, Grade } from "../../core/vocabulary.ts";
import type { ApiClient } from "./api-client.ts";
import { RobotCallTakers } from "./robot-call-takers.ts";
import { RobotDispatcher } from "./robot-dispatcher.ts";
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

/** What both halves of the room know of the incidents that came from played contacts. */
export interface RobotMemory {
  /** Incident of each thing that contacts are about. */
  readonly incidentOf: Map<number, number>;
  /** By contact number, for calls that robots took. */
  readonly understood: Map<number, Understanding>;
  /** From when the dispatcher is ready to act on an incident. */
  readonly sendAfter: Map<number, Instant>;
}

export class RobotRoom {
  readonly #options: RobotOptions;
  readonly #memory: RobotMemory = {
    incidentOf: new Map(),
    understood: new Map(),
    sendAfter: new Map(),
  };
  readonly #callTakers: RobotCallTakers;
  readonly #dispatcher: RobotDispatcher;
  /** What an incident is about, by incident number. */
  readonly #aboutOf = new Map<number, number>();

  constructor(options: RobotOptions) {
    this.#options = options;
    this.#callTakers = new RobotCallTakers(options, this.#memory);
    this.#dispatcher = new RobotDispatcher(options, this.#memory);
    options.view.onEvent((event) => this.#onEvent(event));
  }

  #onEvent(event: CoreEvent): void {
    if (event.type === "contact.linked") this.#noteLink(event.contact, event.incident, event.at);
    if (event.type === "unit.emergency-raised") {
      this.#dispatcher.endEmergencyLater(event.unit, event.at);
    }
  }

  /** Opening and linking come in one frame, so the dispatcher never sees an incident of ours before this. */
  #noteLink(contact: number, incident: number, at: Instant): void {
    const { incidentOf, sendAfter } = this.#memory;
    const understood = this.#memory.understood.get(contact) ?? this.#options.understand(contact);
    if (understood === undefined) return;
    if (!incidentOf.has(understood.about)) incidentOf.set(understood.about, incident);
    if (this.#aboutOf.has(incident)) return;
    this.#aboutOf.set(incident, understood.about);
    const sendSeconds = understood.sendSeconds ?? this.#options.stream.lognormal(25, 0.4);
    sendAfter.set(incident, at + microsFromSeconds(sendSeconds));
  }

  /** The key that an incident's first known contact is about, for those who play its crews. */
  findAbout(incident: number): number | undefined {
    return this.#aboutOf.get(incident);
  }

  tick(now: Instant): void {
    const { switches } = this.#options;
    if (switches.callTaking) this.#callTakers.tick(now);
    if (switches.dispatch) this.#dispatcher.tick(now);
  }
}

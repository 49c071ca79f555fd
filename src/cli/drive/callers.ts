/**
 * Plays the callers: they ring, text or write at their time, give up when nobody answers, speak once somebody
 * does, and sometimes ring off. What they say becomes the contact's words (as a line's transcript would); what the
 * room makes of it is the room's business.
 */
import { type Instant, microsFromSeconds } from "../../base/instant.ts";
import type { CoreEvent, Location } from "../../core/events.ts";
import { findContactRow } from "../../core/state/region-state.ts";
import { contactStates, type ContactState } from "../../core/vocabulary.ts";
import type { ApiClient } from "./api-client.ts";
import type { Schedule } from "./schedule.ts";
import type { Sender } from "./sender.ts";
import type { WorldView } from "./world-view.ts";

/** One contact to be made, and what it is about as far as the world knows. */
export interface PlannedContact {
  readonly at: Instant;
  readonly channel: "call" | "text" | "web" | "partner";
  readonly words: string;
  readonly place: string;
  readonly callerNumber: string;
  readonly patienceSeconds: number;
  readonly hangsUp: boolean;
  /** Where the network or the form says it comes from; undefined = it does not say. */
  readonly location: Location | undefined;
  /** Key of what it is about; several contacts may share one. */
  readonly about: number;
}

export interface CallersOptions {
  readonly view: WorldView;
  readonly sender: Sender;
  readonly schedule: Schedule;
  /** The telephone exchange: brings contacts in and takes them away. */
  readonly exchange: ApiClient;
  /** The line's transcript: writes down what callers say. */
  readonly transcript: ApiClient;
  /** The next contact in order of time, or undefined at the end. */
  readonly next: () => PlannedContact | undefined;
  /** The server gave the contact its number. */
  readonly onMade?: (contact: number, planned: PlannedContact) => void;
}

/** From the answer until the words of the caller stand there. */
const speakSeconds = 6;
const hangUpSeconds = 9;

export class CallersPlayer {
  readonly #options: CallersOptions;
  readonly #contacts = new Map<number, PlannedContact>();
  #upcoming: PlannedContact | undefined;
  made = 0;
  abandoned = 0;

  constructor(options: CallersOptions) {
    this.#options = options;
    this.#upcoming = options.next();
    options.view.onEvent((event) => this.#onEvent(event));
  }

  /** True when no contact will come any more. */
  get isDone(): boolean {
    return this.#upcoming === undefined;
  }

  /** What a contact of ours is about; undefined for contacts that somebody else made. */
  findContact(contact: number): PlannedContact | undefined {
    return this.#contacts.get(contact);
  }

  tick(now: Instant): void {
    while (this.#upcoming !== undefined && this.#upcoming.at <= now) {
      const contact = this.#upcoming;
      this.#upcoming = this.#options.next();
      void this.#make(contact);
    }
  }

  async #make(planned: PlannedContact): Promise<void> {
    const { sender, exchange, schedule } = this.#options;
    const writes = planned.channel !== "call";
    this.made += 1;
    const person = `caller ${this.made}`;
    const answer = await sender.send(
      person,
      async () => exchange,
      {
        type: "contact.receive",
        channel: planned.channel,
        ...(planned.callerNumber === "" ? {} : { callerNumber: planned.callerNumber }),
        ...(writes ? { words: planned.words, place: planned.place } : {}),
        ...(planned.location === undefined ? {} : { location: planned.location }),
      },
      planned.at,
    );
    const contact = answer?.made.contact;
    if (contact === undefined) return;
    this.#contacts.set(contact, planned);
    this.#options.onMade?.(contact, planned);
    if (writes) return;
    const givesUpAt = planned.at + microsFromSeconds(planned.patienceSeconds);
    schedule.plan(givesUpAt, () => {
      if (this.#stateOf(contact) === "ringing") this.#giveUp(contact, givesUpAt);
    });
  }

  #stateOf(contact: number): ContactState {
    const { state } = this.#options.view;
    const row = findContactRow(state, contact);
    return row < 0 ? "none" : contactStates.names[state.columns.contacts.state[row]];
  }

  #giveUp(contact: number, at: Instant): void {
    const { sender, exchange } = this.#options;
    this.abandoned += 1;
    void sender.send(
      `contact ${contact}`,
      async () => exchange,
      { type: "contact.abandon", contact },
      at,
    );
  }

  #onEvent(event: CoreEvent): void {
    if (event.type !== "contact.answered") return;
    const { contact } = event;
    const planned = this.#contacts.get(contact);
    if (planned === undefined || planned.channel !== "call") return;
    const { schedule, sender, transcript } = this.#options;
    const speaksAt = event.at + microsFromSeconds(speakSeconds);
    schedule.plan(speaksAt, () => {
      const { words, place } = planned;
      const command = { type: "contact.describe", contact, words, place } as const;
      void sender.send(`contact ${contact}`, async () => transcript, command, speaksAt);
    });
    if (!planned.hangsUp) return;
    const at = event.at + microsFromSeconds(hangUpSeconds);
    schedule.plan(at, () => {
      if (this.#stateOf(contact) === "answered") this.#giveUp(contact, at);
    });
  }
}

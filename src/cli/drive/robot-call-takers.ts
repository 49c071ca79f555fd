/**
 * Robot call takers: they answer what rings, listen for as long as a call takes, and then open an incident, join the
 * one that is about the same thing, or end the contact. What was given up while ringing they call back when it is
 * due. As many calls at once as there are call takers; the rest goes on ringing.
 */
import { type Instant, microsFromSeconds, microsPerSecond } from "../../base/instant.ts";
import {
  findContactRow,
  findIncidentRow,
  type RegionState,
} from "../../core/state/region-state.ts";
import { contactStates, incidentStates } from "../../core/vocabulary.ts";
import type { RobotMemory, RobotOptions, Understanding } from "./robot-room.ts";

export class RobotCallTakers {
  readonly #options: RobotOptions;
  readonly #memory: RobotMemory;
  /** Calls being held, by contact number. */
  readonly #held = new Set<number>();
  readonly #leftBehind: LeftBehind[];

  constructor(options: RobotOptions, memory: RobotMemory) {
    this.#options = options;
    this.#memory = memory;
    this.#leftBehind = listOpen(options.view.state);
  }

  tick(now: Instant): void {
    const leftBehind = this.#leftBehind.splice(0);
    if (leftBehind.length > 0) {
      const { sender } = this.#options;
      void sender.run("left behind", async () => this.#endLeftBehind(leftBehind));
    }
    const { contacts } = this.#options.view.state.columns;
    for (const row of this.#listOwed(now)) {
      if (this.#held.size >= this.#options.callTakers) return;
      const contact = contacts.number[row];
      if (contacts.state[row] === contactStates.code.ringing)
        this.#take(contact, contacts.ringingAt[row]);
      else this.#callBack(contact, contacts.owedAt[row], contacts.callBack[row] === 1);
    }
  }

  /**
   * Rows of what rings and of what is due to be called back, that which is owed longest first: in a night in which it
   * never stops ringing, nobody would be called back otherwise.
   */
  #listOwed(now: Instant): number[] {
    const { contacts, head } = this.#options.view.state.columns;
    const { ringing, abandoned } = contactStates.code;
    const rows: number[] = [];
    for (let row = 0; row < head.contactRows[0]; row += 1) {
      const contact = contacts.number[row];
      if (contact <= 0 || this.#held.has(contact)) continue;
      const owedAt = contacts.owedAt[row];
      const isDue = contacts.state[row] === abandoned && owedAt > 0 && owedAt <= now;
      if (isDue || contacts.state[row] === ringing) rows.push(row);
    }
    return rows.sort((a, b) => contacts.owedAt[a] - contacts.owedAt[b] || a - b);
  }

  /**
   * Contacts from before this play: their callers were played by a process that is gone, and will not speak. What
   * somebody else than us answered stays open, because only who holds a call may say how it ended. What was given up
   * is called back when it is due, as in any other night: nobody holds it any more.
   */
  async #endLeftBehind(leftBehind: readonly LeftBehind[]): Promise<void> {
    const { account } = await this.#options.callTaker.getSession();
    for (const { contact, state, answeredBy } of leftBehind) {
      if (answeredBy !== "" && answeredBy !== account.id) continue;
      void this.#options.sender.run(`left behind ${contact}`, async () =>
        this.#endOne(contact, state === contactStates.code.ringing),
      );
    }
  }

  async #endOne(contact: number, isRinging: boolean): Promise<void> {
    const { sender, callTaker } = this.#options;
    const person = `contact ${contact}`;
    if (isRinging) {
      const command = { type: "contact.answer", contact } as const;
      // Refused: a person was quicker, and now it is theirs.
      if ((await sender.send(person, async () => callTaker, command)) === undefined) return;
    }
    const end = { type: "contact.end", contact, outcome: "not traced" } as const;
    await sender.send(person, async () => callTaker, end);
  }

  #take(contact: number, ringingAt: Instant): void {
    const understood = this.#options.understand(contact);
    if (understood === undefined) return;
    this.#memory.understood.set(contact, understood);
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
    // Somebody else dealt with it meanwhile. (Ringing means that the fold has not seen our answer yet.)
    if (state === contactStates.code.linked || state === contactStates.code.ended) return;
    const person = `contact ${contact}`;
    const { incident } = understood;
    if (incident === undefined) {
      const command = { type: "contact.end", contact, outcome: understood.outcome } as const;
      await sender.send(person, async () => callTaker, command, at);
      return;
    }
    // One line for all contacts about one thing, so that the second finds the incident of the first.
    await sender.run(`about ${understood.about}`, async () => {
      const known = this.#memory.incidentOf.get(understood.about);
      if (known !== undefined && this.#isOpenIncident(known)) {
        const link = { type: "contact.link", contact, incident: known } as const;
        const linked = await sender.send(person, async () => callTaker, link, at);
        // Refused: it was closed meanwhile. The caller still needs somebody.
        if (linked !== undefined) return;
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
      this.#memory.incidentOf.set(understood.about, made);
    });
  }

  #isOpenIncident(incident: number): boolean {
    const { state } = this.#options.view;
    const row = findIncidentRow(state, incident);
    // Not in the fold yet: it was opened a moment ago by ourselves.
    return row < 0 || state.columns.incidents.state[row] !== incidentStates.code.closed;
  }

  /** Also of a caller whom this play does not know (an earlier one played them, or a person did): nobody picks up. */
  #callBack(contact: number, dueAt: Instant, hasNumber: boolean): void {
    const understood = this.#options.understand(contact);
    if (understood !== undefined) this.#memory.understood.set(contact, understood);
    this.#held.add(contact);
    const { sender, schedule, stream, callTaker } = this.#options;
    const at =
      Math.max(dueAt, this.#options.view.now() - microsPerSecond) +
      microsFromSeconds(stream.lognormal(20, 0.4));
    schedule.plan(at, () => {
      void sender
        .run(`call-back ${contact}`, async () => {
          const reached = understood !== undefined && hasNumber && stream.chance(0.7);
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
}

interface LeftBehind {
  readonly contact: number;
  readonly state: number;
  /** Account that answered it; empty = nobody did. */
  readonly answeredBy: string;
}

function listOpen({ columns, text }: RegionState): LeftBehind[] {
  const { contacts, head } = columns;
  const { ringing, answered } = contactStates.code;
  const open: LeftBehind[] = [];
  for (let row = 0; row < head.contactRows[0]; row += 1) {
    const contact = contacts.number[row];
    const state = contacts.state[row];
    if (contact <= 0 || ![ringing, answered].includes(state)) continue;
    open.push({ contact, state, answeredBy: text?.contacts.get(contact)?.by ?? "" });
  }
  return open;
}

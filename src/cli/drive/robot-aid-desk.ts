/**
 * The robot at the desk for mutual aid of one played region: it asks for units when the scenario says so, answers what
 * neighbours ask (what the floors let go, else a refusal), has units set out and come home, and lets guests go when their
 * time is over. It takes the steps that a person takes on the panel, through the public API, and leaves them to people while the
 * robot that dispatches is off. Whoever is a guest here has a crew that is played, whichever robot is on.
 */
import { type Instant, microsPerMinute } from "../../base/instant.ts";
import { listCandidates } from "../../core/aid/check.ts";
import { getAsk, listAidRows, listBetween } from "../../core/aid/read.ts";
import type { StagedAid } from "../../sim/behaviour/scenario.ts";
import type { ClientCommand } from "../../wire/command-schema.ts";
import type { ApiClient } from "./api-client.ts";
import type { RobotSwitch } from "./robot-room.ts";
import type { Schedule } from "./schedule.ts";
import type { Sender } from "./sender.ts";
import type { WorldView } from "./world-view.ts";

export interface AidDeskOptions {
  readonly view: WorldView;
  readonly sender: Sender;
  readonly schedule: Schedule;
  readonly supervisor: ApiClient;
  readonly switches: RobotSwitch;
  readonly startAt: Instant;
  readonly asks: readonly StagedAid[];
  /** Units of other regions that are here and at work, by id; told whenever it changes. */
  readonly onGuests: (units: readonly number[]) => void;
}

type Ask = ReturnType<typeof getAsk>;

const minutes = (count: number): Instant => count * microsPerMinute;
/** How long each step takes the desk, and the way over a causeway: some 30 km, and as long again to form up. */
const desk = {
  look: minutes(0.5),
  receive: minutes(1.5),
  answer: minutes(4),
  setOut: minutes(4),
  way: minutes(35),
  /** A play that begins or joins later asks for what it missed in so long. */
  late: minutes(30),
} as const;

export class RobotAidDesk {
  readonly #options: AidDeskOptions;
  /** When the desk first saw what it is about to act on, by what that is. */
  readonly #seenAt = new Map<string, Instant>();
  #lookedAt: Instant = 0;
  #guests = "";

  constructor(options: AidDeskOptions) {
    this.#options = options;
    const { schedule, startAt, asks, view, switches } = options;
    for (const { minute, units, minutes: lasts, words } of asks) {
      const at = startAt + minutes(minute);
      if (at < view.now() - desk.late) continue;
      schedule.plan(at, () => {
        if (!switches.dispatch) return;
        const untilAt = view.now() + minutes(lasts);
        this.#send("ask", { type: "aid.ask", quantity: units, grade: "immediate", untilAt, words });
      });
    }
  }

  tick(now: Instant): void {
    if (now - this.#lookedAt < desk.look) return;
    this.#lookedAt = now;
    const { view, switches } = this.#options;
    if (view.state.policy === undefined) return;
    const between = listBetween(view.state);
    this.#tellGuests(
      between.filter(({ isGuest, state }) => isGuest && state === "there").map(({ unit }) => unit),
    );
    if (!switches.dispatch) return;
    for (const { unit, isGuest, state } of between)
      if (!isGuest && state === "going home" && this.#isTime(`home ${unit}`, desk.way, now))
        this.#send(`unit ${unit}`, { type: "aid.return", unit });
    for (const row of listAidRows(view.state)) {
      const ask = getAsk(view.state, row);
      if (ask.direction === "incoming") this.#help(ask, row, now);
      else this.#takeIn(ask, now);
    }
  }

  #tellGuests(units: readonly number[]): void {
    const key = units.join();
    if (key === this.#guests) return;
    this.#guests = key;
    this.#options.onGuests(units);
  }

  /** True once what has this key was first seen so long ago; then it begins anew, as a step may be refused. */
  #isTime(key: string, wait: Instant, now: Instant): boolean {
    const seenAt = this.#seenAt.get(key);
    if (seenAt === undefined) this.#seenAt.set(key, now);
    if (seenAt === undefined || now - seenAt < wait) return false;
    this.#seenAt.delete(key);
    return true;
  }

  #help({ request, state, quantity, lendable }: Ask, row: number, now: Instant): void {
    const key = `${request} ${state}`;
    if (state === "asked" && this.#isTime(key, desk.receive, now))
      this.#send(key, { type: "request.receive", request });
    else if (state === "received" && this.#isTime(key, desk.answer, now)) {
      const units = listCandidates(this.#options.view.state, row).slice(0, Math.min(quantity, lendable ?? 0)); // prettier-ignore
      if (units.length > 0)
        this.#send(key, { type: "aid.commit", request, units, etaAt: now + desk.setOut + desk.way }); // prettier-ignore
      else
        this.#send(key, {
          type: "request.answer",
          request,
          answer: "refused",
          reason: "We are at our own floor",
        });
    } else if (state === "committed" && this.#isTime(key, desk.setOut, now))
      this.#send(key, { type: "request.set-out", request, etaAt: now + desk.way });
  }

  #takeIn({ request, state, terms }: Ask, now: Instant): void {
    const key = `${request} ${state}`;
    if (state === "on the way" && this.#isTime(key, desk.way, now))
      this.#send(key, { type: "aid.arrive", request });
    if (state !== "arrived") return;
    const { columns } = this.#options.view.state;
    const over = listBetween(this.#options.view.state).filter(
      (guest) =>
        guest.isGuest &&
        guest.request === request &&
        guest.state === "there" &&
        (guest.isRecalled || terms.untilAt <= now) &&
        columns.units.firstAllocation[guest.unit] < 0,
    );
    if (over.length === 0) return;
    const units = over.map(({ unit }) => unit);
    this.#send(key, { type: "aid.release", request, units, reason: "Their time here is over" });
  }

  #send(what: string, command: ClientCommand): void {
    const { sender, supervisor } = this.#options;
    if (sender.hasPending(`aid ${what}`)) return;
    void sender.send(`aid ${what}`, async () => supervisor, command);
  }
}

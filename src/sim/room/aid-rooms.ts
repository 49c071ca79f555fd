/**
 * Several rooms that help each other on one virtual clock, by the commands and messages of the live core. Who decides is a rule
 * that stands in for people: a region without a unit for a grade in some area asks its neighbours in turn; the one that is asked
 * answers after a while with as many free units, the nearest first, as leave its floors whole, or refuses; guests go home when
 * their time is over or their own region wants them back, once they have cleared. The link is perfect: a message is taken when
 * it is said. Not here: any rule of the core.
 */
import { microsPerSecond, type Instant, type Micros } from "../../base/instant.ts";
import { findAidFacts, findLinkedRow } from "../../core/aid/changes.ts";
import { listCandidates } from "../../core/aid/check.ts";
import { countLendable } from "../../core/aid/floor.ts";
import { findGuest, isAwaited, listLoans } from "../../core/aid/loans.ts";
import { listAidRows } from "../../core/aid/read.ts";
import type { AidMessage, AidPost, AidTerms } from "../../core/aid/aid-facts.ts";
import { coverRow } from "../../core/no-unit/changes.ts";
import { getPolicy, type RegionState } from "../../core/state/region-state.ts";
import { grades, loanStates, type Grade } from "../../core/vocabulary.ts";
import type { TravelTimes } from "../../plan/travel-times.ts";
import type { Call } from "./calls.ts";
import type { Place } from "./crews.ts";
import { LaterActs } from "./later-acts.ts";
import type { Room } from "./room.ts";

export interface AidRule {
  /** An area without a unit for one of these asks. */
  readonly grades: readonly Grade[];
  /** Units asked for at once. */
  readonly units: number;
  readonly loanMicros: Micros;
  /** From an ask to its answer. */
  readonly answerMicros: Micros;
  /** After which a neighbour that refused, or had all it lent back, is asked again. */
  readonly againMicros: Micros;
}

export interface AidRoom<C extends Call> {
  readonly id: string;
  readonly room: Room<C>;
  /** By area index: where guests report. */
  readonly meets: readonly Place[];
  readonly travel: TravelTimes;
}

export interface AidFigures {
  /** Asks of this region, and of these, refused. */
  readonly asked: number;
  readonly refused: number;
  /** Units that came to help here, and that left to help elsewhere. */
  readonly came: number;
  readonly lent: number;
  /** Hours that guests were here. */
  readonly guestHours: number;
}

const goingHome = loanStates.code["going home"];

type MessageOf<S extends AidMessage["step"]> = Extract<AidMessage, { step: S }>;

class Figures {
  asked = 0;
  refused = 0;
  came = 0;
  lent = 0;
  guestMicros = 0;
}

export class AidRooms<C extends Call> {
  readonly #rooms: readonly AidRoom<C>[];
  readonly #byId: ReadonlyMap<string, number>;
  readonly #rule: AidRule;
  readonly #acts = new LaterActs();
  readonly #figures: readonly Figures[];
  /** By room: whether an ask is open, and when each neighbour may be asked again. */
  readonly #isAsking: boolean[];
  readonly #askAgainAt: Map<string, Instant>[];
  readonly #cameAt: Map<number, Instant>[];

  constructor(rooms: readonly AidRoom<C>[], rule: AidRule) {
    this.#rooms = rooms;
    this.#rule = rule;
    this.#byId = new Map(rooms.map(({ id }, index) => [id, index]));
    this.#figures = rooms.map(() => new Figures());
    this.#isAsking = rooms.map(() => false);
    this.#askAgainAt = rooms.map(() => new Map());
    this.#cameAt = rooms.map(() => new Map());
    for (const { room } of rooms) room.state.outbox = [];
  }

  /** Of each room, in their order, up to `at`. */
  figures(at: Instant): AidFigures[] {
    return this.#figures.map(({ asked, refused, came, lent, guestMicros }, index) => {
      let micros = guestMicros;
      for (const since of this.#cameAt[index].values()) micros += at - since;
      return { asked, refused, came, lent, guestHours: micros / (3_600 * microsPerSecond) };
    });
  }

  /** Plays all rooms on until `until`, and all that is due then. */
  playUntil(until: Instant): void {
    const rooms = this.#rooms;
    for (;;) {
      let at = this.#acts.nextAt;
      for (let index = 0; index < rooms.length; index += 1) at = Math.min(at, rooms[index].room.nextAt); // prettier-ignore
      if (at > until) break;
      // Only where something happens; the clock of another room is put forward when something is said to it.
      for (let index = 0; index < rooms.length; index += 1) {
        const { room } = rooms[index];
        if (room.nextAt > at) continue;
        room.playUntil(at);
        if (room.state.outbox?.length !== 0) this.#talk(at);
        this.#askFor(index, at);
        this.#recallFor(index, at);
      }
      if (at >= this.#acts.nextAt) this.#doActs(at);
    }
    for (const { room } of rooms) room.playUntil(until);
  }

  /** All clocks first: what is done may be about any of the rooms. */
  #doActs(at: Instant): void {
    for (const { room } of this.#rooms) room.playUntil(at);
    while (this.#acts.doFirst(at)) this.#talk(at);
    for (let index = 0; index < this.#rooms.length; index += 1) {
      this.#askFor(index, at);
      this.#recallFor(index, at);
    }
  }

  /** Carries every message, until nobody says anything more. */
  #talk(at: Instant): void {
    for (let isSaid = true; isSaid;) {
      isSaid = false;
      for (const [from, { id, room }] of this.#rooms.entries()) {
        const posts = room.state.outbox ?? [];
        if (posts.length === 0) continue;
        room.state.outbox = [];
        for (const post of posts) this.#carry(at, from, id, post);
        isSaid = true;
      }
    }
  }

  #carry(
    at: Instant,
    from: number,
    fromRegion: string,
    { to, position, message, text }: AidPost,
  ): void {
    const target = this.#byId.get(to);
    if (target === undefined) return;
    this.#rooms[target].room.playUntil(at);
    const words = text === undefined ? {} : { text };
    this.#rooms[target].room.ask({ type: "aid.receive", fromRegion, position, message, ...words });
    this.#heed(from, target, message);
  }

  /** What people do about a message that came from room `from` to room `to`. */
  #heed(from: number, to: number, message: AidMessage): void {
    const { now } = this.#rooms[to].room;
    switch (message.step) {
      case "ask":
        this.#acts.add(now + this.#rule.answerMicros, () => this.#answer(to, message));
        return;
      case "answer":
        if (message.answer === "refused") this.#noteRefusal(to, from);
        return;
      case "commit":
        this.#await(to, from, message);
        return;
      case "release":
        for (const unit of message.units) this.#goHome(to, from, message.number, unit);
        return;
      case "recall":
        for (const unit of message.units) this.#letGo(to, from, message.number, unit, "recalled");
        return;
      case "receive":
      case "set out":
      case "arrive":
      case "withdraw":
      case "return":
    }
  }

  /** A room without a unit for a grade in some area asks the first neighbour that may be asked. */
  #askFor(index: number, at: Instant): void {
    const { room, meets } = this.#rooms[index];
    const { state } = room;
    if (this.#isAsking[index] || state.columns.head.noUnits[0] === 0) return;
    const { config, aid, standardNeed, needs } = getPolicy(state);
    const lack = this.#findLack(state);
    if (lack === undefined) return;
    const { area, grade } = lack;
    const next = aid.neighbours.find(
      ({ region }) => (this.#askAgainAt[index].get(region) ?? 0) <= room.now,
    );
    if (next === undefined) return;
    const need = standardNeed[grades.code[grade]];
    this.#isAsking[index] = true;
    this.#figures[index].asked += 1;
    room.ask({
      type: "aid.ask",
      region: next.region,
      quantity: this.#rule.units,
      skills: need < 0 ? [] : [...needs[need].need.skills],
      grade,
      area: config.areas[area].code,
      untilAt: room.now + this.#rule.loanMicros,
      meet: meets[area],
    });
    this.#talk(at);
  }

  #findLack(state: RegionState): { readonly area: number; readonly grade: Grade } | undefined {
    const { since } = state.columns.cover;
    const { areaCount } = getPolicy(state);
    for (const grade of this.#rule.grades)
      for (let area = 0; area < areaCount; area += 1)
        if (since[coverRow(area, grades.code[grade])] !== 0) return { area, grade };
    return undefined;
  }

  /** A room whose floor breaks while units are away wants all of them back. */
  #recallFor(index: number, at: Instant): void {
    const { room } = this.#rooms[index];
    const { state } = room;
    if (state.columns.aid.brokenAt[0] === 0) return;
    const { units, requests } = state.columns;
    const isThere = (unit: number): boolean =>
      units.home[unit] === 0 && units.recalled[unit] === 0 && units.loan[unit] < goingHome;
    for (const row of listAidRows(state)) {
      const request = requests.number[row];
      const away = listLoans(state, request, isThere);
      if (away.length > 0)
        room.ask({ type: "aid.recall", request, units: away, reason: "below the floor" });
    }
    this.#talk(at);
  }

  #noteRefusal(asker: number, asked: number): void {
    this.#figures[asker].refused += 1;
    this.#rest(asker, asked);
  }

  #rest(asker: number, asked: number): void {
    const { room } = this.#rooms[asker];
    this.#isAsking[asker] = false;
    this.#askAgainAt[asker].set(this.#rooms[asked].id, room.now + this.#rule.againMicros);
  }

  /** As many of those free as leave the floors whole, the nearest first, or a refusal. */
  #answer(index: number, message: MessageOf<"ask">): void {
    const { room, id } = this.#rooms[index];
    const { state } = room;
    const row = findLinkedRow(state, message.asker, message.number);
    if (row < 0 || message.terms === null) return;
    const request = state.columns.requests.number[row];
    const units = this.#chooseUnits(index, row, message.terms, message.quantity);
    if (units.length === 0) {
      const reason = `${id} has none above its floor`;
      room.ask({ type: "request.answer", request, answer: "refused", reason });
      return;
    }
    // The way is measured from where each is now; what is lent stands nowhere.
    const ways = units.map((unit) => this.#wayTo(index, unit, message.terms?.meet));
    const etaAt = room.now + Math.max(1, ...ways);
    room.ask({ type: "aid.commit", request, units, etaAt });
    for (const unit of units) room.lend(unit);
    room.ask({ type: "request.set-out", request });
    this.#figures[index].lent += units.length;
    const asker = this.#byId.get(message.asker) ?? 0;
    for (const [place, unit] of units.entries())
      this.#acts.add(room.now + ways[place], () =>
        this.#arrive(asker, index, message.number, unit),
      );
  }

  #chooseUnits(index: number, row: number, { meet }: AidTerms, most: number): number[] {
    const { state } = this.#rooms[index].room;
    this.#rooms[index].room.crews.look(this.#rooms[index].room.now);
    const near = listCandidates(state, row)
      .map((unit) => ({ unit, way: this.#wayTo(index, unit, meet) }))
      .filter(({ way }) => way < Infinity)
      .sort((a, b) => a.way - b.way || a.unit - b.unit);
    const chosen: number[] = [];
    for (const { unit } of near) {
      if (chosen.length === most) break;
      if (countLendable(state, [...chosen, unit]) > chosen.length) chosen.push(unit);
    }
    return chosen;
  }

  /** Whole microseconds from where the unit is now. */
  #wayTo(index: number, unit: number, to: Place | undefined): Micros {
    const { room, travel } = this.#rooms[index];
    if (to === undefined) return 0;
    const vehicle = room.state.columns.units.vehicle[unit];
    const vehicleClass = getPolicy(room.state).classOfVehicle[vehicle];
    const start = { unit, vehicleClass, ...room.crews.placeOf(unit) };
    return Math.round(travel.micros(start, to.latE7, to.lonE7));
  }

  #guestOf(index: number, home: number, homeUnit: number): number {
    const { state } = this.#rooms[index].room;
    const place = getPolicy(state).aid.neighbourIndex.get(this.#rooms[home].id) ?? 0;
    return findGuest(state, place, homeUnit);
  }

  /** Their time is over some day, whatever they do then. */
  #await(asker: number, home: number, { number, units }: MessageOf<"commit">): void {
    const { room } = this.#rooms[asker];
    const row = findLinkedRow(room.state, this.#rooms[asker].id, number);
    const untilAt = findAidFacts(room.state, row)?.terms?.untilAt ?? room.now;
    for (const { unit } of units)
      this.#acts.add(untilAt, () => this.#letGo(asker, home, number, unit, "their time is over"));
  }

  #arrive(asker: number, home: number, request: number, homeUnit: number): void {
    const { room } = this.#rooms[asker];
    const unit = this.#guestOf(asker, home, homeUnit);
    const isTheirs = unit >= 0 && room.state.columns.units.loanRequest[unit] === request;
    if (!isTheirs || !isAwaited(room.state, unit)) return;
    room.ask({ type: "aid.arrive", request, units: [unit] });
    this.#figures[asker].came += 1;
    this.#cameAt[asker].set(unit, room.now);
    const { baseLatE7, baseLonE7 } = room.state.columns.units;
    room.admit(unit, { latE7: baseLatE7[unit], lonE7: baseLonE7[unit] });
  }

  /** A guest leaves once it is free; one that is still on its way turns round. */
  #letGo(asker: number, home: number, request: number, homeUnit: number, reason: string): void {
    const { room } = this.#rooms[asker];
    const unit = this.#guestOf(asker, home, homeUnit);
    const isHere = (): boolean => {
      const { loan, loanRequest } = room.state.columns.units;
      return unit >= 0 && loan[unit] !== loanStates.code.none && loanRequest[unit] === request;
    };
    if (!isHere()) return;
    const leave = (): void => {
      if (!isHere()) return;
      this.#noteLeft(asker, unit);
      room.ask({ type: "aid.release", request, units: [unit], reason });
      if (listLoans(room.state, request).length === 0) this.#rest(asker, home);
    };
    if (isAwaited(room.state, unit)) leave();
    else room.letGo(unit, leave);
  }

  #noteLeft(asker: number, unit: number): void {
    const since = this.#cameAt[asker].get(unit);
    if (since === undefined) return;
    this.#figures[asker].guestMicros += this.#rooms[asker].room.now - since;
    this.#cameAt[asker].delete(unit);
  }

  /** Home again after the way that it came. */
  #goHome(home: number, asker: number, number: number, unit: number): void {
    const { room, travel } = this.#rooms[home];
    const row = findLinkedRow(room.state, this.#rooms[asker].id, number);
    const { units } = room.state.columns;
    if (units.loan[unit] !== goingHome) {
      // It had not left: it is free again already.
      room.bringBack(unit);
      return;
    }
    const meet = row < 0 ? undefined : findAidFacts(room.state, row)?.terms?.meet;
    const base = room.crews.baseOf(unit);
    const vehicleClass = getPolicy(room.state).classOfVehicle[units.vehicle[unit]];
    const start = { unit, vehicleClass, ...(meet ?? base) };
    const way = Math.round(travel.micros(start, base.latE7, base.lonE7));
    this.#acts.add(room.now + (way < Infinity ? way : 0), () => {
      room.ask({ type: "aid.return", unit });
      room.bringBack(unit);
    });
  }
}

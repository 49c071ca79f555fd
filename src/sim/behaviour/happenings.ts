/**
 * What happens in the town and who rings about it: a stream of incidents in time order with their callers, drawn
 * from the demand model (a Poisson process whose rate follows the hour of the week) and the scenario. The system
 * under play is told none of this truth; it only gets the contacts.
 */
import { assert } from "../../base/assert.ts";
import {
  type Instant,
  microsFromSeconds,
  microsPerHour,
  microsPerMinute,
} from "../../base/instant.ts";
import { RandomStream } from "../../base/random.ts";
import { findArea } from "../town/layers.ts";
import type { IncidentKind } from "../town/incident-kinds.ts";
import type { Town } from "../town/town.ts";
import { callerSentences, fillPlace, otherSentences } from "./caller-words.ts";
import type { Scenario, StagedIncident } from "./scenario.ts";

export interface Happening {
  /** Counts from 1 in the order of time. */
  readonly number: number;
  readonly at: Instant;
  /** Null for a contact that is about nothing a unit could do. */
  readonly kind: IncidentKind | null;
  /** Index into the grades: 0 immediate to 3 resolution without deployment. */
  readonly grade: number;
  readonly latE7: number;
  readonly lonE7: number;
  /** As a map would name it. */
  readonly address: string;
  readonly area: number;
  readonly contacts: readonly CallerContact[];
}

export interface CallerContact {
  readonly at: Instant;
  readonly channel: "call" | "text" | "web";
  readonly words: string;
  readonly place: string;
  /** "" = withheld. From the ranges that Ofcom keeps for drama. */
  readonly callerNumber: string;
  /** A call that is not answered by then is given up. */
  readonly patienceSeconds: number;
  /** A caller who rings off during the call leaves words cut short. */
  readonly hangsUp: boolean;
}

/** An address in the town: a number on a street, or a common place. */
interface Spot {
  readonly latE7: number;
  readonly lonE7: number;
  readonly address: string;
}

const hoursPerWeek = 168;
/** Monday 5 January 1970 00:00 UTC; the invented town lives in UTC. */
const firstMonday = 4 * 24 * microsPerHour;
/** Further callers about one incident ring within about this time of the first. */
const echoSeconds = 150;
export const maxCallersPerIncident = 60;

export function hourOfWeekAt(at: Instant): number {
  const hours = Math.floor((at - firstMonday) / microsPerHour);
  return ((hours % hoursPerWeek) + hoursPerWeek) % hoursPerWeek;
}

export class HappeningSource {
  readonly #town: Town;
  readonly #scenario: Scenario;
  readonly #times: RandomStream;
  readonly #draws: RandomStream;
  readonly #callers: RandomStream;
  readonly #edgesByArea: number[][];
  readonly #maxRatePerHour: number;
  readonly #staged: StagedIncident[];
  #at: Instant;
  #count = 0;

  constructor(town: Town, scenario: Scenario, seed: number) {
    this.#town = town;
    this.#scenario = scenario;
    this.#times = new RandomStream(seed, "happenings.times");
    this.#draws = new RandomStream(seed, "happenings.what");
    this.#callers = new RandomStream(seed, "happenings.callers");
    this.#at = scenario.startAt;
    this.#staged = scenario.staged.toSorted((a, b) => a.minute - b.minute);
    this.#edgesByArea = groupEdges(town);
    let most = 0;
    for (let hour = 0; hour < hoursPerWeek; hour += 1) most = Math.max(most, this.#baseRate(hour));
    const surge = scenario.surges.reduce((sum, one) => sum * Math.max(1, one.factor), 1);
    this.#maxRatePerHour = most * scenario.demandFactor * surge;
  }

  #baseRate(hour: number): number {
    const { demand } = this.#town;
    const weights = demand.kinds.reduce((sum, kind) => sum + kind.weight, 0);
    const active = demand.kinds.reduce(
      (sum, kind) => sum + kind.weight * demand.hourFactors[kind.shape][hour],
      0,
    );
    return (demand.incidentsPerHour * active) / weights;
  }

  /** Weight of each kind now; their sum over all kinds' plain weights is the rate's share of the mean. */
  #kindWeights(at: Instant): number[] {
    const { demand } = this.#town;
    const hour = hourOfWeekAt(at);
    const minute = (at - this.#scenario.startAt) / microsPerMinute;
    const surges = this.#scenario.surges.filter(
      (surge) => minute >= surge.fromMinute && minute < surge.fromMinute + surge.minutes,
    );
    return demand.kinds.map((kind) => {
      const factor = surges.reduce(
        (product, surge) =>
          surge.kinds.length === 0 || surge.kinds.includes(kind.code)
            ? product * surge.factor
            : product,
        1,
      );
      return kind.weight * demand.hourFactors[kind.shape][hour] * factor;
    });
  }

  /** The next happening after the last one given; there is always another. */
  next(): Happening {
    for (;;) {
      const candidate =
        this.#at + microsFromSeconds(this.#times.exponential(3600 / this.#maxRatePerHour));
      const staged = this.#staged[0];
      if (staged !== undefined) {
        const at = this.#scenario.startAt + staged.minute * microsPerMinute;
        if (at <= candidate) {
          this.#staged.shift();
          this.#at = Math.max(this.#at, at);
          return this.#stage(staged);
        }
      }
      this.#at = candidate;
      const weights = this.#kindWeights(candidate);
      const { demand } = this.#town;
      const plain = demand.kinds.reduce((sum, kind) => sum + kind.weight, 0);
      const active = weights.reduce((sum, weight) => sum + weight, 0);
      const rate = (demand.incidentsPerHour * this.#scenario.demandFactor * active) / plain;
      // Thinning (Lewis and Shedler): a candidate of the highest rate stays with the share of the present one.
      if (!this.#times.chance(rate / this.#maxRatePerHour)) continue;
      if (this.#draws.chance(demand.noIncidentShare)) return this.#makeOther();
      return this.#makeIncident(demand.kinds[this.#draws.pickWeighted(weights)]);
    }
  }

  #stage(staged: StagedIncident): Happening {
    const kind = this.#town.demand.kinds.find((one) => one.code === staged.kind);
    assert(
      kind !== undefined,
      `scenario: got the kind ${staged.kind}, which the town does not have`,
    );
    return this.#makeIncident(kind, staged);
  }

  #makeIncident(kind: IncidentKind, staged?: StagedIncident): Happening {
    const area = this.#draws.pickWeighted(this.#areaShares());
    const spot = this.#spotFor(kind, area, staged?.placeKind ?? "");
    const grade = this.#draws.pickWeighted(kind.gradeShares);
    const further = this.#callers.poisson(kind.contactMean - 1);
    const count = Math.min(maxCallersPerIncident, staged?.callers ?? 1 + further);
    const contacts: CallerContact[] = [];
    let at = this.#at;
    for (let index = 0; index < count; index += 1) {
      contacts.push(this.#makeContact(at, kind, spot.address));
      at += microsFromSeconds(this.#callers.exponential((2 * echoSeconds) / count));
    }
    return this.#number({ kind, grade, ...spot, contacts });
  }

  #makeOther(): Happening {
    const area = this.#draws.pickWeighted(this.#areaShares());
    const spot = this.#addressIn(area);
    const contact = this.#makeContact(this.#at, null, spot.address);
    return this.#number({ kind: null, grade: 3, ...spot, contacts: [contact] });
  }

  #number(happening: Omit<Happening, "number" | "at" | "area">): Happening {
    this.#count += 1;
    const area = findArea(this.#town, happening) ?? 0;
    return { ...happening, number: this.#count, at: this.#at, area };
  }

  #areaShares(): readonly number[] {
    const hour = hourOfWeekAt(this.#at) % 24;
    const { areaSharesByDay, areaSharesByNight } = this.#town.demand;
    return hour >= 20 || hour < 5 ? areaSharesByNight : areaSharesByDay;
  }

  #spotFor(kind: IncidentKind, area: number, placeKind: string): Spot {
    const atPlace = placeKind !== "" || this.#draws.chance(kind.placeShare);
    if (atPlace) {
      const fits = this.#town.places.filter(
        (place) =>
          place.kind !== "police station" &&
          (placeKind === "" ? findArea(this.#town, place) === area : place.kind === placeKind),
      );
      if (fits.length > 0) {
        const { latE7, lonE7, name } = this.#draws.pick(fits);
        return { latE7, lonE7, address: name };
      }
    }
    return this.#addressIn(area);
  }

  #addressIn(area: number): Spot {
    const edges = this.#edgesByArea[area];
    const { edges: all, nodes, streets } = this.#town;
    // An area without a street (all sea) has no addresses; then any edge of the town will do.
    const edge = edges.length > 0 ? this.#draws.pick(edges) : this.#draws.below(all.from.length);
    const share = this.#draws.uniform();
    const [a, b] = [all.from[edge], all.to[edge]];
    const latE7 = Math.round(nodes.latE7[a] + (nodes.latE7[b] - nodes.latE7[a]) * share);
    const lonE7 = Math.round(nodes.lonE7[a] + (nodes.lonE7[b] - nodes.lonE7[a]) * share);
    const [first, last] = [all.firstNumber[edge], all.lastNumber[edge]];
    const street = streets[all.street[edge]].name;
    const number = first + Math.floor(share * (last - first + 1));
    return { latE7, lonE7, address: first === 0 ? street : `${Math.min(last, number)} ${street}` };
  }

  #makeContact(at: Instant, kind: IncidentKind | null, address: string): CallerContact {
    const draw = this.#callers;
    const urgent = kind !== null && kind.gradeShares[0] > 0.5;
    const [call, text] = this.#town.demand.channelShares;
    const roll = draw.uniform();
    const channel = urgent || roll < call ? "call" : roll < call + text ? "text" : "web";
    const sentences =
      kind === null ? otherSentences : (callerSentences[kind.code] ?? otherSentences);
    const sentence = fillPlace(draw.pick(sentences), address);
    const hangsUp = channel === "call" && draw.chance(0.02);
    const number = String(draw.below(1000)).padStart(3, "0");
    const prefix = draw.chance(0.8) ? "07700 900" : "01632 960";
    return {
      at,
      channel,
      words: hangsUp ? `${sentence.slice(0, Math.ceil(sentence.length / 3))} ...` : sentence,
      place: address,
      callerNumber: draw.chance(0.93) ? `${prefix}${number}` : "",
      patienceSeconds: 8 + draw.exponential(10 / this.#town.demand.abandonPerTenSeconds),
      hangsUp,
    };
  }
}

function groupEdges(town: Town): number[][] {
  const groups: number[][] = town.areas.map(() => []);
  for (const [edge, from] of town.edges.from.entries()) {
    const point = { latE7: town.nodes.latE7[from], lonE7: town.nodes.lonE7[from] };
    const area = findArea(town, point);
    if (area !== undefined) groups[area].push(edge);
  }
  return groups;
}

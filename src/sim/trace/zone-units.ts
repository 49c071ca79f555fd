/**
 * Where the available units of a trace are, and which of them is there soonest. Units at their stations are found by
 * going through the stations in the order of their travel time to the place, which is sorted once per place. Those on
 * their way home stand in columns without gaps; most are passed over by a look at how far the middle of their way is
 * from the place, because nobody is there sooner than the town's best speed allows (10,000 units: a scan that works out
 * every one takes 6 us more a call). Ties go to the lowest number. Not here: who is available, which the core says.
 */
import { unitCountOf, type Trace } from "./trace.ts";

/** Who is on the way home: where it left and whither, twice the middle, and how far it is, in zones. */
const fromXAt = 0;
const fromYAt = 1;
const alongXAt = 2;
const alongYAt = 3;
const twiceMiddleXAt = 4;
const twiceMiddleYAt = 5;
const spanXAt = 6;
const spanYAt = 7;
const wayFields = 8;

export class ZoneUnits {
  readonly #travelMillis: Uint32Array;
  readonly #stations: Int32Array;
  readonly #unitsPerStation: number;
  readonly #side: number;
  readonly #zones: number;
  /** No way between zones takes less than `#leastMillis` and this for each zone of distance. */
  readonly #leastMillis: number;
  readonly #millisPerZone: number;
  /** 1 = available at its station; and how many are, per station. */
  readonly #isHome: Uint8Array;
  readonly #homeCount: Int32Array;
  #homeTotal = 0;
  /**
   * Stations by travel time, for each place that was asked about: the station and its milliseconds in turns, place by place,
   * because what is looked at together is in the processor's cache together. `#isSorted` by place.
   */
  readonly #stationOrder: Uint32Array;
  readonly #isSorted: Uint8Array;
  /** Who is on the way home, the first `#movingCount`, and where each unit stands among them; -1 = does not. */
  readonly #moving: Int32Array;
  readonly #movingPlace: Int32Array;
  #movingCount = 0;
  /** By place among those on their way: `wayFields` numbers each; when it left, and how long its way is, in turns. */
  readonly #ways: Int32Array;
  readonly #wayTimes: Float64Array;
  /** Nobody who is on the way is home before. */
  #nextHomeAt = Infinity;
  /** From where the unit found last would start. */
  foundZone = 0;
  /** And how long it would take. */
  foundMillis = 0;

  constructor(trace: Trace) {
    const units = unitCountOf(trace);
    this.#travelMillis = trace.travelMillis;
    this.#stations = trace.stations;
    this.#unitsPerStation = trace.unitsPerStation;
    this.#side = trace.zonesPerSide;
    this.#zones = trace.zonesPerSide ** 2;
    const bound = boundOf(trace);
    this.#leastMillis = bound.leastMillis;
    this.#millisPerZone = bound.millisPerZone;
    this.#isHome = new Uint8Array(units);
    this.#homeCount = new Int32Array(trace.stations.length);
    this.#stationOrder = new Uint32Array(2 * trace.stations.length * this.#zones);
    this.#isSorted = new Uint8Array(this.#zones);
    this.#moving = new Int32Array(units);
    this.#movingPlace = new Int32Array(units).fill(-1);
    this.#ways = new Int32Array(units * wayFields);
    this.#wayTimes = new Float64Array(units * 2);
  }

  /** Microseconds from zone to zone. */
  travelMicros(from: number, to: number): number {
    return this.#travelMillis[to * this.#zones + from] * 1_000;
  }

  putHome(unit: number): void {
    this.#isHome[unit] = 1;
    this.#homeCount[this.#stationOf(unit)] += 1;
    this.#homeTotal += 1;
  }

  /** It leaves a scene now and is available all the way. */
  startHome(unit: number, zone: number, now: number): void {
    const side = this.#side;
    const base = this.#stations[this.#stationOf(unit)];
    const place = this.#movingCount++;
    this.#moving[place] = unit;
    this.#movingPlace[unit] = place;
    const x = Math.floor(zone / side);
    const y = zone % side;
    const alongX = Math.floor(base / side) - x;
    const alongY = (base % side) - y;
    const ways = this.#ways;
    const way = place * wayFields;
    ways[way + fromXAt] = x;
    ways[way + fromYAt] = y;
    ways[way + alongXAt] = alongX;
    ways[way + alongYAt] = alongY;
    ways[way + twiceMiddleXAt] = 2 * x + alongX;
    ways[way + twiceMiddleYAt] = 2 * y + alongY;
    ways[way + spanXAt] = Math.abs(alongX);
    ways[way + spanYAt] = Math.abs(alongY);
    const wayMicros = this.travelMicros(zone, base);
    this.#wayTimes[2 * place] = now;
    this.#wayTimes[2 * place + 1] = wayMicros;
    this.#nextHomeAt = Math.min(this.#nextHomeAt, now + wayMicros);
  }

  /** It is not available any more, wherever it is. */
  take(unit: number): void {
    if (this.#isHome[unit] === 1) {
      this.#isHome[unit] = 0;
      this.#homeCount[this.#stationOf(unit)] -= 1;
      this.#homeTotal -= 1;
    } else if (this.#movingPlace[unit] >= 0) this.#stop(this.#movingPlace[unit]);
  }

  /** The last one takes the place. */
  #stop(place: number): void {
    this.#movingPlace[this.#moving[place]] = -1;
    const last = --this.#movingCount;
    if (place === last) return;
    this.#moving[place] = this.#moving[last];
    this.#movingPlace[this.#moving[place]] = place;
    const ways = this.#ways;
    for (let field = 0; field < wayFields; field += 1)
      ways[place * wayFields + field] = ways[last * wayFields + field];
    this.#wayTimes[2 * place] = this.#wayTimes[2 * last];
    this.#wayTimes[2 * place + 1] = this.#wayTimes[2 * last + 1];
  }

  #stationOf(unit: number): number {
    return Math.floor(unit / this.#unitsPerStation);
  }

  /** The available unit that is in this zone soonest, -1 = nobody is available; `foundZone` and `foundMillis` say from where. */
  findNearest(zone: number, now: number): number {
    if (now >= this.#nextHomeAt) this.#settle(now);
    let found = this.#homeTotal === 0 ? -1 : this.#findAtStation(zone);
    const count = this.#movingCount;
    if (count === 0) return found;
    const row = zone * this.#zones;
    let least = found < 0 ? Infinity : this.foundMillis;
    const side = this.#side;
    const ways = this.#ways;
    const twiceX = 2 * Math.floor(zone / side);
    const twiceY = 2 * (zone % side);
    let reach = this.#twiceReach(least);
    for (let place = 0; place < count; place += 1) {
      const way = place * wayFields;
      if (
        Math.abs(ways[way + twiceMiddleXAt] - twiceX) > reach + ways[way + spanXAt] ||
        Math.abs(ways[way + twiceMiddleYAt] - twiceY) > reach + ways[way + spanYAt]
      )
        continue;
      const present = this.#presentZone(place, now);
      const millis = this.#travelMillis[row + present];
      if (millis > least || (millis === least && this.#moving[place] > found)) continue;
      found = this.#moving[place];
      least = millis;
      reach = this.#twiceReach(least);
      this.foundZone = present;
      this.foundMillis = millis;
    }
    return found;
  }

  /** Who has come home stands at its station. */
  #settle(now: number): void {
    const times = this.#wayTimes;
    let nextHomeAt = Infinity;
    for (let place = this.#movingCount - 1; place >= 0; place -= 1) {
      const homeAt = times[2 * place] + times[2 * place + 1];
      if (now < homeAt) {
        if (homeAt < nextHomeAt) nextHomeAt = homeAt;
        continue;
      }
      this.putHome(this.#moving[place]);
      this.#stop(place);
    }
    this.#nextHomeAt = nextHomeAt;
  }

  /** Twice the distance in zones beyond which nobody is there within so many milliseconds. */
  #twiceReach(millis: number): number {
    // A little more, so that no rounding passes over a unit that is there at the very same moment.
    return ((2 * (millis - this.#leastMillis)) / this.#millisPerZone) * (1 + 1e-9) + 1e-6;
  }

  /** Where the unit is now: as far along the straight line as its time along the way, to the nearest zone. */
  #presentZone(place: number, now: number): number {
    const gone = 2 * (now - this.#wayTimes[2 * place]);
    const micros = this.#wayTimes[2 * place + 1];
    const ways = this.#ways;
    const way = place * wayFields;
    const x = ways[way + fromXAt] + along(ways[way + alongXAt], gone, micros);
    const y = ways[way + fromYAt] + along(ways[way + alongYAt], gone, micros);
    return x * this.#side + y;
  }

  #findAtStation(zone: number): number {
    if (this.#isSorted[zone] === 0) this.#sortStations(zone);
    const order = this.#stationOrder;
    const homeCount = this.#homeCount;
    let at = 2 * zone * homeCount.length;
    while (homeCount[order[at]] === 0) at += 2;
    const station = order[at];
    let unit = station * this.#unitsPerStation;
    while (this.#isHome[unit] === 0) unit += 1;
    this.foundZone = this.#stations[station];
    this.foundMillis = order[at + 1];
    return unit;
  }

  #sortStations(zone: number): void {
    const row = zone * this.#zones;
    const millis = Array.from(this.#stations, (from) => this.#travelMillis[row + from]);
    const order = Array.from(millis.keys()).sort((a, b) => millis[a] - millis[b] || a - b);
    const begin = 2 * zone * order.length;
    for (const [place, station] of order.entries()) {
      this.#stationOrder[begin + 2 * place] = station;
      this.#stationOrder[begin + 2 * place + 1] = millis[station];
    }
    this.#isSorted[zone] = 1;
  }
}

/** So many zones on when `gone` of twice the way is behind, to the nearest. */
function along(zones: number, gone: number, micros: number): number {
  return zones === 0 ? 0 : Math.floor((zones * gone + micros) / (2 * micros));
}

/** The town's best speed: the least that any way takes, and the least that any takes beyond that for its length. */
function boundOf({ zonesPerSide, travelMillis }: Trace) {
  const zones = zonesPerSide ** 2;
  let leastMillis = Infinity;
  for (let pair = 0; pair < travelMillis.length; pair += 1)
    leastMillis = Math.min(leastMillis, travelMillis[pair]);
  let millisPerZone = Infinity;
  for (let to = 0; to < zones; to += 1)
    for (let from = 0; from < zones; from += 1) {
      if (from === to) continue;
      const dx = Math.floor(to / zonesPerSide) - Math.floor(from / zonesPerSide);
      const dy = (to % zonesPerSide) - (from % zonesPerSide);
      // The longer side: what is compared with it is the distance along one axis.
      const distance = Math.max(Math.abs(dx), Math.abs(dy));
      const beyond = travelMillis[to * zones + from] - leastMillis;
      millisPerZone = Math.min(millisPerZone, beyond / distance);
    }
  return { leastMillis, millisPerZone };
}

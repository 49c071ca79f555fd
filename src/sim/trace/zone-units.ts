/**
 * Where the available units of a trace are, and which of them is there soonest. Units at their stations are found by
 * going through the stations in the order of their travel time to the place, which is sorted once per place. Those on
 * their way home stand in columns without gaps; most are passed over by a look at how far the middle of their way is
 * from the place, because nobody is there sooner than the town's best speed allows (10,000 units: a scan that works out
 * every one takes 6 us more a call). Ties go to the lowest number. Not here: who is available, which the core says.
 */
import { unitCountOf, type Trace } from "./trace.ts";

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
  /** Stations by travel time, for each place that was asked about. */
  readonly #stationOrder: (Uint16Array | undefined)[];
  /** Who is on the way home, the first `#movingCount`, and where each unit stands among them; -1 = does not. */
  readonly #moving: Int32Array;
  readonly #movingPlace: Int32Array;
  #movingCount = 0;
  /** By place among those on their way: where they left and whither, twice the middle, and how far it is, in zones. */
  readonly #fromX: Int32Array;
  readonly #fromY: Int32Array;
  readonly #alongX: Int32Array;
  readonly #alongY: Int32Array;
  readonly #twiceMiddleX: Int32Array;
  readonly #twiceMiddleY: Int32Array;
  readonly #leftAt: Float64Array;
  readonly #wayMicros: Float64Array;
  /** From where the unit found last would start. */
  foundZone = 0;

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
    this.#stationOrder = Array.from({ length: this.#zones });
    this.#moving = new Int32Array(units);
    this.#movingPlace = new Int32Array(units).fill(-1);
    this.#fromX = new Int32Array(units);
    this.#fromY = new Int32Array(units);
    this.#alongX = new Int32Array(units);
    this.#alongY = new Int32Array(units);
    this.#twiceMiddleX = new Int32Array(units);
    this.#twiceMiddleY = new Int32Array(units);
    this.#leftAt = new Float64Array(units);
    this.#wayMicros = new Float64Array(units);
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
    const toX = Math.floor(base / side);
    const toY = base % side;
    this.#fromX[place] = x;
    this.#fromY[place] = y;
    this.#alongX[place] = toX - x;
    this.#alongY[place] = toY - y;
    this.#twiceMiddleX[place] = x + toX;
    this.#twiceMiddleY[place] = y + toY;
    this.#leftAt[place] = now;
    this.#wayMicros[place] = this.travelMicros(zone, base);
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
    this.#fromX[place] = this.#fromX[last];
    this.#fromY[place] = this.#fromY[last];
    this.#alongX[place] = this.#alongX[last];
    this.#alongY[place] = this.#alongY[last];
    this.#twiceMiddleX[place] = this.#twiceMiddleX[last];
    this.#twiceMiddleY[place] = this.#twiceMiddleY[last];
    this.#leftAt[place] = this.#leftAt[last];
    this.#wayMicros[place] = this.#wayMicros[last];
  }

  #stationOf(unit: number): number {
    return Math.floor(unit / this.#unitsPerStation);
  }

  /** The available unit that is in this zone soonest, -1 = nobody is available; `foundZone` says from where. */
  findNearest(zone: number, now: number): number {
    this.#settle(now);
    let found = this.#homeTotal === 0 ? -1 : this.#findAtStation(zone);
    const travelMillis = this.#travelMillis;
    const row = zone * this.#zones;
    let least = found < 0 ? Infinity : travelMillis[row + this.foundZone];
    const side = this.#side;
    const moving = this.#moving;
    const twiceX = 2 * Math.floor(zone / side);
    const twiceY = 2 * (zone % side);
    let reach = this.#twiceReach(least);
    for (let place = 0; place < this.#movingCount; place += 1) {
      const alongX = this.#alongX[place];
      const alongY = this.#alongY[place];
      if (
        Math.abs(this.#twiceMiddleX[place] - twiceX) > reach + Math.abs(alongX) ||
        Math.abs(this.#twiceMiddleY[place] - twiceY) > reach + Math.abs(alongY)
      )
        continue;
      const present = this.#presentZone(place, now);
      const millis = travelMillis[row + present];
      if (millis > least || (millis === least && moving[place] > found)) continue;
      found = moving[place];
      least = millis;
      reach = this.#twiceReach(least);
      this.foundZone = present;
    }
    return found;
  }

  /** Who has come home stands at its station. */
  #settle(now: number): void {
    const leftAt = this.#leftAt;
    const wayMicros = this.#wayMicros;
    for (let place = this.#movingCount - 1; place >= 0; place -= 1) {
      if (now - leftAt[place] < wayMicros[place]) continue;
      this.putHome(this.#moving[place]);
      this.#stop(place);
    }
  }

  /** Twice the distance in zones beyond which nobody is there within so many milliseconds. */
  #twiceReach(millis: number): number {
    // A little more, so that no rounding passes over a unit that is there at the very same moment.
    return ((2 * (millis - this.#leastMillis)) / this.#millisPerZone) * (1 + 1e-9) + 1e-6;
  }

  /** Where the unit is now: as far along the straight line as its time along the way, to the nearest zone. */
  #presentZone(place: number, now: number): number {
    const gone = 2 * (now - this.#leftAt[place]);
    const way = this.#wayMicros[place];
    const x = this.#fromX[place] + Math.floor((this.#alongX[place] * gone + way) / (2 * way));
    const y = this.#fromY[place] + Math.floor((this.#alongY[place] * gone + way) / (2 * way));
    return x * this.#side + y;
  }

  #findAtStation(zone: number): number {
    const order = this.#stationOrder[zone] ?? this.#sortStations(zone);
    const homeCount = this.#homeCount;
    let at = 0;
    while (homeCount[order[at]] === 0) at += 1;
    const station = order[at];
    let unit = station * this.#unitsPerStation;
    while (this.#isHome[unit] === 0) unit += 1;
    this.foundZone = this.#stations[station];
    return unit;
  }

  #sortStations(zone: number): Uint16Array {
    const row = zone * this.#zones;
    const millis = Array.from(this.#stations, (from) => this.#travelMillis[row + from]);
    const order = Uint16Array.from(millis.keys()).sort((a, b) => millis[a] - millis[b] || a - b);
    this.#stationOrder[zone] = order;
    return order;
  }
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

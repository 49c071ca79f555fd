/**
 * What a person may choose as the place of a contact or an incident while typing: what the place search found, a
 * point written as numbers or as a grid reference, the pin on the map, or the words as they are, forced into an area or at the pin. The
 * search is an aid: that it knows nothing never keeps a call taker from going on. Pure, but for the words of a fetch.
 */

import type { Location } from "../../core/events.ts";
import type { AreaConfig } from "../../core/region/config.ts";
import { findWrittenPoint } from "../../wire/grid/written-point.ts";

export interface FoundPlace extends Point {
  readonly name: string;
  readonly kind: string;
  readonly area: string;
  /** 0 to 100, and how it was matched ("" = by its very name). */
  readonly score: number;
  readonly matched: string;
  /** It lies within this of the point. */
  readonly radiusM: number;
}

/** The map that an answer comes from. */
export interface MapAbout {
  readonly name: string;
  readonly attribution: string;
  /** "" where the map does not say. */
  readonly dataDate: string;
}

export interface Point {
  readonly latE7: number;
  readonly lonE7: number;
}

export interface PlaceChoice {
  readonly id: string;
  /** The words that will stand as the place. */
  readonly place: string;
  readonly title: string;
  readonly detail: string;
  readonly location: Location;
  readonly isAtPin: boolean;
}

/** Areas offered for a place that is forced; with more, the first by name that fit the last typed word. */
const areasMost = 8;

/** Below this score a find only resembles what was typed. */
export const surelyMeant = 65;

/** Up to here a place found is said to be given at its point; beyond, somewhere within the radius. */
const pointRadiusM = 60;

const metresPerDegree = 111_320;

/** Middle of an area's ring and the radius that holds all of it; undefined without a ring. */
export function circleOf(area: AreaConfig): (Point & { readonly radiusM: number }) | undefined {
  if (area.ring.length < 3) return undefined;
  const lats = area.ring.map(([, lat]) => lat);
  const lons = area.ring.map(([lon]) => lon);
  const latE7 = Math.round((Math.min(...lats) + Math.max(...lats)) / 2);
  const lonE7 = Math.round((Math.min(...lons) + Math.max(...lons)) / 2);
  const shrink = Math.cos((latE7 / 1e7) * (Math.PI / 180));
  const radiusM = Math.max(
    ...area.ring.map(([lon, lat]) =>
      Math.hypot(
        ((lat - latE7) / 1e7) * metresPerDegree,
        ((lon - lonE7) / 1e7) * metresPerDegree * shrink,
      ),
    ),
  );
  return { latE7, lonE7, radiusM: Math.ceil(radiusM) };
}

/** `54.01230, 3.04560` */
export function pointText(point: Point): string {
  return `${(point.latE7 / 1e7).toFixed(5)}, ${(point.lonE7 / 1e7).toFixed(5)}`;
}

function listForced(
  typed: string,
  areas: readonly AreaConfig[],
  pin: Point | undefined,
): PlaceChoice[] {
  const choices: PlaceChoice[] = [];
  if (pin !== undefined)
    choices.push({
      id: "forced-pin",
      place: typed,
      title: `Force “${typed}” at the pin`,
      detail: pointText(pin),
      location: { state: "forced", latE7: pin.latE7, lonE7: pin.lonE7, radiusM: 0 },
      isAtPin: true,
    });
  const last =
    typed
      .split(/[\s,]+/)
      .at(-1)
      ?.toLowerCase() ?? "";
  const fits = (area: AreaConfig): number =>
    last.length > 2 && area.name.toLowerCase().includes(last) ? 0 : 1;
  const offered = [...areas].sort((a, b) => fits(a) - fits(b)).slice(0, areasMost);
  for (const area of offered) {
    const circle = circleOf(area);
    if (circle === undefined) continue;
    choices.push({
      id: `forced-${area.code}`,
      place: typed,
      title: `Force “${typed}” in ${area.name}`,
      detail: `somewhere within ${(circle.radiusM / 1000).toFixed(1)} km`,
      location: { state: "forced", ...circle },
      isAtPin: false,
    });
  }
  return choices;
}

/** Choices for what is typed, best first. `found` is the search's answer; undefined = the search can't be reached. */
export function listPlaceChoices(
  typed: string,
  found: readonly FoundPlace[] | undefined,
  areas: readonly AreaConfig[],
  pin: Point | undefined,
): PlaceChoice[] {
  const words = typed.trim();
  const choices: PlaceChoice[] = [];
  if (pin !== undefined)
    choices.push({
      id: "pin",
      place: words === "" ? `Pin at ${pointText(pin)}` : words,
      title: words === "" ? "The pin on the map" : `“${words}” at the pin on the map`,
      detail: pointText(pin),
      location: { state: "given", ...pin, radiusM: 0 },
      isAtPin: true,
    });
  const point = findWrittenPoint(words);
  if (point !== undefined)
    choices.push({
      id: "point",
      place: words,
      title: `The point ${pointText(point)}`,
      detail: [point.system, withinText(point.radiusM)].filter((part) => part !== "").join(", "),
      location: locationOf(point),
      isAtPin: false,
    });
  // A written point is read here, so that it needs no server; the search would only say it again.
  if (point !== undefined || words === "") return choices;
  const listed = (found ?? []).map((place, index, all) => ({
    choice: choiceOf(place, index, areas, all),
    isSure: place.score >= surelyMeant,
  }));
  const sure = listed.filter(({ isSure }) => isSure).map(({ choice }) => choice);
  const similar = listed.filter(({ isSure }) => !isSure).map(({ choice }) => choice);
  const forced = words.length > 2 ? listForced(words, areas, pin) : [];
  // Enter takes the first choice, perhaps before anybody has read it: that must never be a name that only resembles.
  return sure.length > 0
    ? [...choices, ...sure, ...similar, ...forced]
    : [...choices, ...forced.slice(0, 1), ...similar, ...forced.slice(1)];
}

function choiceOf(
  place: FoundPlace,
  index: number,
  areas: readonly AreaConfig[],
  all: readonly FoundPlace[],
): PlaceChoice {
  const area = place.kind === "area" ? areas.find((known) => known.name === place.name) : undefined;
  const circle = area === undefined ? undefined : circleOf(area);
  // Of two High Streets the crew must be told which.
  const hasTwin = all.some((other) => other !== place && other.name === place.name);
  const name = hasTwin && place.area !== "" ? `${place.name}, ${place.area}` : place.name;
  const base = { id: `found-${index}`, place: name, title: name, isAtPin: false };
  if (circle !== undefined)
    return {
      ...base,
      detail: `area, somewhere within ${(circle.radiusM / 1000).toFixed(1)} km`,
      location: { state: "approximate", ...circle },
    };
  const detail = [place.kind, place.area, withinText(place.radiusM), place.matched]
    .filter((part) => part !== "")
    .join(", ");
  return { ...base, detail, location: locationOf(place) };
}

function locationOf({ latE7, lonE7, radiusM }: Point & { readonly radiusM: number }): Location {
  return radiusM <= pointRadiusM
    ? { state: "given", latE7, lonE7, radiusM: 0 }
    : { state: "approximate", latE7, lonE7, radiusM };
}

function withinText(radiusM: number): string {
  return radiusM <= pointRadiusM ? "" : `within ${radiusText(radiusM)}`;
}

export function radiusText(radiusM: number): string {
  return radiusM < 1000 ? `${radiusM} m` : `${(radiusM / 1000).toFixed(1)} km`;
}

/** "Isle of Man, © OpenStreetMap contributors, data of 2020-03-13" */
export function aboutText({ name, attribution, dataDate }: MapAbout): string {
  const age = dataDate === "" ? "" : `data of ${dataDate}`;
  return [name, attribution, age].filter((part) => part !== "").join(", ");
}

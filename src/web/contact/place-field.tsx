/**
 * Where it is: words with a place search under them, and how sure the position is. A position comes only from a
 * person's choice; words without one stay words, and the location says "not asked" or "no position yet", never
 * "not found". That a name is not in the map is said of the map, after it was asked, and keeps nobody. Used by the contact form and by the incident panel.
 */

import { useEffect, useMemo, useRef } from "react";
import type { Location } from "../../core/events.ts";
import type { AreaConfig } from "../../core/region/config.ts";
import { locationStates, type LocationState } from "../../core/vocabulary.ts";
import { findWrittenPoint } from "../../wire/grid/written-point.ts";
import { readJson } from "../api/client.ts";
import { SearchBox } from "../parts/search-box.tsx";
import { sentenceCase } from "../view/format.ts";
import {
  clearPin,
  showPoint,
  stopWantingPin,
  usePin,
  wantPin,
  type MapPoint,
} from "../view/pin.ts";
import {
  aboutText,
  listPlaceChoices,
  pointText,
  radiusText,
  surelyMeant,
  type PlaceChoice,
} from "./place-choice.ts";
import { type PlacesFound, shortestQuery, usePlaces } from "./use-places.ts";

export interface PlaceFieldProps {
  readonly region: string;
  readonly areas: readonly AreaConfig[];
  readonly place: string;
  readonly location: Location | null;
  readonly onChange: (place: string, location: Location | null) => void;
  readonly isInvalid?: boolean;
  readonly inputId: string;
}

/** How sure a position may be said to be by hand. */
const sureness: readonly LocationState[] = ["given", "verified", "approximate", "forced"];
/** Radius that "approximate" begins with. */
const firstRadiusM = 250;

export function locationText(location: Location | null, place: string): string {
  if (location === null || location.state === "not asked")
    return place.trim() === "" ? "Not asked yet" : "Words only: no position chosen yet";
  const radius = location.radiusM > 0 ? `, within ${radiusText(location.radiusM)}` : "";
  return `${sentenceCase(location.state)}${radius}, ${pointText(location)}`;
}

/** What the search says of itself: nothing before it was asked, and where its answer comes from. */
export function noteOf({ query, places, map }: PlacesFound, typed: string): string | undefined {
  if (places === undefined)
    return "The place search does not answer. Force the words into an area, or use the pin.";
  if (query === "" || query !== typed || map === undefined) return undefined;
  if (findWrittenPoint(typed) !== undefined || (places[0]?.score ?? 0) >= surelyMeant)
    return `Map: ${aboutText(map)}`;
  if (places.length > 0)
    return `This map has no such name, only similar ones (${aboutText(map)}). You may force the words.`;
  return `Not found in this map (${aboutText(map)}). Force the words into an area, or use the pin.`;
}

export function PlaceField(props: PlaceFieldProps) {
  const { region, areas, place, location, onChange } = props;
  const found = usePlaces(region, place);
  const pin = usePin();
  const choices = useMemo(
    () => listPlaceChoices(place, found.places, areas, pin.point),
    [place, found.places, areas, pin.point],
  );
  useEffect(() => stopWantingPin, []);
  useTakenPin(region, pin.point, place, onChange);
  useEffect(() => {
    showPoint(location ?? undefined);
    return () => showPoint(undefined);
  }, [location]);
  const choose = (choice: PlaceChoice): void => {
    // A place chosen from the list is not where the pin was.
    if (!choice.isAtPin) clearPin();
    onChange(choice.place, choice.location);
  };
  return (
    <div className="place-field">
      <SearchBox
        label="Place"
        value={place}
        choices={choices}
        inputId={props.inputId}
        isInvalid={props.isInvalid ?? false}
        opensOnFocus={location === null && place.trim() !== ""}
        isPending={found.query !== place.trim() && place.trim().length >= shortestQuery}
        placeholder="Street and number, crossing, place, or a point"
        onText={(text) => onChange(text, null)}
        onChoose={choose}
        note={noteOf(found, place.trim())}
      />
      <div className="row wrap place-state">
        <span className={location === null ? "faint" : ""} data-testid="location">
          {locationText(location, place)}
        </span>
        {location !== null && (
          <SurenessChoice location={location} onChange={(next) => onChange(place, next)} />
        )}
        <button
          type="button"
          className="button small"
          // By mouse only, as pointing is: a point can also be typed into the field above.
          tabIndex={-1}
          aria-pressed={pin.isWanted}
          onClick={() => (pin.isWanted ? stopWantingPin() : wantPin())}
        >
          {pin.isWanted ? "Click on the map…" : "Pin on map"}
        </button>
      </div>
    </div>
  );
}

interface PointDescription {
  readonly text: string;
}

/** A point that was clicked is the place at once; without words it gets those of the map around it. */
function useTakenPin(
  region: string,
  point: MapPoint | undefined,
  place: string,
  onChange: PlaceFieldProps["onChange"],
): void {
  const taken = useRef(point);
  const now = useRef({ place, onChange });
  useEffect(() => {
    now.current = { place, onChange };
  });
  useEffect(() => {
    if (point === undefined || taken.current === point) return undefined;
    taken.current = point;
    const location: Location = { state: "given", ...point, radiusM: 0 };
    const words = now.current.place.trim();
    now.current.onChange(words === "" ? `Pin at ${pointText(point)}` : now.current.place, location);
    if (words !== "") return undefined;
    const stop = new AbortController();
    const query = `latE7=${point.latE7}&lonE7=${point.lonE7}`;
    const path = `/api/regions/${encodeURIComponent(region)}/places/nearest?${query}`;
    const describe = async (): Promise<void> => {
      try {
        const { text } = await readJson<PointDescription>(path, { signal: stop.signal });
        if (text !== "") now.current.onChange(text, location);
      } catch {
        // Without a map the point itself stands as the words.
      }
    };
    void describe();
    return () => stop.abort();
  }, [region, point]);
}

function SurenessChoice(props: {
  readonly location: Location;
  readonly onChange: (next: Location) => void;
}) {
  const { location, onChange } = props;
  const set = (state: LocationState): void => {
    const needsRadius = state === "approximate" && location.radiusM === 0;
    const losesRadius = state === "verified" || state === "given";
    onChange({
      ...location,
      state,
      radiusM: needsRadius ? firstRadiusM : losesRadius ? 0 : location.radiusM,
    });
  };
  return (
    <>
      <select
        className="input sureness"
        aria-label="How sure the place is"
        value={location.state}
        onChange={(event) => {
          const { value } = event.target;
          if (locationStates.has(value)) set(value);
        }}
      >
        {sureness.map((state) => (
          <option key={state} value={state}>
            {sentenceCase(state)}
          </option>
        ))}
      </select>
      {location.state === "approximate" && (
        <label className="row">
          <span className="label">within</span>
          <input
            className="input radius"
            inputMode="numeric"
            aria-label="Radius in metres"
            value={location.radiusM}
            onChange={(event) => {
              const radiusM = Math.round(Number(event.target.value));
              if (radiusM >= 1 && radiusM <= 1_000_000) onChange({ ...location, radiusM });
            }}
          />
          <span className="label">m</span>
        </label>
      )}
    </>
  );
}

/** The people of the crew's unit, asked for anew after each confirmed press, at each look at the unit, and every 20 s. */

import { useEffect, useState } from "react";
import type { CrewNames, CrewPeople } from "../../wire/crew-schema.ts";
import { readJson } from "../api/client.ts";

const askMillis = 20_000;

function crewPath(region: string, unit: number): string {
  return `/api/regions/${encodeURIComponent(region)}/units/${unit}/crew`;
}

/** Undefined until the first answer. `changes`: another text when something may have changed; empty = the unit is not known yet. */
export function useCrewPeople(
  region: string,
  unit: number,
  changes: string,
): CrewPeople | undefined {
  const [people, setPeople] = useState<CrewPeople | undefined>();
  useEffect(() => {
    if (changes === "") return undefined;
    const stop = new AbortController();
    const ask = (): void => {
      // Without an answer the last one stands; the page says already how old its data is.
      readJson<CrewPeople>(crewPath(region, unit), { signal: stop.signal }).then(
        (found) => !stop.signal.aborted && setPeople(found),
        () => undefined,
      );
    };
    ask();
    const timer = setInterval(ask, askMillis);
    return () => {
      stop.abort();
      clearInterval(timer);
    };
  }, [region, unit, changes]);
  return people;
}

/** Ids of what was typed; throws `Problem` without a network. */
export function findNames(
  region: string,
  unit: number,
  staff: string,
  items: string,
): Promise<CrewNames> {
  const query = new URLSearchParams({ staff: staff.trim(), items });
  return readJson<CrewNames>(`${crewPath(region, unit)}/names?${query}`);
}

/** What of the typed codes can not be issued, as a sentence; empty = all can. */
export function faultOfItems(names: CrewNames): string {
  for (const { code, item, state } of names.items) {
    if (item === null) return `There is no item ${code}.`;
    if (state !== "in store") return `${code} is ${state ?? "unknown"}, not in store.`;
  }
  return "";
}

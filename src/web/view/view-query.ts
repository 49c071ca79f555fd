/**
 * The part of a console's view that is in the address, as a value: what there is, how it is written as a query and read
 * back. What can't be understood is left at its first value, so that an old or hand-typed address still opens. The
 * living state is view-state.ts.
 */

export interface ViewState {
  readonly page: "console" | "accounts" | "grades" | "hand-over";
  readonly region: string;
  /** Open incident, 0 = none. */
  readonly incident: number;
  /** Open contact: a number, `new` for an empty form, or empty. */
  readonly contact: string;
  /** Open unit; -1 = none. */
  readonly unit: number;
  /** Open side panel besides those. */
  readonly panel:
    | ""
    | "aid"
    | "alarms"
    | "closures"
    | "custody"
    | "directives"
    | "reduced-crew"
    | "forecast"
    | "muster"
    | "requests"
    | "warnings"
    | "level"
    | "no-unit"
    | "queue-plan"
    | "gaps"
    | "statements"
    | "keys";
  /** Whose head-count the muster shows: `team:CODE`, `station:CODE`; empty = the region's. */
  readonly muster: string;
  /** What the statements panel shows: a number, `new`, `text`; empty = those that were kept. */
  readonly statement: string;
  /** Parts of the screen that are shown, for rooms with several screens. */
  readonly show: string;
  /** How the screen is divided (split.ts); empty = as usual. */
  readonly split: string;
  readonly queue: "waiting" | "open";
  readonly units: "on" | "free" | "busy" | "all";
  /** Area code filter; empty = all. */
  readonly area: string;
  /** Words to search in both tables. */
  readonly find: string;
  /** `zoom/lat/lon` of the map. */
  readonly map: string;
  /** Grade whose cover the map shows; empty = none. */
  readonly cover: "" | "immediate" | "priority";
  readonly theme: "" | "dark" | "light";
  /** Hours that the report of gradings looks back, and per cent of a target under which a grading down is late. */
  readonly hours: number;
  readonly under: number;
  /** Replay instant in microseconds; 0 = live. */
  readonly at: number;
}

export const firstViewState: ViewState = {
  page: "console",
  region: "",
  incident: 0,
  contact: "",
  unit: -1,
  panel: "",
  muster: "",
  statement: "",
  show: "queue,units,map",
  split: "",
  queue: "open",
  units: "on",
  area: "",
  find: "",
  map: "",
  cover: "",
  theme: "",
  hours: 24,
  under: 25,
  at: 0,
};

type Key = keyof ViewState;
export const viewKeys = Object.keys(firstViewState) as Key[];
const choices: Partial<Record<Key, readonly string[]>> = {
  page: ["console", "accounts", "grades", "hand-over"],
  panel: [
    "",
    "aid",
    "alarms",
    "closures",
    "custody",
    "directives",
    "reduced-crew",
    "forecast",
    "muster",
    "requests",
    "warnings",
    "level",
    "no-unit",
    "queue-plan",
    "gaps",
    "statements",
    "keys",
  ],
  queue: ["waiting", "open"],
  units: ["on", "free", "busy", "all"],
  cover: ["", "immediate", "priority"],
  theme: ["", "dark", "light"],
};

/** Reads an address's query; what can't be understood is left at its first value. */
export function viewStateFromQuery(query: string): ViewState {
  const given = new URLSearchParams(query);
  const state: Record<string, string | number> = { ...firstViewState };
  for (const key of viewKeys) {
    const value = given.get(key);
    if (value === null) continue;
    if (typeof firstViewState[key] === "number") {
      if (/^\d{1,16}$/.test(value)) state[key] = Number(value);
    } else if (choices[key]?.includes(value) ?? true) state[key] = value.slice(0, 200);
  }
  return state as unknown as ViewState;
}

/** The query of a view state, with `?`; first values are left out, so the first view has an empty one. */
export function queryFromViewState(state: ViewState): string {
  const query = new URLSearchParams();
  for (const key of viewKeys)
    if (state[key] !== firstViewState[key]) query.set(key, String(state[key]));
  const text = query.toString();
  return text === "" ? "" : `?${text}`;
}

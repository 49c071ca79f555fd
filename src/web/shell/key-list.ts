/**
 * The console's keys as a list: what the help panel and docs/reference/console.md show. What a single key does is in
 * keys.ts; keys with a modifier are listened for by the part they belong to.
 */

export interface ConsoleKey {
  readonly key: string;
  readonly what: string;
  /** Works alone, outside fields, and can be switched off (WCAG 2.1.4). */
  readonly isSingle: boolean;
}

const singleKeys = {
  n: "New contact",
  c: "Answer or open the most urgent contact",
  q: "Go to the queue",
  u: "Go to the units",
  m: "Go to the map",
  a: "Alarms",
  r: "Closures of roads",
  p: "Muster: the plan and who turned up",
  f: "Forecast of the next hours",
  o: "Order: a plan of the whole queue",
  s: "Requests: what is asked of whom",
  e: "Warnings: who must acknowledge what",
  x: "Mutual aid: units of neighbour regions here and ours there",
  k: "Keep going on paper: print the manual pack",
  l: "List for a reduced crew: all that nobody works on",
  t: "Take the next thing that nobody works on",
  b: "Book off: the hand-over page",
  d: "Directives: what is withheld or limited, on whose order",
  v: "Verdicts: statements checked against the record",
  h: "Custody: who holds keys, radios, vehicles and kit",
  "/": "Search queue and units",
  w: "Queue: waiting or all open",
  "?": "This list of keys",
} as const;
export type SingleKey = keyof typeof singleKeys;

export function isSingleKey(key: string): key is SingleKey {
  return Object.hasOwn(singleKeys, key);
}

const otherKeys: readonly (readonly [string, string])[] = [
  ["F6", "Next part of the screen (Shift+F6: the one before)"],
  ["Arrows, Page, Home, End", "Table: move the active row; dividing line: move it"],
  ["Enter", "Table: open the active row"],
  ["Esc", "Close what is on top in the side panel"],
  ["Ctrl+K", "Command line"],
  ["Ctrl+Enter", "Contact form: open the incident from anywhere in it"],
  ["Alt+1 … 5", "Contact form: join the suggested incident"],
  ["Alt+E", "Contact form: end without an incident"],
  ["Space, Enter", "Recommendation: pick a unit, send what is picked"],
];

export const consoleKeys: readonly ConsoleKey[] = [
  ...Object.entries(singleKeys).map(([key, what]) => ({ key, what, isSingle: true })),
  ...otherKeys.map(([key, what]) => ({ key, what, isSingle: false })),
];

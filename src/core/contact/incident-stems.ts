/**
 * The words that belong to an incident, as stems: of its type, its summary and place, and of what its newest callers
 * said. Reading 2,000 incidents anew at every key would cost more than the whole suggestion may, so stems are kept
 * per text object and made again when one of the texts they came from is another string. The cache holds nothing
 * that the text does not hold, goes with it, and can be lost at any time without a difference.
 */

import { getPolicy, type RegionState } from "../state/region-state.ts";
import type { RegionText } from "../state/region-text.ts";
import { listStems } from "./stems.ts";

/** Newest contacts whose words count. */
const contactsRead = 5;

interface Known {
  readonly base: readonly string[];
  readonly sources: readonly string[];
  readonly stems: ReadonlySet<string>;
}

const knownByText = new WeakMap<RegionText, Map<number, Known>>();
const noStems: readonly string[] = [];

/** Stems by type words alone, per configuration: for a state without text, and as the base of all others. */
const typeStems = new WeakMap<object, readonly (readonly string[])[]>();

function listTypeStems(state: RegionState, type: number): readonly string[] {
  const { config } = getPolicy(state);
  let all = typeStems.get(config);
  if (all === undefined) {
    all = config.incidentTypes.map(({ name, words }) => listStems(`${name} ${words.join(" ")}`));
    typeStems.set(config, all);
  }
  return all[type] ?? noStems;
}

export function listIncidentStems(state: RegionState, row: number): ReadonlySet<string> {
  const { incidents, head } = state.columns;
  const { text } = state;
  const base = listTypeStems(state, incidents.type[row]);
  if (text === undefined) return new Set(base);
  let known = knownByText.get(text);
  if (known === undefined) {
    known = new Map();
    knownByText.set(text, known);
  }
  const number = incidents.number[row];
  const before = known.get(number);
  if (before !== undefined && before.base === base && isFresh(state, text, row, before.sources))
    return before.stems;
  // Incidents leave; what is kept for them is dropped with the rest when it is more than what is open.
  if (known.size > 2 * head.openIncidents[0] + 100) known.clear();
  const sources: string[] = [];
  visitSources(state, text, row, (source) => {
    sources.push(source);
    return true;
  });
  const stems = new Set([...base, ...sources.flatMap((source) => listStems(source))]);
  known.set(number, { base, sources, stems });
  return stems;
}

/** Calls `visit` for each text in a fixed order until it answers false. */
function visitSources(
  state: RegionState,
  text: RegionText,
  row: number,
  visit: (source: string) => boolean,
): void {
  const { incidents, contacts } = state.columns;
  const own = text.incidents.get(incidents.number[row]);
  if (own !== undefined && !(visit(own.summary) && visit(own.place))) return;
  let contact = incidents.firstContact[row];
  for (let read = 0; contact >= 0 && read < contactsRead; read += 1) {
    const said = text.contacts.get(contacts.number[contact]);
    if (said !== undefined && !(visit(said.words) && visit(said.place))) return;
    contact = contacts.next[contact];
  }
}

/** Whether the texts are still the very strings the stems were made of. */
function isFresh(
  state: RegionState,
  text: RegionText,
  row: number,
  sources: readonly string[],
): boolean {
  let count = 0;
  let isSame = true;
  visitSources(state, text, row, (source) => {
    isSame = count < sources.length && sources[count] === source;
    count += 1;
    return isSame;
  });
  return isSame && count === sources.length;
}

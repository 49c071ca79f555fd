/**
 * A short fingerprint of a state: equal states give equal text on every machine. It covers the used rows of every
 * column and the names and texts beside them. Not a cryptographic hash; the record has its own.
 * Method: two 32-bit multiply-xor lanes (FNV-1a, draft-eastlake-fnv) over 32-bit words.
 */

import { jsonFromText } from "./region-text.ts";
import type { RegionState } from "./region-state.ts";
import { shapes, type TableName } from "./shapes.ts";
import { limits } from "../limits.ts";
import { gradeCount } from "../vocabulary.ts";

class Lanes {
  private a = 0x811c9dc5;
  private b = 0x9e3779b9;

  add(word: number): void {
    this.a = Math.imul(this.a ^ word, 0x01000193);
    this.b = Math.imul(this.b ^ (word >>> 7) ^ (word << 11), 0x85ebca6b);
  }

  addText(text: string): void {
    this.add(text.length);
    for (let i = 0; i < text.length; i += 1) this.add(text.charCodeAt(i));
  }

  hex(): string {
    return [this.a, this.b].map((lane) => (lane >>> 0).toString(16).padStart(8, "0")).join("");
  }
}

/** The same fingerprint of a text. */
export function hashText(text: string): string {
  const lanes = new Lanes();
  lanes.addText(text);
  return lanes.hex();
}

function usedRows(state: RegionState, table: TableName): number {
  const head = state.columns.head;
  const areas = state.policy?.areaCount ?? 0;
  switch (table) {
    case "units":
      return head.units[0];
    case "contacts":
      return head.contactRows[0];
    case "incidents":
      return head.incidentRows[0];
    case "allocations":
      return head.allocationRows[0];
    case "alarms":
      return head.alarmRows[0];
    case "closures":
      return head.closureRows[0];
    case "people":
      return head.people[0];
    case "items":
      return head.items[0];
    case "shifts":
      return head.shiftRows[0];
    case "requests":
      return head.requestRows[0];
    case "warnings":
      return head.warningRows[0];
    case "contactIndex":
    case "incidentIndex":
    case "alarmIndex":
    case "closureIndex":
    case "shiftIndex":
    case "requestIndex":
    case "warningIndex":
      return 0; // derived from the numbers of the rows, and laid out by capacity
    case "cover":
      return areas * gradeCount;
    case "free":
      return areas * limits.needs;
    case "freeSet":
      return (head.units[0] + 31) >> 5;
    case "reach":
      return (areas + 1) * limits.needs;
    default:
      return state.capacities[table];
  }
}

const scratch = new Float64Array(1);
const words = new Int32Array(scratch.buffer);

/** 16 hexadecimal digits. Costs a pass over the state: for tests, checks and reports, not for the command path. */
export function hashState(state: RegionState): string {
  const lanes = new Lanes();
  for (const table of Object.keys(shapes) as TableName[]) {
    const columns = state.columns[table] as Readonly<
      Record<string, Float64Array | Int32Array | Uint8Array>
    >;
    const rows = usedRows(state, table);
    for (const name of Object.keys(columns)) {
      if (name === "heap") continue; // two orders of equal heaps may differ; dueAt and heapIndex of rows stand for it
      if (name === "heapIndex") continue;
      for (let row = 0; row < rows; row += 1) {
        scratch[0] = columns[name][row];
        lanes.add(words[0]);
        lanes.add(words[1]);
      }
    }
  }
  if (state.policy !== undefined) lanes.addText(JSON.stringify(state.policy.config));
  lanes.addText(JSON.stringify(state.closureShapes));
  lanes.addText(JSON.stringify(state.facts));
  if (state.text !== undefined) lanes.addText(canonicalText(state));
  return lanes.hex();
}

/** Maps in the order of their numbers: the order of insertion is not part of the state. */
function canonicalText(state: RegionState): string {
  if (state.text === undefined) return "";
  const json = jsonFromText(state.text);
  const byNumber = (a: readonly [number, unknown], b: readonly [number, unknown]): number =>
    a[0] - b[0];
  return JSON.stringify([
    json.callSigns,
    json.contacts.toSorted(byNumber),
    json.incidents.toSorted(byNumber),
    json.alarms.toSorted(byNumber),
    json.closures.toSorted(byNumber),
    json.handedIn.toSorted(byNumber),
    json.staffNumbers,
    json.people.toSorted(byNumber),
    json.promises.toSorted(byNumber),
    json.level,
    json.requests.toSorted(byNumber),
    json.warnings.toSorted(byNumber),
    json.placeHazards.toSorted(byNumber),
    json.directives.toSorted(byNumber),
    json.withheld.toSorted(byNumber),
    json.handOvers.toSorted(byNumber),
    json.itemCodes,
  ]);
}

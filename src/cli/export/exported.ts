/** One event of an overseer's export: whole, with its entry in the record and the salts that open it. */
import { faultOfFacts, isOfEntry } from "../../live/record/compare-event.ts";
import { partEvent } from "../../live/record/part-event.ts";
import { readEntry } from "../../record/entry/entry.ts";
import type { ExportedFacts } from "./summary.ts";

/** Events, one a line, in the order of the log. */
export const eventsFile = "events.ndjson";
/** What the export has, written last. */
export const summaryFile = "export.json";

export interface ExportedEvent {
  readonly position: number;
  readonly facts: ExportedFacts;
  readonly text: unknown;
  readonly entry: string;
  readonly factsSalt: string | null;
  readonly textSalt: string | null;
}

/** What is not as its entry says; undefined = nothing. */
export function faultOfExported({
  position,
  facts,
  text,
  entry: said,
  factsSalt,
  textSalt,
}: ExportedEvent): string | undefined {
  const { value: entry, fault } = readEntry(Buffer.from(said));
  if (entry === undefined) return fault.message;
  const event = partEvent(position, facts, text === null ? undefined : text);
  const wrong = faultOfFacts(entry, event, bytesOf(factsSalt));
  if (wrong !== undefined) return wrong;
  // An erased text has neither words nor salt.
  if (text === null) return textSalt === null ? undefined : "its text is missing";
  return isOfEntry(entry, "text", bytesOf(textSalt), text) ? undefined : "its text differs";
}

function bytesOf(hex: string | null): Uint8Array | null {
  return hex === null ? null : Buffer.from(hex, "hex");
}

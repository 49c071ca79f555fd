/**
 * A region's log out of a store, one event after the other, beside whoever writes: the database is opened to be read and
 * for nothing else. Private texts are not decoded. Not here: what becomes of the events.
 */
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { decodeEvent } from "../../core/event-codec.ts";
import type { CoreEvent } from "../../core/events.ts";
import { listRecords, RunReader } from "../../store/sqlite/event-runs.ts";
import { checkFileKind, fileNames, positionsPerRegion } from "../../store/sqlite/schema.ts";
import { CliFault } from "../fault.ts";

export interface OpenLog {
  readonly region: string;
  /** From its first event to its last at this moment; can be read again. */
  readonly list: () => Generator<CoreEvent>;
  readonly close: () => void;
}

/** `region` left out = the only one. Throws StoreFault and CliFault. */
export function openLog(directory: string, region: string | undefined): OpenLog {
  const path = join(resolve(directory), fileNames.database);
  if (!existsSync(path))
    throw new CliFault(
      "cli.asked-wrongly",
      `--store: there is no ${path}; give a store's directory`,
    );
  const database = new DatabaseSync(path, { readOnly: true, timeout: 5_000 });
  try {
    checkFileKind(database, path);
    const regions = database.prepare("SELECT number, name FROM regions ORDER BY name").all();
    const names = regions.map(({ name }) => String(name));
    const wanted = region ?? (names.length === 1 ? names[0] : undefined);
    const found = regions.find(({ name }) => name === wanted);
    if (found === undefined)
      throw new CliFault(
        "cli.asked-wrongly",
        `--region: got ${region ?? "none"}, expected one of ${names.join(", ")}`,
      );
    const reader = new RunReader(database);
    const number = Number(found["number"]);
    return {
      region: String(found["name"]),
      list: () => listEvents(reader, number),
      close: () => database.close(),
    };
  } catch (error) {
    database.close();
    throw error;
  }
}

function* listEvents(reader: RunReader, region: number): Generator<CoreEvent> {
  for (const run of reader.list(region, 1, positionsPerRegion - 1))
    for (const { facts } of listRecords(run)) yield decodeEvent(JSON.parse(facts), null);
}

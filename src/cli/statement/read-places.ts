/**
 * A list of settlements (CSV with the columns name, type and country, plain or gzipped) for finding places in a text.
 * None ships with Muster: the user names one, or MUSTER_DATA has the one of Great Britain.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { PlaceList } from "../../wire/reading/places.ts";
import { CliFault } from "../fault.ts";
import { explainCsvError, listCsvRecords } from "../recorded/csv-file.ts";

const placeLimits = { rows: 500_000 } as const;

/** `path`: undefined for the list under MUSTER_DATA, and for none where that is not there. */
export async function readPlaces(
  path: string | undefined,
  areas: readonly string[],
): Promise<PlaceList> {
  const found = path ?? findShared();
  const byName = new Map<string, string[]>();
  if (found === undefined) return { byName, areas };
  let header: readonly string[] | undefined;
  let rows = 0;
  try {
    for await (const entry of listCsvRecords(found)) {
      if (!("record" in entry)) continue;
      const { record } = entry;
      if (header === undefined) {
        header = record;
        if (!header.includes("name"))
          throw new CliFault(
            "check.wrong-places",
            `${found}: expected a column "name", got ${header.join(", ").slice(0, 200)}`,
          );
        continue;
      }
      rows += 1;
      if (rows > placeLimits.rows)
        throw new CliFault("check.wrong-places", `${found}: more than ${placeLimits.rows} places`);
      const cell = (column: string): string => record[header?.indexOf(column) ?? -1] ?? "";
      const name = cell("name").toLowerCase();
      if (name === "") continue;
      const what = [cell("type"), cell("country")].filter((each) => each !== "").join(", ");
      const known = byName.get(name);
      if (known === undefined) byName.set(name, [what]);
      else known.push(what);
    }
  } catch (error) {
    const explained = explainCsvError(found, error);
    throw explained === undefined ? error : new CliFault("check.wrong-places", explained[1]);
  }
  return { byName, areas };
}

function findShared(): string | undefined {
  const folder = process.env["MUSTER_DATA"];
  if (folder === undefined) return undefined;
  const path = join(folder, "uk", "gb-settlements-2019.csv.gz");
  return existsSync(path) ? path : undefined;
}

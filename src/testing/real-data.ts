/**
 * Where tests find the recorded days and journeys: `MUSTER_DATA`, or `../shared/data` beside the checkout. None of
 * it is in the repository, so a test that needs it skips with a visible line where it is absent.
 */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const checkout = fileURLToPath(new URL("../../", import.meta.url));

/** Path of a data file such as `calls/x.csv.gz`, or undefined when it is not on this machine. */
export function findRealData(name: string): string | undefined {
  const folder = process.env["MUSTER_DATA"] ?? join(checkout, "..", "shared", "data");
  const path = join(folder, name);
  return existsSync(path) ? path : undefined;
}

/** For the `skip` option of a test: false when the file is there, else the line that says why it is skipped. */
export function skipWithout(name: string): string | false {
  return findRealData(name) === undefined
    ? `needs the data file ${name}; set MUSTER_DATA to its folder`
    : false;
}

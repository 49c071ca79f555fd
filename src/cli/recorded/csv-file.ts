/**
 * A CSV file, plain or gzipped, as records with the line each begins on; it never stands whole in memory. What can be
 * wrong with the file itself is told in one way for all who read one; the code is the reader's own.
 */
import { createReadStream } from "node:fs";
import { PassThrough } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { type CsvEntry, listLines, listRecords } from "./csv-records.ts";

export type CsvFileFault = "no-file" | "not-csv" | "not-gzip";

/** `onBytes` hears how many bytes have come from the disk so far. Rejects; `explainCsvError` says of what kind it is. */
export async function* listCsvRecords(
  path: string,
  onBytes: (bytes: number) => void = () => undefined,
): AsyncGenerator<CsvEntry> {
  const file = createReadStream(path);
  let bytes = 0;
  file.on("data", (chunk) => {
    bytes += chunk.length;
    onBytes(bytes);
  });
  const text = path.endsWith(".gz") ? createGunzip() : new PassThrough();
  const running = pipeline(file, text);
  // The loop below meets the same fault; without this line it would be reported twice.
  running.catch(() => undefined);
  yield* listRecords(listLines(text.setEncoding("utf8")));
  await running;
}

/** Kind and sentence; undefined when it is no fault of the file. */
export function explainCsvError(
  path: string,
  error: unknown,
): readonly [CsvFileFault, string] | undefined {
  if (error instanceof RangeError) return ["not-csv", `${path}: not CSV: ${error.message}`];
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "ENOENT") return ["no-file", `${path}: there is no such file`];
  if (code === "EISDIR") return ["no-file", `${path}: got a folder, expected a CSV file`];
  if (code === "EACCES") return ["no-file", `${path}: may not be read`];
  if (code.startsWith("Z_"))
    return ["not-gzip", `${path}: ends in .gz but is not sound gzip (${code})`];
  return undefined;
}

/**
 * A folder of recorded demand into a trace: `city.json`, `travel-ms.u32le.gz`, `calls.csv.gz`. Every file is unpacked
 * as it is read, and no more of it than its limit. Not here: what the files may hold (wire/rehearsal).
 */
import { createReadStream, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { createGunzip } from "node:zlib";
import type { Trace } from "../../sim/trace/trace.ts";
import { CallsReader } from "../../wire/rehearsal/read-calls.ts";
import { readCity } from "../../wire/rehearsal/read-city.ts";
import { invalidTrace, TraceFault, traceLimits } from "../../wire/rehearsal/trace-fault.ts";

/** Throws TraceFault. */
export async function readTraceFolder(folder: string): Promise<Trace> {
  const city = readCity(readCityText(folder));
  const zones = city.zonesPerSide ** 2;
  const travelMillis = await readTravel(folder, zones);
  const reader = new CallsReader(zones);
  await unpack(folder, "calls.csv.gz", (piece) => reader.push(piece));
  return { ...city, travelMillis, calls: reader.end() };
}

function readCityText(folder: string): string {
  const file = "city.json";
  const path = join(folder, file);
  try {
    if (statSync(path).size > traceLimits.cityBytes)
      throw new TraceFault("trace.too-large", `${file}: more than ${traceLimits.cityBytes} bytes`);
    return readFileSync(path, "utf8");
  } catch (error) {
    throw faultOf(folder, file, error);
  }
}

async function readTravel(folder: string, zones: number): Promise<Uint32Array> {
  const file = "travel-ms.u32le.gz";
  const expected = 4 * zones * zones;
  const bytes = new Uint8Array(expected);
  let length = 0;
  await unpack(folder, file, (piece) => {
    if (length + piece.length <= expected) bytes.set(piece, length);
    length += piece.length;
    if (length > expected) throw wrongSize(file, `more than ${expected}`, zones);
  });
  if (length !== expected) throw wrongSize(file, String(length), zones);
  // Little-endian on every platform that the runtime is pinned for.
  return new Uint32Array(bytes.buffer);
}

function wrongSize(file: string, got: string, zones: number): TraceFault {
  return invalidTrace(
    file,
    undefined,
    `has ${got} bytes, expected ${4 * zones * zones}: ${zones} zones by ${zones}, 4 bytes each`,
  );
}

async function unpack(
  folder: string,
  file: string,
  take: (piece: Uint8Array) => void,
): Promise<void> {
  const packed = createReadStream(join(folder, file));
  const gunzip = createGunzip();
  try {
    packed.on("error", (error) => gunzip.destroy(error));
    for await (const piece of packed.pipe(gunzip)) take(piece as Uint8Array);
  } catch (error) {
    throw faultOf(folder, file, error);
  } finally {
    packed.destroy();
    gunzip.destroy();
  }
}

function faultOf(folder: string, file: string, error: unknown): unknown {
  if (error instanceof TraceFault) return error;
  const { code = "", message } = error as { code?: string; message: string };
  if (code === "ENOENT" || code === "ENOTDIR")
    return new TraceFault(
      "trace.missing",
      `${join(folder, file)} is not there; a trace has city.json, travel-ms.u32le.gz and calls.csv.gz`,
    );
  if (code.startsWith("Z_") || code === "ERR_BUFFER_TOO_LARGE")
    return invalidTrace(file, undefined, `can not be unpacked (${message}), expected gzip`);
  return new TraceFault("trace.missing", `${join(folder, file)} can not be read (${message})`);
}

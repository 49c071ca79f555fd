/**
 * `calls.csv` of a trace, piece by piece as it is unpacked, into typed columns: ten million calls are a quarter of a
 * gigabyte of text, and nobody needs it whole. The digits are read as bytes, without a string in between.
 */
import { invalidTrace, TraceFault, traceLimits } from "./trace-fault.ts";

const file = "calls.csv.gz";
const header = "arrivalUs,zone,grade,sceneMs";
const fields = header.split(",");
const [newLine, carriageReturn, comma, zero, nine] = [10, 13, 44, 48, 57];

export interface CallColumns {
  readonly count: number;
  readonly arrivalMicros: Float64Array;
  readonly zone: Uint16Array;
  readonly grade: Uint8Array;
  readonly sceneMillis: Uint32Array;
}

/** The greatest value of each field but the zone's, which the city says. */
const most = [traceLimits.micros, 0, 2, 0xffff_ffff];

export class CallsReader {
  readonly #most: readonly number[];
  #columns = makeColumns(1 << 16);
  #count = 0;
  /** Of the line that is being read: its number, the fields that are complete, digits of the present one. */
  #line = 1;
  #field = 0;
  #value = 0;
  #digits = 0;
  #bytes = 0;
  readonly #values = [0, 0, 0, 0];
  #headerText = "";

  constructor(zones: number) {
    this.#most = most.map((value, field) => (field === 1 ? zones - 1 : value));
  }

  /** Throws TraceFault. */
  push(piece: Uint8Array): void {
    for (let at = 0; at < piece.length; at += 1) {
      const byte = piece[at];
      if (this.#line === 1) this.#takeHeader(byte);
      else if (byte >= zero && byte <= nine) {
        this.#value = this.#value * 10 + byte - zero;
        this.#digits += 1;
        if (this.#value > this.#most[this.#field]) this.#refuseValue();
      } else if (byte === comma) this.#endField();
      else if (byte === newLine) this.#endLine();
      else if (byte !== carriageReturn)
        throw this.#invalid(
          `${fields[this.#field]} has the character ${JSON.stringify(String.fromCharCode(byte))}, expected digits`,
        );
      this.#bytes += 1;
      if (this.#bytes > traceLimits.lineBytes)
        throw this.#invalid(`has more than ${traceLimits.lineBytes} characters`);
    }
  }

  /** All calls. Throws TraceFault where the last line is not whole. */
  end(): CallColumns {
    if (this.#line === 1 && this.#headerText !== "") this.#checkHeader();
    else if (this.#line === 1) throw invalidTrace(file, undefined, `is empty, expected ${header}`);
    else if (this.#bytes > 0) this.#endLine();
    const { arrivalMicros, zone, grade, sceneMillis } = this.#columns;
    const count = this.#count;
    return {
      count,
      arrivalMicros: arrivalMicros.subarray(0, count),
      zone: zone.subarray(0, count),
      grade: grade.subarray(0, count),
      sceneMillis: sceneMillis.subarray(0, count),
    };
  }

  #takeHeader(byte: number): void {
    if (byte === newLine) this.#checkHeader();
    else if (byte !== carriageReturn) this.#headerText += String.fromCharCode(byte);
  }

  #checkHeader(): void {
    if (this.#headerText !== header)
      throw this.#invalid(`got ${JSON.stringify(this.#headerText)}, expected ${header}`);
    this.#nextLine();
  }

  #nextLine(): void {
    this.#line += 1;
    // The end of line is counted after this.
    this.#bytes = -1;
    this.#field = 0;
  }

  #endField(): void {
    if (this.#digits === 0) throw this.#invalid(`${fields[this.#field]} is empty`);
    if (this.#field === fields.length - 1)
      throw this.#invalid(`has more than ${fields.length} fields`);
    this.#values[this.#field] = this.#value;
    this.#field += 1;
    this.#value = 0;
    this.#digits = 0;
  }

  #endLine(): void {
    if (this.#field !== fields.length - 1 || this.#digits === 0)
      throw this.#invalid(
        `ends after ${this.#field + (this.#digits > 0 ? 1 : 0)} fields, expected ${fields.length}: ${header}`,
      );
    this.#values[this.#field] = this.#value;
    this.#value = 0;
    this.#digits = 0;
    this.#addCall();
    this.#nextLine();
  }

  #addCall(): void {
    const [arrival, zone, grade, scene] = this.#values;
    const count = this.#count;
    const before = count === 0 ? 0 : this.#columns.arrivalMicros[count - 1];
    if (arrival < before)
      throw this.#invalid(
        `arrivalUs is ${arrival}, before the call above it (${before}); arrivals must not go back`,
      );
    if (count === traceLimits.calls)
      throw new TraceFault(
        "trace.too-large",
        `${file}: more than ${traceLimits.calls} calls; divide the trace`,
      );
    if (count === this.#columns.arrivalMicros.length) this.#grow();
    this.#columns.arrivalMicros[count] = arrival;
    this.#columns.zone[count] = zone;
    this.#columns.grade[count] = grade;
    this.#columns.sceneMillis[count] = scene;
    this.#count = count + 1;
  }

  #grow(): void {
    const before = this.#columns;
    const after = makeColumns(before.arrivalMicros.length * 2);
    after.arrivalMicros.set(before.arrivalMicros);
    after.zone.set(before.zone);
    after.grade.set(before.grade);
    after.sceneMillis.set(before.sceneMillis);
    this.#columns = after;
  }

  #refuseValue(): never {
    throw this.#invalid(
      `${fields[this.#field]} is ${this.#value} or more, expected 0 to ${this.#most[this.#field]}`,
    );
  }

  #invalid(why: string): Error {
    return invalidTrace(file, this.#line, why);
  }
}

function makeColumns(length: number) {
  return {
    arrivalMicros: new Float64Array(length),
    zone: new Uint16Array(length),
    grade: new Uint8Array(length),
    sceneMillis: new Uint32Array(length),
  };
}

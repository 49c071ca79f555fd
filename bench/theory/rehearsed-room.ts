/**
 * The room of the formulas under the live core's rules: its calls, drawn as plain-room.ts draws them, become recorded
 * demand in a town of one zone, where every unit is at every call in no time, and the rehearsal plays them. A call keeps
 * its unit for the drawn time to the nearest millisecond. Only what recorded demand can say: up to three grades, nobody
 * gives up or goes elsewhere, no unit is held back.
 */
import { assert } from "../../src/base/assert.ts";
import { AliasTable } from "../../src/base/empirical.ts";
import { CallRandom } from "../../src/base/call-random.ts";
import { microsPerMinute } from "../../src/base/instant.ts";
import { TraceRun } from "../../src/sim/trace/run-trace.ts";
import { traceGrades, type Trace, type TraceWalkout } from "../../src/sim/trace/trace.ts";
import { arrivalsOf, roomPurposes, type CallReport, type Room } from "./plain-room.ts";

/** Columns for so many calls of the first grade at the only zone. */
export function makeCalls(count: number): Trace["calls"] {
  return {
    count,
    arrivalMicros: new Float64Array(count),
    zone: new Uint16Array(count),
    grade: new Uint8Array(count),
    sceneMillis: new Uint32Array(count),
  };
}

/** A town of one zone and one station. */
export function traceOfOneZone(
  units: number,
  calls: Trace["calls"],
  walkout?: TraceWalkout,
): Trace {
  return {
    zonesPerSide: 1,
    stations: Int32Array.of(0),
    unitsPerStation: units,
    travelMillis: Uint32Array.of(0),
    calls,
    walkout,
  };
}

export function traceOfRoom(room: Room, count: number, seed: number): Trace {
  assert(
    room.callsPerHour.length <= traceGrades &&
      room.heldBack.every((held) => held === 0) &&
      room.patienceMinutes === undefined &&
      room.isLoss !== true,
    "recorded demand knows no more than three grades of calls that wait until any unit is free",
  );
  const random = new CallRandom(seed, "theory");
  const arrivals = arrivalsOf(room, random);
  const grades = new AliasTable(room.callsPerHour);
  const calls = makeCalls(count);
  for (let call = 0; call < count; call += 1) {
    calls.arrivalMicros[call] = arrivals.next();
    calls.grade[call] = grades.kind(random.seek(0, call, roomPurposes.grade).uniform());
    const busyMinutes = room.busyMinutes(random.seek(0, call, roomPurposes.busy));
    calls.sceneMillis[call] = Math.round(busyMinutes * 60_000);
  }
  return traceOfOneZone(room.units, calls);
}

/** Plays `count` calls and reports each once, in the order of arrival. */
export function playRehearsed(
  room: Room,
  count: number,
  seed: number,
  report: (call: CallReport) => void,
): void {
  const trace = traceOfRoom(room, count, seed);
  const { responseMicros } = new TraceRun(trace).run();
  for (let call = 0; call < count; call += 1)
    report({
      call,
      grade: trace.calls.grade[call],
      waitMinutes: responseMicros[call] / microsPerMinute,
      isServed: true,
    });
}

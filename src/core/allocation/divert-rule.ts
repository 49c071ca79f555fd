/**
 * A region's rule of diverts: off which served grades a unit may be taken for which, on its way or from the scene, and
 * how an incident goes on whose unit was taken from its scene. It says what is proposed and what needs no word of
 * acceptance; a person who names the unit and accepts may go against it. Not here: sending (send.ts).
 */
import { allocationStates, gradeCount, grades, type Grade } from "../vocabulary.ts";

/** Work at the scene that a divert interrupts: whoever comes next goes on from there, or begins anew. */
export const interruptions = ["resumed", "restarted"] as const;
export type Interruption = (typeof interruptions)[number];

export interface DivertRule {
  /** A grade that stands nowhere takes a unit off nobody. */
  readonly takes: readonly DivertTake[];
  readonly interrupted: Interruption;
}

export interface DivertTake {
  /** Served grade of the incident that needs a unit; each once. */
  readonly grade: Grade;
  /** Served grades, all lower, that a unit is taken off while it is not at the scene yet. */
  readonly onTheWay: readonly Grade[];
  /** The same of a unit at the scene. */
  readonly atScene: readonly Grade[];
}

export interface CompiledDiverts {
  /** False = the region says nothing: every lower grade gives its unit up. */
  readonly isRuled: boolean;
  /** Index grade * gradeCount + the grade that a unit is taken off: bit 0 = on the way, bit 1 = at the scene. */
  readonly takes: Uint8Array;
  /** By grade: whether anybody is taken off anything for it. */
  readonly takesAny: Uint8Array;
  readonly interrupted: Interruption;
}

const onTheWay = 1;
const atScene = 2;

export function compileDiverts(rule: DivertRule | undefined): CompiledDiverts {
  const takes = new Uint8Array(gradeCount * gradeCount);
  const allow = (grade: number, from: number, bit: number): void => {
    takes[grade * gradeCount + from] |= bit;
  };
  if (rule === undefined) {
    for (let grade = 0; grade < gradeCount; grade += 1)
      for (let from = grade + 1; from < gradeCount; from += 1)
        allow(grade, from, onTheWay | atScene);
  } else
    for (const take of rule.takes) {
      const grade = grades.code[take.grade];
      for (const from of take.onTheWay) allow(grade, grades.code[from], onTheWay);
      for (const from of take.atScene) allow(grade, grades.code[from], atScene);
    }
  const takesAny = Uint8Array.from({ length: gradeCount }, (_, grade) =>
    Number(takes.subarray(grade * gradeCount, (grade + 1) * gradeCount).some((bits) => bits > 0)),
  );
  return {
    isRuled: rule !== undefined,
    takes,
    takesAny,
    interrupted: rule?.interrupted ?? "resumed",
  };
}

/** Whether a unit whose active allocation to an incident of `from` is in this state may be taken off for `grade`. */
export function mayTakeOff(
  { takes }: CompiledDiverts,
  grade: number,
  from: number,
  allocationState: number,
): boolean {
  const { transporting } = allocationStates.code;
  // A unit that carries somebody is not taken off them.
  if (allocationState === transporting) return false;
  const isThere = allocationState === allocationStates.code["at scene"];
  return (takes[grade * gradeCount + from] & (isThere ? atScene : onTheWay)) !== 0;
}

interface DivertFault {
  readonly path: string;
  readonly says: string;
}

/** What the rules could not live with in it; it may come from a caller without types. */
export function* listDivertFaults(rule: DivertRule | undefined): Generator<DivertFault, void> {
  if (rule === undefined) return;
  if (!isRecord(rule) || !Array.isArray(rule.takes)) {
    yield { path: "divertRule", says: "expected takes (a list) and interrupted" };
    return;
  }
  if (!interruptions.includes(rule.interrupted))
    yield { path: "divertRule.interrupted", says: `expected one of ${interruptions.join(", ")}` };
  const seen = new Set<Grade>();
  for (const [index, take] of rule.takes.entries()) {
    const path = `divertRule.takes.${index}`;
    if (!isRecord(take) || !grades.has(take.grade)) {
      yield { path: `${path}.grade`, says: `expected one of ${grades.names.join(", ")}` };
      continue;
    }
    if (seen.has(take.grade))
      yield { path: `${path}.grade`, says: `"${take.grade}" stands there twice` };
    seen.add(take.grade);
    yield* listTakeFaults(path, take);
  }
}

function* listTakeFaults(path: string, take: DivertTake): Generator<DivertFault, void> {
  for (const list of ["onTheWay", "atScene"] as const) {
    const froms: readonly Grade[] = take[list];
    if (!Array.isArray(froms) || froms.length > gradeCount) {
      yield { path: `${path}.${list}`, says: "expected a list of grades, each once" };
      continue;
    }
    for (const [at, from] of (froms as readonly Grade[]).entries())
      if (!grades.has(from) || grades.code[from] <= grades.code[take.grade])
        yield { path: `${path}.${list}.${at}`, says: `expected a grade lower than ${take.grade}` };
  }
}

function isRecord(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}

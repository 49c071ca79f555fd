/**
 * From turn restrictions between ways to sequences of arcs that must not be driven: which piece of the way leads to the
 * junction, which pieces of via ways lead on, which piece leaves. "Only" that turn means that every other one there is
 * forbidden; over via ways, that whoever comes from the first way must go on along them and leave by the last. A restriction whose ways do not meet as it says is left out with its reason.
 */
import type { LeftOut } from "../source/map-fault.ts";
import type { SourceRoad, SourceTurn } from "../source/road-source.ts";
import type { CutRoads } from "./cut-segments.ts";

/** Arc 2n runs along segment n, arc 2n + 1 against it. */
export function arcOf(segment: number, isForward: boolean): number {
  return 2 * segment + (isForward ? 0 : 1);
}

/** Alternatives at one via way are few; a damaged restriction must not make millions. */
const mostSequences = 64;

export function listSequences(
  turns: readonly SourceTurn[],
  roads: readonly SourceRoad[],
  cut: CutRoads,
  leftOut: LeftOut,
): number[][] {
  const segmentsOfWay = new Map<number, number[]>();
  for (const [index, segment] of cut.segments.entries()) {
    const { wayId } = roads[segment.road];
    const list = segmentsOfWay.get(wayId) ?? [];
    list.push(index);
    segmentsOfWay.set(wayId, list);
  }
  const finder = new SequenceFinder(cut, segmentsOfWay);
  return turns.flatMap((turn) => {
    const found = finder.find(turn);
    if (typeof found !== "string") return found;
    leftOut.add(found, turn.element);
    return [];
  });
}

class SequenceFinder {
  readonly #cut: CutRoads;
  readonly #segmentsOfWay: ReadonlyMap<number, readonly number[]>;
  readonly #outOfJunction = new Map<number, number[]>();

  constructor(cut: CutRoads, segmentsOfWay: ReadonlyMap<number, readonly number[]>) {
    this.#cut = cut;
    this.#segmentsOfWay = segmentsOfWay;
    for (const [segment, { from, to }] of cut.segments.entries()) {
      this.#addOut(from, arcOf(segment, true));
      this.#addOut(to, arcOf(segment, false));
    }
  }

  #addOut(junction: number, arc: number): void {
    const list = this.#outOfJunction.get(junction) ?? [];
    list.push(arc);
    this.#outOfJunction.set(junction, list);
  }

  #headOf(arc: number): number {
    const { from, to } = this.#cut.segments[arc >> 1];
    return (arc & 1) === 0 ? to : from;
  }

  #tailOf(arc: number): number {
    return this.#headOf(arc ^ 1);
  }

  #arcsOf(way: number): number[] {
    return (this.#segmentsOfWay.get(way) ?? []).flatMap((segment) => [
      arcOf(segment, true),
      arcOf(segment, false),
    ]);
  }

  find(turn: SourceTurn): number[][] | string {
    if (turn.ways.some((way) => !this.#segmentsOfWay.has(way)))
      return "turn restriction on a way that is no road of this network";
    return turn.viaNode >= 0 ? this.#findAtNode(turn) : this.#findOverWays(turn);
  }

  #findAtNode({ ways, viaNode, isOnly }: SourceTurn): number[][] | string {
    const junction = this.#cut.junctionOf(viaNode);
    const froms = this.#arcsOf(ways[0]).filter((arc) => this.#headOf(arc) === junction);
    const tos = this.#arcsOf(ways[1]).filter((arc) => this.#tailOf(arc) === junction);
    if (junction < 0 || froms.length === 0 || tos.length === 0)
      return "turn restriction whose ways do not meet at its node";
    if (!isOnly) return froms.flatMap((from) => tos.map((to) => [from, to]));
    const others = (this.#outOfJunction.get(junction) ?? []).filter((arc) => !tos.includes(arc));
    return froms.flatMap((from) =>
      others.filter((other) => other !== (from ^ 1)).map((other) => [from, other]),
    );
  }

  /** Walks from each arc of the first way along the via ways to each arc of the last. */
  #findOverWays({ ways, isOnly }: SourceTurn): number[][] | string {
    const found: number[][] = [];
    const walk = (sequence: number[], way: number): void => {
      if (found.length >= mostSequences) return;
      const at = this.#headOf(sequence[sequence.length - 1]);
      for (const arc of this.#outOfJunction.get(at) ?? []) {
        if (arc === (sequence[sequence.length - 1] ^ 1) || sequence.includes(arc)) continue;
        const next = way + 1;
        if (next < ways.length && this.#isOf(arc, ways[next])) {
          const longer = [...sequence, arc];
          if (next === ways.length - 1) found.push(longer);
          else walk(longer, next);
        }
        // A via way of several segments is driven to its end.
        if (way > 0 && way < ways.length - 1 && this.#isOf(arc, ways[way]))
          walk([...sequence, arc], way);
      }
    };
    for (const from of this.#arcsOf(ways[0])) walk([from], 0);
    if (found.length === 0) return "turn restriction whose ways do not follow one another";
    return isOnly ? this.#othersThan(found) : found;
  }

  /** Where one must drive one of these sequences once one has driven its first arc: every way to leave them all. */
  #othersThan(allowed: readonly (readonly number[])[]): number[][] {
    const nextAfter = new Map<string, { prefix: readonly number[]; next: Set<number> }>();
    for (const sequence of allowed)
      for (let driven = 1; driven < sequence.length; driven += 1) {
        const prefix = sequence.slice(0, driven);
        const known = nextAfter.get(prefix.join(" ")) ?? { prefix, next: new Set() };
        known.next.add(sequence[driven]);
        nextAfter.set(prefix.join(" "), known);
      }
    return Array.from(nextAfter.values(), ({ prefix, next }) => {
      const last = prefix[prefix.length - 1];
      const out = this.#outOfJunction.get(this.#headOf(last)) ?? [];
      return out
        .filter((arc) => !next.has(arc) && arc !== (last ^ 1))
        .map((arc) => [...prefix, arc]);
    }).flat();
  }

  #isOf(arc: number, way: number): boolean {
    return this.#segmentsOfWay.get(way)?.includes(arc >> 1) === true;
  }
}

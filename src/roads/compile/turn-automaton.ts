/**
 * Turn restrictions as states. A restriction is a sequence of arcs that must not be driven one after the other. Whoever
 * has driven the beginning of some of them is, at the junction where that led, in a state of its own: a copy of the
 * junction whose arcs out are the junction's, but for those that would complete a sequence, which carry the rule
 * `turn`. Junctions without restrictions have no copies, so the network hardly grows (the usual turn-aware network is
 * 9 to 16 times as large). Sequences over via ways fall out of the same rule. Not here: where sequences come from.
 */
import { arcRules } from "../network.ts";

/** Base arcs by number, with the arcs that leave each junction. */
export interface BaseArcs {
  readonly head: Int32Array;
  readonly rules: Uint16Array;
  readonly firstOut: Int32Array;
  readonly out: Int32Array;
}

export interface TurnArcs {
  readonly nodeCount: number;
  /** Junction of each node; the first are the junctions themselves. */
  readonly junction: number[];
  /** Base arc of each arc, with its tail, head and rules. */
  readonly base: number[];
  readonly tail: number[];
  readonly head: number[];
  readonly rules: number[];
}

export const turnLimits = { states: 5_000_000 } as const;

export function applyTurns(
  junctionCount: number,
  { head, rules, firstOut, out }: BaseArcs,
  sequences: readonly (readonly number[])[],
): TurnArcs {
  const startingWith = new Map<number, number[]>();
  for (const [index, sequence] of sequences.entries()) {
    const list = startingWith.get(sequence[0]) ?? [];
    list.push(index);
    startingWith.set(sequence[0], list);
  }
  const junction = Array.from({ length: junctionCount }, (_, at) => at);
  /** What has been driven of which sequences: [sequence, arcs driven], for each node that is a copy. */
  const active: [number, number][][] = [];
  const nodeOfState = new Map<string, number>();
  const nodeAfter = (arc: number, before: readonly [number, number][]): number => {
    const states: [number, number][] = (startingWith.get(arc) ?? []).map((index) => [index, 1]);
    for (const [index, driven] of before)
      if (sequences[index][driven] === arc && driven + 1 < sequences[index].length)
        states.push([index, driven + 1]);
    if (states.length === 0) return head[arc];
    const key = `${head[arc]}:${states.map((state) => state.join("/")).join(",")}`;
    let node = nodeOfState.get(key);
    if (node === undefined) {
      node = junction.push(head[arc]) - 1;
      nodeOfState.set(key, node);
      active.push(states);
      if (active.length > turnLimits.states)
        throw new RangeError(
          `more than ${turnLimits.states} states of turn restrictions; cut the map`,
        );
    }
    return node;
  };
  const arcs: TurnArcs = { nodeCount: 0, junction, base: [], tail: [], head: [], rules: [] };
  const put = (tail: number, arc: number, before: readonly [number, number][]): void => {
    const isForbidden = before.some(
      ([index, driven]) =>
        driven === sequences[index].length - 1 && sequences[index][driven] === arc,
    );
    arcs.base.push(arc);
    arcs.tail.push(tail);
    arcs.head.push(nodeAfter(arc, before));
    arcs.rules.push(rules[arc] | (isForbidden ? arcRules.turn : 0));
  };
  for (let node = 0; node < junction.length; node += 1) {
    const before = node < junctionCount ? [] : active[node - junctionCount];
    const at = junction[node];
    for (let slot = firstOut[at]; slot < firstOut[at + 1]; slot += 1) put(node, out[slot], before);
  }
  return { ...arcs, nodeCount: junction.length };
}

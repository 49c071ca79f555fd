/**
 * Long-run shares of a Markov chain by its balance equations and nothing else: the slow, independent way that formulas
 * are checked against. States are lists of small numbers; every state that can be reached is found by walking.
 */
import assert from "node:assert/strict";

export type State = readonly number[];
export type Move = readonly [to: State, rate: number];

const maxStates = 50_000;
const maxRounds = 20_000;

export interface Chain {
  readonly states: readonly State[];
  readonly shares: Float64Array;
  /** Sum over all states of share times value. */
  readonly mean: (value: (state: State) => number) => number;
}

/** Gauss-Seidel until no share moves by more than 1e-13 of itself. */
export function solveChain(start: State, moves: (state: State) => readonly Move[]): Chain {
  const states: State[] = [start];
  const numbers = new Map([[start.join(), 0]]);
  const into: [from: number, rate: number][][] = [[]];
  const out: number[] = [];
  for (let at = 0; at < states.length; at += 1) {
    out.push(0);
    for (const [to, rate] of moves(states[at])) {
      if (rate === 0) continue;
      let number = numbers.get(to.join());
      if (number === undefined) {
        number = states.length;
        assert.ok(number < maxStates, "chain: too many states");
        numbers.set(to.join(), number);
        states.push(to);
        into.push([]);
      }
      into[number].push([at, rate]);
      out[at] += rate;
    }
  }
  const shares = new Float64Array(states.length).fill(1 / states.length);
  for (let round = 0, moved = 1; moved > 1e-13; round += 1) {
    assert.ok(round < maxRounds, "chain: no balance");
    moved = 0;
    let sum = 0;
    for (let at = 0; at < states.length; at += 1) {
      let inflow = 0;
      for (const [from, rate] of into[at]) inflow += shares[from] * rate;
      const share = inflow / out[at];
      moved = Math.max(moved, Math.abs(share - shares[at]) / (share + 1e-40));
      shares[at] = share;
      sum += share;
    }
    for (let at = 0; at < states.length; at += 1) shares[at] /= sum;
  }
  const mean = (value: (state: State) => number): number =>
    states.reduce((sum, state, at) => sum + shares[at] * value(state), 0);
  return { states, shares, mean };
}

/** Fails when two numbers differ by more than this share of the second. */
export function assertNear(got: number, expected: number, tolerance: number, what: string): void {
  const isNear = got === expected || Math.abs(got - expected) <= tolerance * Math.abs(expected);
  assert.ok(isNear, `${what}: got ${got}, expected ${expected} to ${tolerance} of it`);
}

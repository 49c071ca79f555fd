/**
 * Measuring in turns: ours, then theirs, batch after batch on the same questions, and the answers compared. What counts
 * is the median of the batches and the median of their ratios: a batch should take a millisecond or less, so that most
 * of them are over before another program gets its turn. Each turn begins with a batch that is not measured, because
 * the other side has left the caches full of its own. Not here: what is asked.
 */
import type { Baseline, BaselineQuestion } from "./baseline.ts";

export interface Turns {
  /** Milliseconds a question, the median of the batches. */
  readonly millis: number;
  /** The same of the C++ baseline and the median of the batches' ratios (ours / theirs); undefined without it. */
  readonly theirs: { readonly millis: number; readonly ratio: number } | undefined;
}

export interface Contest {
  readonly what: BaselineQuestion;
  readonly rounds: number;
  /** Questions in a batch. */
  readonly batch: number;
  /** How many questions there are; batches start again from the first. */
  readonly questions: number;
  readonly wanted?: number;
  /** Answers questions `begin` to before `begin + batch` and gives what they add up to. */
  readonly ours: (begin: number, batch: number) => number;
}

export async function takeTurns(baseline: Baseline | undefined, contest: Contest): Promise<Turns> {
  const { what, rounds, batch, questions, wanted, ours } = contest;
  const mine: number[] = [];
  const theirs: number[] = [];
  const ratios: number[] = [];
  // The first rounds warm both up.
  const warming = Math.ceil(rounds / 4);
  for (let round = 0; round < warming + rounds; round += 1) {
    const begin = (round * batch) % (questions - batch + 1);
    const before = questions - batch - begin;
    ours(before, batch);
    const startedAt = performance.now();
    const sum = ours(begin, batch);
    const taken = performance.now() - startedAt;
    await baseline?.ask(what, before, batch, wanted);
    const other = await baseline?.ask(what, begin, batch, wanted);
    if (other !== undefined && other.sum !== sum)
      throw new Error(`${what} ${begin}: ours add up to ${sum}, C++ to ${other.sum}`);
    if (round < warming) continue;
    mine.push(taken / batch);
    if (other === undefined) continue;
    theirs.push(other.millis / batch);
    ratios.push(taken / other.millis);
  }
  return {
    millis: quantile(mine, 0.5),
    theirs:
      theirs.length === 0
        ? undefined
        : { millis: quantile(theirs, 0.5), ratio: quantile(ratios, 0.5) },
  };
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

/**
 * A progress bar for long work, on stderr so that stdout stays for results. On a terminal it is one line drawn
 * again ten times a second; elsewhere (a file, a build) it is one line for every tenth of the work.
 */

export interface ProgressOutput {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  write(text: string): unknown;
}

const redrawMillis = 100;

export class Progress {
  readonly #label: string;
  readonly #output: ProgressOutput;
  readonly #clock: () => number;
  readonly #startedAt: number;
  #drawnAt = Number.NEGATIVE_INFINITY;
  #tenth = 0;

  /** `clock` in milliseconds; only for drawing and for the rate shown. */
  constructor(
    label: string,
    output: ProgressOutput = process.stderr,
    clock = () => performance.now(),
  ) {
    this.#label = label;
    this.#output = output;
    this.#clock = clock;
    this.#startedAt = clock();
  }

  /** `share` of the work that is done, 0 to 1; `note` stands behind the bar. */
  update(share: number, note = ""): void {
    const done = Math.min(1, Math.max(0, share));
    if (this.#output.isTTY !== true) {
      const tenth = Math.floor(done * 10);
      if (tenth <= this.#tenth) return;
      this.#tenth = tenth;
      this.#output.write(`${this.#label} ${tenth * 10} % ${note}\n`);
      return;
    }
    const now = this.#clock();
    if (now - this.#drawnAt < redrawMillis && done < 1) return;
    this.#drawnAt = now;
    const width = 24;
    const filled = Math.round(done * width);
    const bar = `[${"=".repeat(filled)}${" ".repeat(width - filled)}]`;
    const seconds = (now - this.#startedAt) / 1000;
    const left =
      done > 0.02 && done < 1 ? `, ${Math.ceil((seconds * (1 - done)) / done)} s left` : "";
    const line = `${this.#label} ${bar} ${Math.floor(done * 100)} %${left} ${note}`;
    this.#output.write(`\r${line.slice(0, (this.#output.columns ?? 100) - 1)}\u001B[K`);
  }

  /** Ends the bar's line. */
  finish(note = ""): void {
    this.update(1, note);
    if (this.#output.isTTY === true) this.#output.write("\n");
  }
}

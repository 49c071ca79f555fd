/**
 * Batches changes into paints: the first change is shown at the next animation frame, later ones at most ten times a
 * second, so a storm of events costs ten renders a second and not a thousand; on a machine where a paint takes long,
 * fewer, so that at least two thirds of the time stay free for the person's keys. A hidden tab is told by a timer.
 */

/** Shortest and longest time between two paints. */
const paintMillis = 100;
const slowPaintMillis = 500;

export class Painter {
  readonly #listeners = new Set<() => void>();
  #isDue = false;
  #lastMillis = 0;
  #costMillis = 0;

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Something changed. `before` runs once, right before the listeners. */
  touch(before?: () => void): void {
    if (this.#isDue) return;
    this.#isDue = true;
    const paint = (): void => {
      this.#isDue = false;
      this.#lastMillis = performance.now();
      before?.();
      for (const listener of this.#listeners) listener();
      // What the listeners set off (rendering) is done when the next task runs.
      setTimeout(() => {
        this.#costMillis = performance.now() - this.#lastMillis;
      });
    };
    const pause = Math.min(slowPaintMillis, Math.max(paintMillis, 3 * this.#costMillis));
    const wait = this.#lastMillis + pause - performance.now();
    if (document.hidden || wait > 17) setTimeout(paint, Math.max(wait, 0));
    else requestAnimationFrame(paint);
  }
}

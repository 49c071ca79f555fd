/**
 * The one failure that a store can have in its life: the first fault wins, later ones are only its echoes, and
 * each listener hears of it exactly once, also one that registers afterwards.
 */
import type { StoreFault } from "./port.ts";

export class FailureListeners {
  #fault: StoreFault | undefined;
  readonly #listeners: ((fault: StoreFault) => void)[] = [];

  get fault(): StoreFault | undefined {
    return this.#fault;
  }

  add(listener: (fault: StoreFault) => void): void {
    if (this.#fault === undefined) this.#listeners.push(listener);
    else queueMicrotask(listener.bind(undefined, this.#fault));
  }

  raise(fault: StoreFault): void {
    if (this.#fault !== undefined) return;
    this.#fault = fault;
    for (const listener of this.#listeners.splice(0)) listener(fault);
  }
}

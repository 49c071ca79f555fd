/**
 * Redaction by type. A value that must not reach a log, an error text or a metric is wrapped when it enters the
 * process; however it is then printed, it says only that something was there. `reveal` is the one way out, so a
 * search for it lists every place that handles the bare value. Deliberately not here: encryption.
 */

import { inspect } from "node:util";

const mark = "[redacted]";

class Hidden<Value> {
  readonly #value: Value;

  constructor(value: Value) {
    this.#value = value;
  }

  /** The bare value. Every caller of this is a place to review. */
  reveal(): Value {
    return this.#value;
  }

  toJSON(): string {
    return mark;
  }

  toString(): string {
    return mark;
  }

  [inspect.custom](): string {
    return mark;
  }
}

/** Passwords, session ids, tokens, keys. */
export class Secret extends Hidden<string> {}

/** Names, numbers, words and places of people: belongs in the log of the region, never in the log of the process. */
export class Personal<Value = string> extends Hidden<Value> {}

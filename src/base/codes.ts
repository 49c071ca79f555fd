/**
 * A closed list of names and the small integers that stand for them in dense columns. The log and the wire
 * carry the names (an outsider can read them); the state carries the integers. Order is part of the format:
 * a new name goes to the end, so that an old buffer keeps its meaning.
 */

import { BugError } from "./assert.ts";

export interface Codes<Name extends string> {
  readonly names: readonly Name[];
  /** `code.immediate` is the integer of "immediate". */
  readonly code: { readonly [K in Name]: number };
  /** What `code[name]` says, for names that are not known when the program is written: several times sooner. */
  of(name: Name): number;
  /** True when `text` is one of the names; narrows untrusted input. */
  has(text: string): text is Name;
}

export function defineCodes<const Name extends string>(...names: Name[]): Codes<Name> {
  const code = {} as { [K in Name]: number };
  names.forEach((name, index) => {
    code[name] = index;
  });
  return {
    names,
    code,
    // The lists are short, and mostly the very same string is asked for: a loop takes a fraction of a look by key.
    has: (text): text is Name => {
      for (let index = 0; index < names.length; index += 1) if (names[index] === text) return true;
      return false;
    },
    of: (name) => {
      for (let index = 0; index < names.length; index += 1) if (names[index] === name) return index;
      throw new BugError(`no such name: ${name}`);
    },
  };
}

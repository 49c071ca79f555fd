/**
 * A closed list of names and the small integers that stand for them in dense columns. The log and the wire
 * carry the names (an outsider can read them); the state carries the integers. Order is part of the format:
 * a new name goes to the end, so that an old buffer keeps its meaning.
 */

export interface Codes<Name extends string> {
  readonly names: readonly Name[];
  /** `code.immediate` is the integer of "immediate". */
  readonly code: { readonly [K in Name]: number };
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
    // A list of one name would turn into that name as a key, so only text is looked up.
    has: (text): text is Name => typeof text === "string" && Object.hasOwn(code, text),
  };
}

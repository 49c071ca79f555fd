/**
 * When two selected values are the same to a screen: identical, or lists and plain objects whose members are, all
 * the way down. A selector must therefore copy what the fold changes in place (notes, callers), never hand it out.
 */

export function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a))
    return (
      Array.isArray(b) && a.length === b.length && a.every((member, i) => isSame(member, b[i]))
    );
  if (a instanceof Map || b instanceof Map || Array.isArray(b)) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) =>
    isSame((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]),
  );
}

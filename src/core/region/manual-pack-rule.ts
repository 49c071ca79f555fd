/**
 * What a region adds to its manual pack, as data: whom to telephone when nothing else works. Entries are posts, rooms and
 * organisations; a configuration is a fact for ever, so no person's own number belongs here.
 */

import { limits } from "../limits.ts";

export interface PhoneTreeEntry {
  /** A post, room or organisation, such as "Fire control". */
  readonly name: string;
  readonly number: string;
}

export interface ManualPackRule {
  /** In the order they are called. */
  readonly phoneTree: readonly PhoneTreeEntry[];
}

interface ManualPackFault {
  readonly path: string;
  readonly says: string;
}

/** What the pack could not print; it may come from a caller without types. */
export function* listManualPackFaults(
  rule: ManualPackRule | undefined,
): Generator<ManualPackFault, void> {
  if (rule === undefined) return;
  const tree: unknown = isObject(rule) ? rule.phoneTree : undefined;
  if (!Array.isArray(tree)) {
    yield { path: "manualPack", says: "expected phoneTree, a list of name and number" };
    return;
  }
  if (tree.length > limits.phoneTree) {
    const says = `got ${tree.length} entries, expected at most ${limits.phoneTree}`;
    yield { path: "manualPack.phoneTree", says };
    return;
  }
  for (const [index, entry] of (tree as unknown[]).entries())
    for (const [field, most] of [
      ["name", limits.nameLength],
      ["number", limits.phoneLength],
    ] as const) {
      const value = isObject(entry) ? (entry as Record<string, unknown>)[field] : undefined;
      if (typeof value === "string" && value.trim() !== "" && value.length <= most) continue;
      const says = `expected text of at most ${most} characters`;
      yield { path: `manualPack.phoneTree.${index}.${field}`, says };
    }
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

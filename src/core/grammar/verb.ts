/** What a verb of the grammar is; the verbs themselves stand in unit-verbs, incident-verbs and contact-verbs. */

import type { Instant } from "../../base/instant.ts";
import type { Command } from "../commands.ts";
import { signArgument, textArgument } from "./arguments.ts";
import type { ArgumentKind } from "./argument.ts";
import type { Names } from "./names.ts";
import type { Values } from "./values.ts";

export interface Argument {
  readonly kind: ArgumentKind;
  /** May be left out, and with it the `skips` arguments after it. */
  readonly optional?: boolean;
  readonly skips?: number;
}

export interface Verb {
  readonly words: string;
  /** How it is written, for help and documentation. */
  readonly usage: string;
  readonly example: string;
  readonly about: string;
  readonly arguments: readonly Argument[];
  /** Must be spelled out: nothing that calls for help goes off by a slip. */
  readonly exact?: boolean;
  /** The commands, or what is still expected (a word group such as `a contact that rings`). */
  make(values: Values, names: Names, now: Instant): Command[] | string;
}

export function one(kind: ArgumentKind): Argument {
  return { kind };
}

export function maybe(kind: ArgumentKind, skips = 0): Argument {
  return { kind, optional: true, skips };
}

export const arrow = signArgument(">", "> and an incident number");
export const at = signArgument("@", "@ and a place");
export const reason = textArgument("a reason");
export const handOverWords = textArgument("what the next one must know");

/**
 * What an overseer asks first of an export, from its events alone: who ordered what, when and under which directive, and what became of
 * each request and warning that was spoken of. Two tables of codes and numbers; words stay in the events.
 */

export interface ExportedFacts {
  readonly type: string;
  readonly at: number;
  readonly entered: number;
  readonly by: string;
  readonly [name: string]: unknown;
}

/** Decisions of people about the service, and about who is sent to whom. */
const orders =
  /^(?:unit\.allocated|unit\.activated|allocation\.ended|incident\.(?:withheld|limited|restored|deferred|assessed|served-grade-set|closed)|level\.decided|directive\.(?:issued|renewed|ended)|person\.recalled|hours\.overridden)$/;

const orderFacts = ["incident", "unit", "directive", "level", "assessed", "served", "end", "result"] as const; // prettier-ignore

export const orderColumns = ["position", "at", "entered", "by", "type", ...orderFacts] as const;
export const fateColumns = ["kind", "number", "lastType", "position", "at"] as const;

type Cell = string | number;

export class ExportSummary {
  readonly orders: Cell[][] = [];
  readonly #fates = new Map<string, Cell[]>();

  take(position: number, facts: ExportedFacts): void {
    const { type, at, entered, by } = facts;
    if (orders.test(type))
      this.orders.push([
        position,
        at,
        entered,
        by,
        type,
        ...orderFacts.map((name) => cellOf(facts[name])),
      ]);
    const kind = type.slice(0, type.indexOf("."));
    const number = facts[kind];
    if ((kind === "request" || kind === "warning") && typeof number === "number")
      if (!type.endsWith(".retired"))
        this.#fates.set(`${kind} ${number}`, [kind, number, type, position, at]);
  }

  /** Of each request and warning the last that was said of it, by the order in which they came up. */
  listFates(): Cell[][] {
    return [...this.#fates.values()];
  }
}

function cellOf(value: unknown): Cell {
  return typeof value === "number" || typeof value === "string" ? value : "";
}

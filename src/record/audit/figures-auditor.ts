/**
 * What the entries of a record must keep between them about public figures: each period is committed to once, published
 * once for the same hours, and opened with a salt and figures that are the ones committed to. Facts that did not fit an
 * entry are not in it, and nothing is said of them. docs/reference/public.md has the forms.
 */
import { toUtf8 } from "../bytes.ts";
import type { Entry } from "../entry/entry.ts";
import type { RecordFault } from "../fault.ts";
import type { Sha256 } from "../tree/hash.ts";

interface Hours {
  readonly fromAt: unknown;
  readonly untilAt: unknown;
}

interface Committed extends Hours {
  readonly commitment: string;
  isPublished: boolean;
}

export class FiguresAuditor {
  readonly #sha256: Sha256;
  /** By period, until it is opened. At most one in six hours is added, for as long as the embargo lasts. */
  readonly #committed = new Map<number, Committed>();
  #opened = 0;
  #lastPeriod = 0;

  constructor(sha256: Sha256) {
    this.#sha256 = sha256;
  }

  /** Openings that were the ones committed to. */
  get opened(): number {
    return this.#opened;
  }

  /** To be called for each entry in the order of the log. */
  see({ type, facts }: Entry): RecordFault | undefined {
    const { period } = facts;
    if (!type.startsWith("figures.") || typeof period !== "number") return undefined;
    if (type === "figures.committed") return this.#commit(period, facts);
    const committed = this.#committed.get(period);
    if (committed === undefined)
      return wrong(`period ${period} was never committed to, or was opened before`);
    if (committed.fromAt !== facts["fromAt"] || committed.untilAt !== facts["untilAt"])
      return wrong(`period ${period} has other hours than were committed to`);
    if (type === "figures.published") {
      if (committed.isPublished) return wrong(`period ${period} was published before`);
      committed.isPublished = true;
      return undefined;
    }
    return type === "figures.opened" ? this.#open(period, committed, facts) : undefined;
  }

  #commit(period: number, facts: Entry["facts"]): RecordFault | undefined {
    const { fromAt, untilAt, commitment } = facts;
    if (period <= this.#lastPeriod)
      return wrong(`period ${period} comes after period ${this.#lastPeriod}`);
    if (typeof commitment !== "string" || !/^[0-9a-f]{64}$/.test(commitment))
      return wrong(`period ${period} has no commitment of 64 hexadecimal digits`);
    this.#lastPeriod = period;
    this.#committed.set(period, { fromAt, untilAt, commitment, isPublished: false });
    return undefined;
  }

  #open(
    period: number,
    { commitment }: Committed,
    { salt, exact }: Entry["facts"],
  ): RecordFault | undefined {
    if (typeof salt !== "string" || typeof exact !== "string")
      return wrong(`period ${period} is opened without salt or figures`);
    const hash = hexOf(this.#sha256(toUtf8(`${salt}\n${exact}`)));
    if (hash !== commitment)
      return wrong(`period ${period} is opened with other figures than were committed to`);
    this.#committed.delete(period);
    this.#opened += 1;
    return undefined;
  }
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function wrong(message: string): RecordFault {
  return { code: "record.wrong-figures", message };
}

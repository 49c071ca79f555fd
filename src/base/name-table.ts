/**
 * From a fixed list of names to values, for names in fresh strings, as a parsed log has them: a map would hash every
 * character of each first. Here the length and four letters say where a name stands, by a multiplier under which no two
 * stand at the same place; it is looked for when the table is made. A name whose place is taken all the same (it may have the
 * same length and the same four letters as another) is kept in a map beside, so any names will do.
 */

/** So many slots that one of the first multipliers leaves every name its own (1 in 11 does, with 140 names). */
const slotBits = 12;
/** The golden ratio's 32 bits (Knuth, The Art of Computer Programming 3, section 6.4), and an even step between tries. */
const firstMultiplier = 0x9e3779b1;
const multiplierStep = 0x6a09e668;
const mostTries = 200;

export class NameTable<Value> {
  readonly #multiplier: number;
  readonly #names: (string | undefined)[];
  readonly #values: (Value | undefined)[];
  readonly #beside = new Map<string, Value>();

  /** Each name once. */
  constructor(entries: readonly (readonly [name: string, value: Value])[]) {
    this.#multiplier = findMultiplier(new Set(entries.map(([name]) => keyOf(name))));
    this.#names = Array.from({ length: 2 ** slotBits }, () => undefined);
    this.#values = Array.from({ length: 2 ** slotBits }, () => undefined);
    for (const [name, value] of entries) {
      const slot = slotOf(keyOf(name), this.#multiplier);
      if (this.#names[slot] === undefined) {
        this.#names[slot] = name;
        this.#values[slot] = value;
      } else this.#beside.set(name, value);
    }
  }

  /** How many names have no slot of their own. */
  get besideCount(): number {
    return this.#beside.size;
  }

  get(name: string): Value | undefined {
    const slot = slotOf(keyOf(name), this.#multiplier);
    return this.#names[slot] === name ? this.#values[slot] : this.#beside.get(name);
  }
}

function keyOf(name: string): number {
  const last = name.length - 1;
  // Beside a short name there is no letter, which counts as 0.
  return (
    name.length ^
    (name.charCodeAt(last - 1) << 5) ^
    (name.charCodeAt(last - 3) << 12) ^
    (name.charCodeAt(last - 6) << 19) ^
    (name.charCodeAt(2) << 25)
  );
}

function slotOf(key: number, multiplier: number): number {
  return Math.imul(key, multiplier) >>> (32 - slotBits);
}

/** The first of these that leaves every key its own slot, or the one that leaves the most. */
function findMultiplier(keys: ReadonlySet<number>): number {
  let [best, most] = [firstMultiplier, 0];
  let multiplier = firstMultiplier;
  for (let tries = 0; tries < mostTries && most < keys.size; tries += 1) {
    const slots = new Set<number>();
    for (const key of keys) slots.add(slotOf(key, multiplier));
    if (slots.size > most) [best, most] = [multiplier, slots.size];
    multiplier = (multiplier + multiplierStep) >>> 0;
  }
  return best;
}

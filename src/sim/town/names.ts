/**
 * Names for the invented town: made from the syllable and word tables below, never taken from a gazetteer.
 * A name is given out once. Deliberately absent: surnames, forces, brands, saints, and anything that says who
 * lives somewhere.
 */
import type { RandomStream } from "../../base/random.ts";

function splitWords(text: string): readonly string[] {
  return text.split(" ");
}

const firstSyllables = splitWords(
  "Mar Vel Orl Thex Dun Kes Brac Hol Wend Sarn Pell Tor Quen Ald Fenn Garr Istre Jor Lamm " +
    "Nest Rud Stav Elm Cav Yar Osk Trell Blen Harg Mord Sed Wim",
);
const lastSyllables = splitWords(
  "lock mere garth dell sterne nock hollow brick wold stow rick mond grave low tarn veth " +
    "sby ombe ander itch",
);
const streetWords = splitWords(
  "Tanner Cooper Weaver Chandler Mercer Fletcher Ropemaker Sailmaker Potter Glazier Alder " +
    "Hazel Rowan Juniper Willow Bramble Heather Sorrel Lupin Thistle Larch Maple Lark Heron " +
    "Plover Curlew Wren Kestrel Osprey Avocet Linnet Siskin Copper Pewter Slate Flint Marble " +
    "Cobalt Amber Garnet Quarry Orchard Meadow Spring Windmill Tollgate Drovers Packhorse " +
    "Granary Malthouse Lantern Compass Anchor Capstan Halyard Beacon Signal Foundry Kiln " +
    "Gasworks",
);

const pubWords = splitWords("Gilded Silver Sleeping Merry Crooked Blue Second Wandering Quiet");
const pubThings = splitWords(
  "Heron Plough Barrel Lantern Anchor Thistle Wheel Otter Bell Kettle Hare Ferryman Compass",
);

export type StreetKind = "spoke" | "ring" | "centre" | "suburb" | "industrial" | "shore" | "bank";

const streetEndings: Record<StreetKind, readonly string[]> = {
  spoke: ["Road", "Road", "Way", "High Road"],
  ring: ["Street", "Avenue", "Ring", "Boulevard"],
  centre: ["Street", "Lane", "Row", "Yard", "Street", "Passage", "Gate"],
  suburb: [
    "Close",
    "Drive",
    "Gardens",
    "Crescent",
    "Avenue",
    "Road",
    "Grove",
    "Walk",
    "Rise",
    "Lane",
  ],
  industrial: ["Way", "Works Road", "Link", "Dock Road"],
  shore: ["Parade", "Esplanade", "Sea Road"],
  bank: ["Wharf", "Embankment", "Quay", "Riverside"],
};

/** Attempts at an unused name before a number is put behind it. */
const maxAttempts = 60;

export class NameMaker {
  readonly #stream: RandomStream;
  readonly #taken = new Set<string>();

  constructor(stream: RandomStream) {
    this.#stream = stream;
  }

  /** A word like "Marlock": for the town, its areas, bridges, stations. */
  placeWord(): string {
    return this.#unused(() => this.#syllables());
  }

  /** A full street name like "Tanner Row" or "Marlock Road". */
  street(kind: StreetKind): string {
    const endings = streetEndings[kind];
    const fromSyllables = kind === "spoke" || kind === "ring" ? 0.9 : 0.35;
    return this.#unused(() => {
      const word = this.#stream.chance(fromSyllables)
        ? this.#syllables()
        : this.#stream.pick(streetWords);
      return `${word} ${this.#stream.pick(endings)}`;
    });
  }

  /** "The Gilded Heron"-like names for pubs, or "<word> <what>" for the rest. */
  pub(): string {
    return this.#unused(() => {
      const form = this.#stream.below(3);
      if (form === 0) return `The ${this.#stream.pick(pubWords)} ${this.#stream.pick(pubThings)}`;
      if (form === 1) return `The ${this.#stream.pick(streetWords)} Arms`;
      return `The ${this.#stream.pick(pubThings)} and ${this.#stream.pick(pubThings)}`;
    });
  }

  named(what: string): string {
    return this.#unused(() => {
      const word = this.#stream.chance(0.5) ? this.#syllables() : this.#stream.pick(streetWords);
      return `${word} ${what}`;
    });
  }

  #syllables(): string {
    const word = this.#stream.pick(firstSyllables) + this.#stream.pick(lastSyllables);
    // "Lamm" + "mond" would write one letter three times.
    return word.replace(/(.)\1\1/, "$1$1");
  }

  #unused(make: () => string): string {
    let name = make();
    for (let attempt = 0; attempt < maxAttempts && this.#taken.has(name); attempt += 1) {
      name = make();
    }
    const stem = name;
    for (let number = 2; this.#taken.has(name); number += 1) name = `${stem} ${number}`;
    this.#taken.add(name);
    return name;
  }
}

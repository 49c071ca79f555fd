/**
 * A name or a typed text as the words a search compares: lower case, no accents, short forms with every long form
 * they may stand for ("St" is Street or Saint), and which words say little ("rua", "road", "de"). Folding is for
 * comparing only; what people see keeps its own spelling. Not here: misspelling (word-table.ts).
 */

export interface PlaceWord {
  /** As typed, folded. */
  readonly text: string;
  /** Itself and what it may be short for. */
  readonly forms: readonly string[];
}

/** At most this many words of a text; further ones say nothing a search needs. */
export const mostWords = 12;

/** English and Portuguese to begin with; a form may have several readings, and the name decides which is meant. */
const longForms: Readonly<Record<string, readonly string[]>> = {
  st: ["street", "saint"],
  str: ["street", "strasse"],
  sta: ["santa", "station"],
  sto: ["santo"],
  rd: ["road"],
  ave: ["avenue", "avenida"],
  av: ["avenue", "avenida"],
  avda: ["avenida"],
  ln: ["lane"],
  cl: ["close"],
  dr: ["drive", "doctor", "doutor"],
  dra: ["doutora"],
  gdn: ["garden"],
  gdns: ["gardens"],
  gds: ["gardens"],
  cres: ["crescent"],
  crs: ["crescent"],
  blvd: ["boulevard"],
  sq: ["square"],
  pl: ["place"],
  plc: ["place"],
  ct: ["court"],
  crt: ["court"],
  ter: ["terrace"],
  terr: ["terrace"],
  tce: ["terrace"],
  gr: ["grove"],
  gro: ["grove"],
  pk: ["park"],
  pde: ["parade"],
  hwy: ["highway"],
  br: ["bridge"],
  mt: ["mount"],
  ft: ["fort"],
  n: ["north"],
  s: ["south", "saint", "sao"],
  e: ["east"],
  w: ["west"],
  gt: ["great"],
  lt: ["little"],
  lwr: ["lower"],
  upr: ["upper"],
  hosp: ["hospital"],
  stn: ["station"],
  sch: ["school"],
  ch: ["church"],
  r: ["rua"],
  tv: ["travessa"],
  trav: ["travessa"],
  pc: ["praca"],
  pca: ["praca"],
  lg: ["largo"],
  lgo: ["largo"],
  estr: ["estrada"],
  al: ["alameda"],
  cc: ["calcada"],
  prof: ["professor"],
  profa: ["professora"],
  eng: ["engenheiro"],
  arq: ["arquitecto", "arquiteto"],
  gen: ["general"],
  cel: ["coronel"],
  cap: ["capitao"],
  mal: ["marechal"],
  ten: ["tenente"],
  alm: ["almirante"],
  pe: ["padre"],
  d: ["dom", "dona"],
  sra: ["senhora"],
  nsa: ["nossa"],
  bo: ["bairro"],
};

/** Words that many names share and people leave out or confuse. */
const genericWords: ReadonlySet<string> = new Set(
  (
    "street road avenue lane close drive garden gardens crescent boulevard square place court terrace grove way " +
    "walk parade highway the of and at on in de da do das dos del la le les du des e a o os as rua avenida travessa " +
    "praca largo estrada alameda calcada viela beco caminho rotunda strasse via rue saint santa santo sao dr doctor " +
    "doutor"
  ).split(" "),
);

const foldedLetters: Readonly<Record<string, string>> = {
  ß: "ss",
  ø: "o",
  æ: "ae",
  œ: "oe",
  ð: "d",
  þ: "th",
  ł: "l",
  đ: "d",
  ı: "i",
};

/** Lower case without accents and apostrophes. */
export function foldText(text: string): string {
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[\p{M}'’ʼ`´]/gu, "")
    .replaceAll(/[ßøæœðþłđı]/g, (letter) => foldedLetters[letter]);
}

export function listPlaceWords(text: string): PlaceWord[] {
  return foldText(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "")
    .slice(0, mostWords)
    .map((word) => ({
      text: word,
      forms: Object.hasOwn(longForms, word) ? [...longForms[word], word] : [word],
    }));
}

export function isGenericWord(word: string): boolean {
  return genericWords.has(word);
}

/** The words without the gaps between them: equal for "Highstreet" and "High Street". */
export function squashWords(words: readonly PlaceWord[]): string {
  return words.map(({ forms }) => forms[0]).join("");
}

const soundRules: readonly (readonly [RegExp, string])[] = [
  [/^(kn|gn|pn)/g, "n"],
  [/^wr/g, "r"],
  [/^ps/g, "s"],
  [/ph/g, "f"],
  [/lh/g, "l"],
  [/nh/g, "n"],
  [/sch|tch|ch|sh/g, "x"],
  [/ough|augh/g, "o"],
  [/gh(?=t)/g, ""],
  [/gh/g, "g"],
  [/dg/g, "j"],
  [/c(?=[eiy])/g, "s"],
  [/g(?=[eiy])/g, "j"],
  [/ck|c|q/g, "k"],
  [/z/g, "s"],
  [/mb$/g, "m"],
  [/(?<=.)h/g, ""],
  [/(?<=.)[aeiouyw]/g, ""],
  [/^[aeiouy]/g, "a"],
  [/(.)\1+/g, "$1"],
];

/** A key that words which sound alike share, in English or Portuguese; "" for one too short to tell. */
export function soundKey(word: string): string {
  if (word.length < 4 || /\d/.test(word)) return "";
  let key = word;
  for (const [pattern, by] of soundRules) key = key.replaceAll(pattern, by);
  return key.length < 2 ? "" : key;
}

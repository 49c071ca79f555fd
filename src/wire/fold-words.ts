/**
 * Words as a search compares them: lower case, without accents or punctuation, with the usual short forms of
 * streets written out, so that "St. Mary's Rd" and "st marys road" are the same. Folding is for comparing only;
 * what people see keeps its own spelling.
 */

const longForms: Readonly<Record<string, string>> = {
  rd: "road",
  ave: "avenue",
  av: "avenue",
  ln: "lane",
  cl: "close",
  dr: "drive",
  gdns: "gardens",
  cres: "crescent",
  blvd: "boulevard",
  hosp: "hospital",
  stn: "station",
};

/** At most 12 words; further ones say nothing a search needs. */
const maxWords = 12;

export function foldWords(text: string): string[] {
  const plain = text
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/['’]/g, "");
  const words = plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "" && word !== "the");
  return words
    .slice(0, maxWords)
    .map((word) => (Object.hasOwn(longForms, word) ? longForms[word] : word));
}

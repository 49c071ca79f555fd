/**
 * Words of free text made comparable: lower case, accents off, common endings off, filler words out. A light hand on
 * purpose: no dictionary, no locale (the same text gives the same stems on every machine), English endings only.
 * Other languages lose nothing but the help with endings. Not here: any judgement about what words mean.
 */

export const stemLimits = { textLength: 4_000, stems: 200 } as const;

// Words that any call can hold and that tell no two incidents apart.
const fillers = new Set(
  (
    "a an and are as at be been being but by call called caller calling can come coming could did do does for from " +
    "get getting go going got had has have he her here him his i in into is it its just like me my near no not now " +
    "of off on one or our out over please said saying say says see seen she some someone somebody so still that the " +
    "their them then there they this to up us very was we were what when where which who will with you your"
  ).split(" "),
);

const endings = ["ings", "ing", "edly", "ed", "es", "s", "ly"] as const;
const shortestStem = 3;

/** One word without its ending: `crashes`, `crashed` and `crashing` meet in `crash`. */
export function stemOf(word: string): string {
  if (word.endsWith("ies") && word.length > shortestStem + 2) return `${word.slice(0, -3)}y`;
  for (const ending of endings) {
    if (!word.endsWith(ending) || word.length - ending.length < shortestStem) continue;
    if (ending === "s" && word.endsWith("ss")) return word;
    const stem = word.slice(0, -ending.length);
    // Doubled for the ending only: `robbed` meets `robbing` and `rob`.
    const last = stem.at(-1);
    const isDoubled = last === stem.at(-2) && last !== "l" && last !== "s" && ending !== "s";
    return isDoubled && stem.length > shortestStem ? stem.slice(0, -1) : stem;
  }
  return word.endsWith("e") && word.length > shortestStem ? word.slice(0, -1) : word;
}

/** Stems of a text in its order, each once, at most `stemLimits.stems`; text beyond the limit is not read. */
export function listStems(text: string): string[] {
  const plain = text
    .slice(0, stemLimits.textLength)
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase();
  const stems = new Set<string>();
  for (const [word] of plain.matchAll(/[\p{L}\p{N}]+/gu)) {
    if (word.length < 2 || fillers.has(word)) continue;
    stems.add(stemOf(word));
    if (stems.size === stemLimits.stems) break;
  }
  return [...stems];
}

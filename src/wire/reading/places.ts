/**
 * Places in a text: capitalised names that stand in the record's area or in a list of settlements that the user gives.
 * A name that stands after "in", "at" or "near" and is in neither is shown as not resolved; one that the list has more
 * than once is shown with how often. The list is read at the edge and never shipped.
 */

export interface FoundPlace {
  readonly text: string;
  /** How many entries of the list have the name; 0: not resolved. */
  readonly matches: number;
  /** Such as "Village, Wales" of the only entry, "the record" for its area, "" otherwise. */
  readonly what: string;
  readonly start: number;
}

export interface PlaceList {
  /** Entries by name in small letters. */
  readonly byName: ReadonlyMap<string, readonly string[]>;
  /** Names of the record's area. */
  readonly areas: readonly string[];
}

const name = String.raw`[A-Z][\p{L}'’]+(?:[ -](?:(?:on|upon|the|le|under|in|of|by|next)[ -]){0,2}[A-Z][\p{L}'’]+)*`;
const placed = new RegExp(
  String.raw`\b([Ii]n|[Aa]t|[Nn]ear|[Aa]cross|[Aa]round|[Oo]utside|[Tt]hroughout|[Oo]f|[Ff]rom|[Tt]o) (${name})`,
  "gu",
);
const anyName = new RegExp(String.raw`\b(${name})`, "gu");
const noPlace =
  /^(?:January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|The|This|That|It|We|He|She|They|I|Mr|Mrs|Ms|Dr)\b/;

export function listPlaces(text: string, list: PlaceList): FoundPlace[] {
  const found: FoundPlace[] = [];
  const add = (whole: string, start: number, isPlaced: boolean): void => {
    if (
      noPlace.test(whole) ||
      found.some(
        (each) => start < each.start + each.text.length && each.start < start + whole.length,
      )
    )
      return;
    const words = whole.split(" ");
    for (let count = words.length; count > 0; count -= 1) {
      const text2 = words.slice(0, count).join(" ");
      const known = look(text2, list);
      if (known === undefined) continue;
      found.push({ text: text2, ...known, start });
      return;
    }
    // "in", "at", "near" and "calls from" say that it is a place, whether a list has it or not.
    if (isPlaced) found.push({ text: whole, matches: 0, what: "", start });
  };
  for (const match of text.matchAll(placed)) {
    const [whole, word, place] = match;
    const isFrom =
      word.toLowerCase() === "from" && /\b(?:came|come|calls?|callers?|reports?|journeys?) $/i.test(text.slice(0, match.index)); // prettier-ignore
    const isPlaced = isFrom || /^(?:in|at|near|across|outside)$/i.test(word);
    add(place, match.index + whole.length - place.length, isPlaced);
  }
  // Elsewhere a single capitalised word is more often a name or the start of a sentence.
  for (const match of text.matchAll(anyName)) {
    const isArea = list.areas.some((area) => area.toLowerCase() === match[0].toLowerCase());
    const isLong = match[0].includes(" ");
    if (isArea || (isLong && look(match[0], list) !== undefined)) add(match[0], match.index, false);
  }
  return found.sort((a, b) => a.start - b.start);
}

function look(text: string, list: PlaceList): Pick<FoundPlace, "matches" | "what"> | undefined {
  const lower = text.toLowerCase();
  if (list.areas.some((area) => area.toLowerCase() === lower))
    return { matches: 1, what: "the record" };
  const entries = list.byName.get(lower);
  if (entries === undefined) return undefined;
  return { matches: entries.length, what: entries.length === 1 ? entries[0] : "" };
}

/**
 * What a typed text asks for: a name, a house number and a name ("12a High St", "Rua de Cedofeita 120"), or where two
 * streets meet ("A St / B St", "A St and B St", "corner of A and B"). A text can often be read in several ways, and all
 * of them are tried. Not here: points and grid references (../grid).
 */
import { listPlaceWords, type PlaceWord } from "./words.ts";

export interface AddressQuery {
  readonly houseNumber: string;
  readonly words: readonly PlaceWord[];
}

export interface PlaceQuery {
  readonly words: readonly PlaceWord[];
  readonly addresses: readonly AddressQuery[];
  /** The two sides of a crossing, in each way that the text can be cut. */
  readonly crossings: readonly (readonly [readonly PlaceWord[], readonly PlaceWord[]])[];
}

const houseNumber = /^\d{1,5}[a-z]?$/;
/** "flat 3, 12 High Street": what stands before the number of the house does not help to find the street. */
const flatWords =
  /^\s*(?:flat|apartment|apt|unit|room|andar|no|nr|nº|#)\.?\s*\d{1,5}[a-z]?\s*[,/]\s*/i;
const leadingWords = /^\s*(?:at the |the )?(?:corner|junction|intersection|crossing) of /i;
/** Marks and words between two streets. " e " is Portuguese for "and". */
const separators =
  /\s*[/&@+]\s*|\s+(?:and|e|x|at|by|junction with|with|jct|cruzamento com|com)\s+/gi;
/** Ways to cut that are tried; names rarely hold more than one "and". */
const cutsMost = 3;

export function readPlaceQuery(typed: string): PlaceQuery {
  const isCorner = leadingWords.test(typed);
  const text = typed.replace(flatWords, "").replace(leadingWords, "");
  const words = listPlaceWords(text);
  const addresses: AddressQuery[] = [];
  const [first, last] = [words[0], words[words.length - 1]];
  if (words.length > 1 && !isCorner) {
    if (houseNumber.test(first.text))
      addresses.push({ houseNumber: first.text, words: words.slice(1) });
    if (houseNumber.test(last.text))
      addresses.push({ houseNumber: last.text, words: words.slice(0, -1) });
    addresses.push(...splitAtNumber(words));
  }
  return { words, addresses, crossings: listCuts(text) };
}

/** "Rua de Cedofeita, 120, Porto": a number between the street and the town. */
function splitAtNumber(words: readonly PlaceWord[]): AddressQuery[] {
  const at = words.findIndex(
    ({ text }, index) => index > 0 && index < words.length - 1 && houseNumber.test(text),
  );
  if (at < 0) return [];
  return [{ houseNumber: words[at].text, words: words.toSpliced(at, 1) }];
}

function listCuts(text: string): [PlaceWord[], PlaceWord[]][] {
  const cuts: [PlaceWord[], PlaceWord[]][] = [];
  for (const { 0: mark, index } of text.matchAll(separators)) {
    const left = listPlaceWords(text.slice(0, index));
    const right = listPlaceWords(text.slice(index + mark.length));
    if (left.length > 0 && right.length > 0) cuts.push([left, right]);
    if (cuts.length === cutsMost) break;
  }
  return cuts;
}

/**
 * How many letters two words differ by: insertions, deletions, substitutions and swaps of neighbours (optimal string
 * alignment, Boytsov 2011), given up as soon as it passes a bound. Words are runs of UTF-16 units in one array, so
 * that a search compares thousands without making a string. Not here: which words are compared (word-table.ts).
 */

/** Longer words are cut here: no two names of places differ only beyond it. */
export const longestWord = 64;

export function encodeWord(word: string): Uint16Array {
  const length = Math.min(word.length, longestWord);
  const codes = new Uint16Array(length);
  for (let at = 0; at < length; at += 1) codes[at] = word.charCodeAt(at);
  return codes;
}

const width = longestWord + 1;
// Three rows that are used in turn; a call leaves nothing in them that another one reads.
let before = new Uint8Array(width);
let above = new Uint8Array(width);
let row = new Uint8Array(width);

/**
 * Edits from `asked` to the word `codes[from ... from + length - 1]`, or `most + 1` when there are more than `most`.
 * `asPrefix`: to the beginning of the word that is nearest, as while somebody still types.
 */
export function countEdits(
  asked: Uint16Array,
  codes: Uint16Array,
  from: number,
  length: number,
  most: number,
  asPrefix: boolean,
): number {
  const tooMany = most + 1;
  const rows = asked.length;
  if (rows - length > most || (!asPrefix && length - rows > most)) return tooMany;
  const columns = Math.min(length, rows + most);
  for (let column = 0; column <= columns; column += 1) above[column] = column;
  for (let at = 1; at <= rows; at += 1) {
    const letter = asked[at - 1];
    row[0] = at;
    let least = at;
    for (let column = 1; column <= columns; column += 1) {
      const other = codes[from + column - 1];
      let edits = above[column - 1] + (letter === other ? 0 : 1);
      if (above[column] + 1 < edits) edits = above[column] + 1;
      if (row[column - 1] + 1 < edits) edits = row[column - 1] + 1;
      if (
        at > 1 &&
        column > 1 &&
        letter === codes[from + column - 2] &&
        asked[at - 2] === other &&
        before[column - 2] + 1 < edits
      )
        edits = before[column - 2] + 1;
      row[column] = edits;
      if (edits < least) least = edits;
    }
    if (least > most) return tooMany;
    [before, above, row] = [above, row, before];
  }
  if (!asPrefix) return length > columns ? tooMany : Math.min(above[columns], tooMany);
  let least = tooMany;
  for (let column = 0; column <= columns; column += 1) least = Math.min(least, above[column]);
  return least;
}

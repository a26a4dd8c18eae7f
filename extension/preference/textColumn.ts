/** A text for each row, or none; a list of texts is one, too. */
export interface Texts {
  /** N, rows. */
  readonly length: number;
  at(row: number): string | undefined;
}

/** Texts of N rows in one string, as messages carry them: a million strings are slow to copy. */
export interface TextColumn {
  readonly text: string;
  /** [N] where the text of a row ends in `text`; it begins where the one before ends. */
  readonly ends: Uint32Array;
  /** [N] 1 where the row has a text. */
  readonly known: Uint8Array;
}

/** Longer texts are cut: they stand in a column of a table, and 1 MB of a hostile id should not travel a million times. */
export const longestText = 1000;

export function textColumn(texts: readonly (string | undefined)[]): TextColumn {
  const ends = new Uint32Array(texts.length);
  const known = new Uint8Array(texts.length);
  const cut: string[] = [];
  let end = 0;
  for (let row = 0; row < texts.length; row++) {
    const text = texts[row];
    if (text !== undefined) {
      known[row] = 1;
      cut.push(text.length > longestText ? `${text.slice(0, longestText - 1)}…` : text);
      end += Math.min(text.length, longestText);
    }
    ends[row] = end;
  }
  return { text: cut.join(''), ends, known };
}

/** Records that are enough to tell what a file is, and how much text is looked at for it. */
const recordsWanted = 20;
const unitsWanted = 1 << 18;
const linesLooked = 1000;

/** The first lines of a document that are not blank; `end` is the line after the last one. */
export function firstRecords(lineCount: number, lineText: (line: number) => string) {
  const texts: string[] = [];
  let units = 0;
  let end = 0;
  while (end < lineCount && end < linesLooked && texts.length < recordsWanted && units < unitsWanted) {
    // A record that is cut off still shows its first keys.
    const text = lineText(end++).slice(0, unitsWanted);
    if (text.trim() === '') continue;
    texts.push(text);
    units += text.length;
  }
  return { texts, end: end === lineCount ? Number.POSITIVE_INFINITY : end };
}

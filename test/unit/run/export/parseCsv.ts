/** RFC 4180 to the letter: throws at a bare quote, a bare line feed or carriage return, text after a closing quote. */
export function parseCsv(text: string): string[][] {
  const table: string[][] = [];
  let at = 0;
  while (at < text.length) {
    const cells: string[] = [];
    for (;;) {
      cells.push(text[at] === '"' ? quoted() : bare());
      if (text[at] === ',') at++;
      else if (text.startsWith('\r\n', at)) break;
      else
        throw new Error(
          `neither a comma nor a line end at ${at}: ${JSON.stringify(text.slice(at, at + 20))}`,
        );
    }
    at += 2;
    table.push(cells);
  }
  return table;

  function quoted(): string {
    let value = '';
    at++;
    for (;;) {
      const end = text.indexOf('"', at);
      if (end < 0) throw new Error('a quote that never ends');
      value += text.slice(at, end);
      at = end + 1;
      if (text[at] !== '"') return value;
      value += '"';
      at++;
    }
  }

  function bare(): string {
    const [value] = /[^",\r\n]*/y[Symbol.match](text.slice(at)) ?? [''];
    at += value.length;
    return value;
  }
}

const [lineFeed, carriageReturn, space, quote, backslash] = [10, 13, 32, 34, 92];

/**
 * Line ends between the tokens of a record become carriage returns, which JSON takes for white space and which join no lines, so that
 * every offset stays and its line can still be counted (`physicalRange`). Of CR LF the first becomes a space. What stands in texts stays.
 */
export function respaced(bytes: Buffer): Buffer {
  if (!bytes.includes(lineFeed) && !bytes.includes(carriageReturn)) return bytes;
  const result = Buffer.from(bytes);
  let inText = false;
  for (let i = 0; i < result.length; i++) {
    const c = result[i];
    if (inText) {
      if (c === backslash && result[i + 1] !== lineFeed) i++;
      // A raw line feed ends a text that is not closed.
      else if (c === quote || c === lineFeed) inText = false;
    } else if (c === quote) inText = true;
    else if (c === lineFeed) result[i] = carriageReturn;
    else if (c === carriageReturn) result[i] = space;
  }
  return result;
}

/** A record on one line, without any white space between its tokens; no value is touched. `text` is valid JSON. */
export function compact(text: string): string {
  let result = '';
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === quote) {
      for (i++; i < text.length && text.charCodeAt(i) !== quote; i++)
        if (text.charCodeAt(i) === backslash) i++;
    } else if (c <= 32) {
      result += text.slice(from, i);
      from = i + 1;
    }
  }
  return result + text.slice(from);
}

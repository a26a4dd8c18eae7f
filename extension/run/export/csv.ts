import type { Cell } from '../../preference/exportColumns.ts';

/** What a spreadsheet takes for a formula when a cell begins with it (OWASP, CSV Injection), in full width as well, which some fold. */
const formulaStart = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

/**
 * One line of CSV (RFC 4180) with its line end. Text comes from the dataset: what begins as a formula gets a `'`, so
 * that no spreadsheet runs it. Numbers are as they are; lists and objects are JSON; null is empty.
 */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number' || typeof cell === 'boolean') return String(cell);
  const text = typeof cell === 'string' ? cell : JSON.stringify(cell);
  const harmless = formulaStart.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

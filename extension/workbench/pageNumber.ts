/** What a page says is a number may be anything: a whole number from 0 on, 0 for what is none. */
export function pageNumber(value: unknown): number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : 0;
}

import * as l10n from '@vscode/l10n';
/** A JSON value in a few words, for a sentence: `the text "abc"`, `an empty list`, `null`. */
export function describeValue(value: unknown): string {
  if (value === undefined) return 'missing';
  if (typeof value === 'string') {
    if (value === '') return l10n.t('an empty text');
    return value.length > 24
      ? l10n.t('the text "{0}…"', value.slice(0, 24))
      : l10n.t('the text "{0}"', value);
  }
  if (typeof value === 'number')
    return Number.isFinite(value) ? l10n.t('the number {0}', value) : l10n.t('beyond any number');
  if (Array.isArray(value)) return value.length === 0 ? l10n.t('an empty list') : l10n.t('a list');
  return value !== null && typeof value === 'object' ? l10n.t('an object') : String(value);
}

import * as l10n from '@vscode/l10n';
/** Numbers as people read them beside text; a real minus sign, so that signs line up. */
export function signed(value: number, digits = 2): string {
  const text = Math.abs(value).toFixed(digits);
  return `${value < 0 && Number(text) !== 0 ? '−' : '+'}${text}`;
}

export function fixed(value: number, digits = 2): string {
  return value < 0 ? signed(value, digits) : value.toFixed(digits);
}

export function percent(share: number): string {
  return `${Math.round(100 * share)}%`;
}

/** "1, 2 and 3" */
export function listed(parts: readonly (string | number)[]): string {
  return parts.length < 2
    ? parts.join('')
    : l10n.t('{0} and {1}', parts.slice(0, -1).join(', '), parts[parts.length - 1]);
}

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

export function ordinal(n: number): string {
  const teen = n % 100 > 10 && n % 100 < 14;
  switch (teen ? 0 : n % 10) {
    case 1:
      return l10n.t({ message: '{0}st', args: [n], comment: ['21st, but not 11th'] });
    case 2:
      return l10n.t({ message: '{0}nd', args: [n], comment: ['22nd, but not 12th'] });
    case 3:
      return l10n.t({ message: '{0}rd', args: [n], comment: ['23rd, but not 13th'] });
    default:
      return l10n.t({
        message: '{0}th',
        args: [n],
        comment: ['An ordinal number: all but those that end in 1st, 2nd and 3rd'],
      });
  }
}

/** "1, 2 and 3" */
export function listed(parts: readonly (string | number)[]): string {
  return parts.length < 2
    ? parts.join('')
    : l10n.t('{0} and {1}', parts.slice(0, -1).join(', '), parts[parts.length - 1]);
}

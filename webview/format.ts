import * as l10n from '@vscode/l10n';

/** Numbers and short words as the page shows them. What is not known is a dash, never 0. */

const unknown = '–';
const formats: Intl.NumberFormat[] = [];

/** Made when it is needed: all of them were a quarter of what activating the extension takes. */
function decimals(digits: number): Intl.NumberFormat {
  formats[digits] ??= new Intl.NumberFormat('en', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return formats[digits];
}

/** As `digits`: more decimals than a cell has room for, so a power of ten instead. */
export const scientific = Number.POSITIVE_INFINITY;

/**
 * `−1.50`: a true minus sign, so that columns of digits line up; no negative zero. `5.1e30` where the number
 * is too large to read, `1.2e−7` where `digits` is `scientific`.
 */
export function fixed(value: number, digits = 2): string {
  if (!Number.isFinite(value)) return value === Number.POSITIVE_INFINITY ? '∞' : value < 0 ? '−∞' : unknown;
  const size = Math.abs(value);
  const powered = size >= 1e7 || (digits === scientific && size > 0);
  const text = powered
    ? size.toExponential(1).replace('+', '').replace('-', '−')
    : decimals(digits === scientific ? 0 : Math.max(0, Math.min(8, digits))).format(size);
  return value < 0 && /[1-9]/.test(text) ? `−${text}` : text;
}

/** `+1.50`, `−1.50`, `0.00`. */
export function signed(value: number, digits = 2): string {
  const text = fixed(value, digits);
  return value > 0 && /[1-9∞]/.test(text) ? `+${text}` : text;
}

/** A share as `87.1%`. A share that is not all never reads 100%, one that is not nothing never 0%. */
export function percent(share: number, digits = 1): string {
  if (Number.isNaN(share)) return unknown;
  const edge = 0.5 / 10 ** (digits + 2);
  if (share > 1 - edge && share < 1) return `> ${fixed(100 - 10 ** -digits, digits)}%`;
  if (share > 0 && share < edge) return `< ${fixed(10 ** -digits, digits)}%`;
  return `${fixed(share * 100, digits)}%`;
}

export function count(value: number): string {
  return Number.isFinite(value) ? decimals(0).format(Math.round(value)) : unknown;
}

const counted = {
  difference: [l10n.t('1 difference'), (n: string) => l10n.t('{0} differences', n)],
  example: [l10n.t('1 example'), (n: string) => l10n.t('{0} examples', n)],
  line: [l10n.t('1 line'), (n: string) => l10n.t('{0} lines', n)],
  pair: [l10n.t('1 pair'), (n: string) => l10n.t('{0} pairs', n)],
  problem: [l10n.t('1 problem'), (n: string) => l10n.t('{0} problems', n)],
  ranking: [l10n.t('1 ranking'), (n: string) => l10n.t('{0} rankings', n)],
  record: [l10n.t('1 record'), (n: string) => l10n.t('{0} records', n)],
  completion: [l10n.t('1 completion'), (n: string) => l10n.t('{0} completions', n)],
  token: [l10n.t('1 token'), (n: string) => l10n.t('{0} tokens', n)],
} as const;

/** `1 example`, `1,873 examples`. */
export function countOf(n: number, what: keyof typeof counted): string {
  const [one, many] = counted[what];
  return n === 1 ? one : many(count(n));
}

/** Seconds as a person says them: `45 s`, `3 min`, `1 h 5 min`. */
export function duration(seconds: number): string {
  if (!Number.isFinite(seconds)) return unknown;
  if (seconds < 59.5) return `${Math.max(1, Math.round(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return l10n.t('{0} min', minutes);
  return minutes % 60 === 0
    ? `${minutes / 60} h`
    : l10n.t('{0} h {1} min', Math.floor(minutes / 60), minutes % 60);
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

/** Decimals that show three digits of values of this size: rewards shrink with beta. */
export function digitsFor(scale: number): number {
  if (!(scale > 0) || !Number.isFinite(scale)) return 2;
  const digits = Math.max(0, 2 - Math.floor(Math.log10(scale) + 1e-9));
  return digits > 5 ? scientific : digits;
}

/** Decimals that tell apart the multiples of a round step up to `largest`: 1 for 0.5, 2 for 0.25. */
export function digitsOfStep(step: number, largest: number): number {
  if (largest < 1e-4) return scientific;
  for (let digits = 0; digits <= 8; digits++) {
    const scaled = step * 10 ** digits;
    if (scaled > 0.5 && Math.abs(scaled - Math.round(scaled)) <= 1e-6 * scaled) return digits;
  }
  return scientific;
}

import * as l10n from '@vscode/l10n';
import type { TextKind } from './textKind.ts';

/** What records come in. */
export interface Container {
  readonly kind: TextKind | 'parquet';
  /** What the whole is packed with. */
  readonly packing?: 'gzip' | 'zstd';
  /** In plain words. */
  readonly title: string;
  /** Records, where the file says it. */
  readonly records?: number;
}

const titles: Record<Container['kind'], string> = {
  lines: l10n.t('JSON lines'),
  objects: l10n.t('JSON objects one after the other'),
  list: l10n.t('JSON array'),
  listInObject: l10n.t('JSON array in an object'),
  columns: l10n.t('JSON object of columns'),
  parquet: 'Parquet',
};

const packingTitles = { gzip: 'gzip', zstd: 'Zstandard' };

export function container(kind: Container['kind'], more: Omit<Container, 'kind' | 'title'> = {}): Container {
  const { packing } = more;
  return { kind, ...more, title: packing ? `${titles[kind]}, ${packingTitles[packing]}` : titles[kind] };
}

/** What the first bytes of a file say. `PARE` begins Parquet whose end is encrypted. */
export function magicOf(head: Buffer): 'gzip' | 'zstd' | 'parquet' | undefined {
  const first = head.toString('latin1', 0, 4);
  if (first === 'PAR1' || first === 'PARE') return 'parquet';
  if (first.startsWith('\x1f\x8b')) return 'gzip';
  if (head.length < 4) return undefined;
  const number = head.readUInt32LE(0);
  // Frames that are to be skipped may come first.
  return number === 0xfd2fb528 || number >>> 4 === 0x184d2a5 ? 'zstd' : undefined;
}

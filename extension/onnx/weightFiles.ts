import { realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import * as l10n from '@vscode/l10n';
import { OnnxError, type TensorData } from './onnxModel.ts';

/** The files that a graph's weights lie in, by their real paths: Hugging Face's cache folders hold links to blobs elsewhere. */
export interface WeightFiles {
  /** Values that TensorProto.external_data points at. */
  beside(entries: ReadonlyMap<string, string>, tensor: string): TensorData;
  /** Values in the graph's own file. */
  inside(offset: number, length: number): TensorData;
}

export function weightFiles(graphPath: string): WeightFiles {
  const folder = path.dirname(path.resolve(graphPath));
  const graphFile = realpathSync(graphPath);
  const found = new Map<string, { readonly file: string; readonly size: number }>();
  return {
    inside: (offset, length) => ({ at: 'file', file: graphFile, offset, length }),
    beside(entries, tensor) {
      const location = entries.get('location') ?? '';
      const file = found.get(location) ?? resolveFile(location);
      found.set(location, file);
      const offset = count(entries.get('offset') ?? '0');
      const length = entries.has('length') ? count(entries.get('length')!) : undefined;
      if (Number.isNaN(offset) || Number.isNaN(length)) {
        throw new OnnxError(
          'not-onnx',
          l10n.t('says of its weight {0} that it lies at no number of bytes', quoted(tensor)),
        );
      }
      if (offset + (length ?? 0) > file.size) {
        throw new OnnxError(
          'cut-off',
          l10n.t(
            'needs {0} bytes of {1}, which has {2}',
            offset + (length ?? 0),
            quoted(location),
            file.size,
          ),
        );
      }
      return { at: 'file', file: file.file, offset, length };
    },
  };

  function resolveFile(location: string) {
    if (leavesFolder(location))
      throw new OnnxError(
        'unsafe',
        l10n.t('looks for weights outside its own folder ({0})', quoted(location)),
      );
    const file = path.join(folder, location);
    const stat = statSync(file, { throwIfNoEntry: false });
    if (!stat?.isFile())
      throw new OnnxError(
        'missing-weights',
        l10n.t('keeps weights in {0}, which is not there', quoted(location)),
      );
    return { file: realpathSync(file), size: stat.size };
  }
}

/** As onnxruntime judges: a model that came from somewhere must not read any file it likes. */
export function leavesFolder(location: string): boolean {
  return (
    location === '' ||
    location.includes('\0') ||
    path.isAbsolute(location) ||
    /^[a-z]:|^[\\/]/i.test(location) ||
    location.split(/[\\/]/).includes('..')
  );
}

function count(digits: string): number {
  return /^\d{1,15}$/.test(digits) ? Number(digits) : Number.NaN;
}

function quoted(name: string): string {
  return JSON.stringify(name.length > 80 ? `${name.slice(0, 80)}...` : name);
}

/** The deepest folder above all files, or undefined where there is none (two drives). */
export function folderAbove(files: readonly string[]): string | undefined {
  const [first, ...others] = files.map((file) => path.dirname(file));
  let above = first;
  for (const folder of others) {
    while (!isWithin(folder, above)) {
      const parent = path.dirname(above);
      if (parent === above) return undefined;
      above = parent;
    }
  }
  return above;
}

function isWithin(folder: string, above: string): boolean {
  const between = path.relative(above, folder);
  return between === '' || (!path.isAbsolute(between) && between.split(path.sep)[0] !== '..');
}

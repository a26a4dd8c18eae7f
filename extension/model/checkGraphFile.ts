import { stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import * as l10n from '@vscode/l10n';
import { type GraphFile, readGraphFile } from '../onnx/graphFile.ts';
import { leavesFolder } from '../onnx/weightFiles.ts';
import { UserError } from '../userError.ts';

export interface CheckedGraph extends Pick<GraphFile, 'elements'> {
  readonly operators: ReadonlySet<string>;
  /** Absolute paths of the weight files beside the graph. */
  readonly externalData: readonly string[];
}

/** Reads the graph without its weights and checks that everything it needs is there, whole. UserError naming the missing piece otherwise. */
export async function checkGraphFile(path: string): Promise<CheckedGraph> {
  const graph = readOrExplain(path);
  const externalData: string[] = [];
  for (const [location, bytes] of graph.externalData) {
    // What came from somewhere must not have any file that it likes read.
    if (leavesFolder(location))
      throw new UserError(
        l10n.t(
          '{0} looks for its weights outside its own folder ({1}), which is not done. Export the model again with its weights beside it.',
          path,
          shortened(location),
        ),
      );
    const file = resolve(dirname(path), location);
    const found = await sizeOf(file);
    if (found === undefined) {
      throw new UserError(
        l10n.t(
          '{0} keeps its weights in {1}, which is not there. Copy {1} into {2}.',
          basename(path),
          shortened(location),
          dirname(path),
        ),
      );
    }
    if (found < bytes) {
      throw new UserError(
        found < 1000
          ? l10n.t(
              '{0} is cut off: {1} needs {2} bytes of it, it has {3}. Copy it again (with git: `git lfs pull`).',
              file,
              basename(path),
              bytes,
              found,
            )
          : l10n.t(
              '{0} is cut off: {1} needs {2} bytes of it, it has {3}. Copy it again.',
              file,
              basename(path),
              bytes,
              found,
            ),
      );
    }
    externalData.push(file);
  }
  return { operators: graph.operators, elements: graph.elements, externalData };
}

function readOrExplain(path: string): GraphFile {
  let graph: ReturnType<typeof readGraphFile>;
  try {
    graph = readGraphFile(path);
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    throw new UserError(
      code === 'ENOENT'
        ? l10n.t('{0} does not exist. Copy it into the folder.', path)
        : l10n.t(
            '{0} cannot be read ({1}). Check its permissions, or copy the file again.',
            path,
            code ?? String(cause),
          ),
      'model',
      { cause },
    );
  }
  if (!('kind' in graph)) return graph;
  if (graph.kind === 'no-file')
    throw new UserError(
      l10n.t('{0} is no file. Put the file of the model there, or choose another folder.', path),
    );
  if (graph.kind === 'empty')
    throw new UserError(l10n.t('{0} is empty: the folder is half copied. Copy it again.', path));
  if (graph.kind === 'lfs-pointer') {
    throw new UserError(
      l10n.t('{0} is a git-lfs pointer, not the model itself. Run `git lfs pull` there.', path),
    );
  }
  if (graph.kind === 'not-onnx') {
    throw new UserError(l10n.t('{0} is not an ONNX file. Export or copy the model again.', path));
  }
  const missing =
    graph.end === undefined
      ? l10n.t('it ends after {0} bytes, before its graph', graph.size)
      : l10n.t('it should have at least {0} bytes and has {1}', graph.end, graph.size);
  throw new UserError(l10n.t('{0} is cut off: {1}. Copy it again.', path, missing));
}

const shortened = (name: string) => (name.length > 80 ? `${name.slice(0, 80)}...` : name);

/** Undefined where there is no file: links are followed, as Hugging Face's cache is made of them; pipes and devices are none. */
async function sizeOf(path: string): Promise<number | undefined> {
  try {
    const found = await stat(path);
    return found.isFile() ? found.size : undefined;
  } catch {
    return undefined;
  }
}

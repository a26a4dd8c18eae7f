import { stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { type GraphFile, readGraphFile } from '../onnx/graphFile.ts';
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
    const file = resolve(dirname(path), location);
    const found = await sizeOf(file);
    if (found === undefined) {
      throw new UserError(
        `${basename(path)} keeps its weights in ${location}, which is not there. Copy ${location} into ${dirname(path)}.`,
      );
    }
    if (found < bytes) {
      throw new UserError(
        `${file} is cut off: ${basename(path)} needs ${bytes} bytes of it, it has ${found}. Copy it again${found < 1000 ? ' (with git: `git lfs pull`)' : ''}.`,
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
        ? `${path} does not exist. Copy it into the folder.`
        : `${path} cannot be read (${code ?? cause}). Check its permissions, or copy the file again.`,
      'model',
      { cause },
    );
  }
  if (!('kind' in graph)) return graph;
  if (graph.kind === 'empty')
    throw new UserError(`${path} is empty: the folder is half copied. Copy it again.`);
  if (graph.kind === 'lfs-pointer') {
    throw new UserError(`${path} is a git-lfs pointer, not the model itself. Run \`git lfs pull\` there.`);
  }
  if (graph.kind === 'not-onnx') {
    throw new UserError(`${path} is not an ONNX file. Export or copy the model again.`);
  }
  const missing =
    graph.end === undefined
      ? `it ends after ${graph.size} bytes, before its graph`
      : `it should have at least ${graph.end} bytes and has ${graph.size}`;
  throw new UserError(`${path} is cut off: ${missing}. Copy it again.`);
}

async function sizeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).size;
  } catch {
    return undefined;
  }
}

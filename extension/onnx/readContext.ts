import * as l10n from '@vscode/l10n';
import { OnnxError, type TensorData } from './onnxModel.ts';
import type { ByteSource, Field } from './protobufReader.ts';
import type { WeightFiles } from './weightFiles.ts';

/** What every part of the reader needs. */
export interface ReadContext {
  readonly source: ByteSource;
  /** The field with its tag, to be written again as it is. */
  keep(field: Field): Uint8Array;
  /** The field's payload. */
  bytes(field: Field): Uint8Array;
  text(field: Field): string;
  /** Counts memory that is about to be taken; throws where a file that claims to be a graph wants too much. */
  spend(bytes: number): void;
  externalData(entries: ReadonlyMap<string, string>, tensor: string): TensorData;
  /** Values inside the graph's own file. */
  embeddedData(field: Field): TensorData;
}

/** No graph comes near it: the largest, of models of 100 layers and more, take about 20 MB. */
const mostBytes = 512 * 2 ** 20;

export function readContext(source: ByteSource, weights: WeightFiles): ReadContext {
  let spent = 0;
  const context: ReadContext = {
    source,
    keep: ({ at, start, length }) => bytes(at, start + length - at),
    bytes: ({ start, length }) => bytes(start, length),
    text: (field) => Buffer.from(context.bytes(field)).toString('utf8'),
    spend(amount) {
      spent += amount;
      if (spent > mostBytes) {
        throw new OnnxError(
          'too-large',
          l10n.t(
            'has more than {0} MiB in its graph beside weights that can be left where they are',
            mostBytes / 2 ** 20,
          ),
        );
      }
    },
    externalData: (entries, tensor) => weights.beside(entries, tensor),
    embeddedData: ({ start, length }) => weights.inside(start, length),
  };
  function bytes(start: number, length: number): Uint8Array {
    context.spend(length + 100);
    return source.bytes(start, length);
  }
  return context;
}

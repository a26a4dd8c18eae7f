import { InferenceSession, Tensor } from 'onnxruntime-node';
import { elementType, type OnnxModel, type OnnxValue } from '../../../extension/onnx/onnxModel.ts';
import { writeOnnxModel } from '../../../extension/onnx/writeOnnxModel.ts';

/** Starts an edited graph on the CPU, its weights where they are. */
export function openEdited(model: OnnxModel): Promise<InferenceSession> {
  return InferenceSession.create(writeOnnxModel(model), {
    intraOpNumThreads: 1,
    logSeverityLevel: 3,
    extra: {
      session: {
        model_external_initializers_file_folder_path: model.weightsFolder,
        // As the extension runs it: activations stay as they are beside 8-bit weights.
        qdq_matmulnbits_accuracy_level: '0',
      },
    },
  });
}

/** What a pass over rows of tokens is fed: ids [batch][tokens], the past length and the mask by which each row is padded. */
export interface Pass {
  readonly ids: readonly (readonly number[])[];
  /** [batch][past + tokens]; all ones when left out. */
  readonly mask?: readonly (readonly number[])[];
  /** [batch][tokens]; counted on from the past when left out. */
  readonly positions?: readonly (readonly number[])[];
  readonly pastLength?: number;
}

/** Feeds for the inputs of a pass (those under a prefix, or those without). */
export function feedsFor(model: OnnxModel, pass: Pass, prefix = ''): Record<string, Tensor> {
  const { ids, pastLength = 0 } = pass;
  const ones = ids.map((row) => new Array<number>(pastLength + row.length).fill(1));
  const counted = ids.map((row) => row.map((_, i) => pastLength + i));
  const feeds: Record<string, Tensor> = {};
  for (const input of model.graph.inputs) {
    if (input.name.startsWith('plackett_')) continue;
    if (input.name.startsWith('prompt/') !== (prefix !== '')) continue;
    const name = input.name.slice(prefix.length);
    if (name === 'input_ids') feeds[input.name] = integers(input, ids);
    else if (name === 'attention_mask') feeds[input.name] = integers(input, pass.mask ?? ones);
    else if (name === 'position_ids') feeds[input.name] = integers(input, pass.positions ?? counted);
    else if (name === 'num_logits_to_keep') feeds[input.name] = new Tensor('int64', BigInt64Array.of(0n), []);
    else if (name === 'use_cache_branch') feeds[input.name] = new Tensor('bool', Uint8Array.of(0), [1]);
    else feeds[input.name] = emptyPast(input, ids.length);
  }
  return feeds;
}

function integers({ type }: OnnxValue, rows: readonly (readonly number[])[]): Tensor {
  const dims = [rows.length, rows[0].length];
  return type === elementType.int64
    ? new Tensor('int64', BigInt64Array.from(rows.flat(), BigInt), dims)
    : new Tensor('int32', Int32Array.from(rows.flat()), dims);
}

function emptyPast({ type, shape }: OnnxValue, batch: number): Tensor {
  const dims = shape!.map((size) => {
    if (typeof size === 'number') return size;
    if (/heads/.test(size)) return 2 * batch;
    return /batch/.test(size) ? batch : 0;
  });
  const length = dims.reduce((product, size) => product * size, 1);
  if (type === elementType.float16) return new Tensor('float16', new Uint16Array(length), dims);
  return new Tensor('float32', new Float32Array(length), dims);
}

export function int64(values: readonly number[]): Tensor {
  return new Tensor('int64', BigInt64Array.from(values, BigInt), [values.length]);
}

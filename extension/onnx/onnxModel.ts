/**
 * An .onnx file without its weights: what an edit needs is decoded, everything else is kept as the bytes it was
 * (field numbers of onnx.proto3). Plain data that is never changed in place: an edit makes a new model that shares most of it.
 */
export interface OnnxModel {
  /** Fields of ModelProto but the graph, each with its tag, in file order. */
  readonly fields: readonly Uint8Array[];
  readonly graph: OnnxGraph;
  /** Version of each imported operator set; ONNX's own under ''. */
  readonly opsets: ReadonlyMap<string, number>;
  /** For onnxruntime's `session.model_external_initializers_file_folder_path`: real folder (no links) above every weight file. */
  readonly weightsFolder: string;
  /** Real paths of the files that hold weights, the graph's own among them where weights lie in it. */
  readonly weightFiles: readonly string[];
  /** Bytes of all weights, wherever they lie. */
  readonly weightBytes: number;
}

export interface OnnxGraph {
  readonly nodes: readonly OnnxNode[];
  readonly initializers: readonly OnnxTensor[];
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  /** Every other field with its tag; `value_info` is left out, as an edit makes its shapes untrue. */
  readonly rest: readonly Uint8Array[];
}

export interface OnnxNode {
  readonly op: string;
  /** '' = ONNX's own operators (`ai.onnx` is read as ''). */
  readonly domain: string;
  readonly name: string;
  /** '' = an optional input that is left out. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: readonly OnnxAttribute[];
  readonly rest: readonly Uint8Array[];
}

export interface OnnxAttribute {
  readonly name: string;
  /** The value, where it is a number, numbers, text or a tensor. Integers beyond 2^53 are rounded here, and exact in `encoded`. */
  readonly value: number | readonly number[] | string | OnnxTensor | undefined;
  /** Bodies of `If`, `Loop` and `Scan`. */
  readonly graphs: readonly OnnxGraph[];
  /** AttributeProto's fields with their tags, without its graphs. */
  readonly encoded: readonly Uint8Array[];
}

export interface OnnxTensor {
  readonly name: string;
  readonly dims: readonly number[];
  /** TensorProto.DataType: see `elementType`. */
  readonly type: number;
  readonly data: TensorData;
  /** Other fields with their tags. */
  readonly rest: readonly Uint8Array[];
}

export type TensorData =
  /** `raw` is little-endian; undefined where the values lie in `encoded` fields of their type (`float_data`, ...). */
  | { readonly at: 'graph'; readonly raw: Uint8Array | undefined; readonly encoded: readonly Uint8Array[] }
  /** `length` undefined: to the end of the file. */
  | {
      readonly at: 'file';
      readonly file: string;
      readonly offset: number;
      readonly length: number | undefined;
    };

/** An input or output of a graph. */
export interface OnnxValue {
  readonly name: string;
  /** 0 = no tensor. */
  readonly type: number;
  /** A number, a name, or '' where the file says nothing; undefined where even the rank is open. */
  readonly shape: readonly (number | string)[] | undefined;
  /** ValueInfoProto's fields but the name. */
  readonly encoded: readonly Uint8Array[];
}

/** TensorProto.DataType, as far as edits speak of it. */
export const elementType = {
  float32: 1,
  uint8: 2,
  int8: 3,
  int32: 6,
  int64: 7,
  bool: 9,
  float16: 10,
  float64: 11,
  bfloat16: 16,
} as const;

/** An edit's result, or a sentence why the graph is not of a kind that it can be done to. The model given is never changed. */
export type Edited<Facts = unknown> =
  | ({ readonly ok: true; readonly model: OnnxModel } & Facts)
  | { readonly ok: false; readonly reason: string };

/** Why a file cannot be read as a model. The message is a clause about the file, without its name. */
export class OnnxError extends Error {
  override name = 'OnnxError';
  constructor(
    readonly kind:
      | 'empty'
      | 'lfs-pointer'
      | 'not-onnx'
      | 'cut-off'
      | 'missing-weights'
      | 'unsafe'
      | 'too-large',
    message: string,
  ) {
    super(message);
  }
}

/** Names that edits add to a graph. */
export const added = {
  /** Input int64 [n]: rows of the flattened [batch * tokens] hidden states; the prompt pass's rows come first. */
  rows: 'plackett_rows',
  /** Input int64 [n]: the token whose log-probability is wanted at each row. */
  labels: 'plackett_labels',
  /** Input int64 [completions]: the prompt (row of the prompt pass) that each completion follows. */
  owner: 'plackett_owner',
  /** Output float32 [n], nats. */
  logps: 'plackett_logps',
  /** Before the names of the prompt pass's inputs. */
  promptPrefix: 'prompt/',
} as const;

import { closeSync, fstatSync, openSync } from 'node:fs';
import path from 'node:path';
import * as l10n from '@vscode/l10n';
import { lfsPointerStart } from './graphFile.ts';
import { hasCircle } from './graphValues.ts';
import { OnnxError, type OnnxGraph, type OnnxModel } from './onnxModel.ts';
import {
  type ByteSource,
  type Field,
  fields,
  fileBytes,
  ProtobufError,
  readVarint,
} from './protobufReader.ts';
import { type ReadContext, readContext } from './readContext.ts';
import { readGraph } from './readGraph.ts';
import { tensorBytes, tensorsOf } from './tensors.ts';
import { folderAbove, weightFiles } from './weightFiles.ts';

/**
 * Reads a graph with positioned reads; weights stay where they are, also those inside the file, and are pointed at.
 * 64 KiB at a time, a few megabytes in all, for models of any size.
 * Throws OnnxError for a file that is no whole model, and what the file system throws.
 */
export function readOnnxModel(file: string): OnnxModel {
  const descriptor = openSync(file, 'r');
  try {
    const { size } = fstatSync(descriptor);
    if (size === 0)
      throw new OnnxError(
        'empty',
        l10n.t({ message: 'is empty', comment: ['A file of a model, whose name stands before it'] }),
      );
    const source = fileBytes(descriptor, size);
    if (source.text(0, Math.min(size, lfsPointerStart.length)) === lfsPointerStart)
      throw new OnnxError(
        'lfs-pointer',
        l10n.t({
          message: 'is a git-lfs pointer',
          comment: ['A file of a model, whose name stands before it'],
        }),
      );
    return readModel(readContext(source, weightFiles(file)), file);
  } finally {
    closeSync(descriptor);
  }
}

function readModel(context: ReadContext, file: string): OnnxModel {
  const { source } = context;
  try {
    return withWeights(read(context), file);
  } catch (error) {
    if (!(error instanceof ProtobufError)) throw error;
    // ModelProto starts with `ir_version` (field 1, a varint), as every exporter writes it.
    const cutOff = error.end !== undefined && error.end > source.size && source.byte(0) === 8;
    throw cutOff
      ? new OnnxError(
          'cut-off',
          l10n.t('is cut off: it should have at least {0} bytes and has {1}', error.end, source.size),
        )
      : new OnnxError('not-onnx', l10n.t('is not an ONNX file ({0})', error.message));
  }
}

function read(context: ReadContext) {
  const { source } = context;
  const opsets = new Map<string, number>();
  const others: Uint8Array[] = [];
  let graph: OnnxGraph | undefined;
  for (const field of fields(source, 0, source.size)) {
    if (field.number === 7 && field.wireType === 2) {
      if (graph)
        throw new OnnxError(
          'not-onnx',
          l10n.t({
            message: 'holds two graphs',
            comment: ['A file of a model, whose name stands before it'],
          }),
        );
      graph = readGraph(context, field);
    } else {
      if (field.number === 8 && field.wireType === 2) readOpset(source, field, opsets);
      others.push(context.keep(field));
    }
  }
  // A file may end just between two fields; operator sets stand behind the graph where exporters write them.
  if (!graph || opsets.size === 0) {
    if (source.byte(0) === 8)
      throw new OnnxError(
        'cut-off',
        graph
          ? l10n.t('is cut off: it ends after {0} bytes, before its operator sets', source.size)
          : l10n.t('is cut off: it ends after {0} bytes, before its graph', source.size),
      );
    throw new OnnxError(
      'not-onnx',
      graph
        ? l10n.t('is not an ONNX file (it holds no operator sets)')
        : l10n.t('is not an ONNX file (it holds no graph)'),
    );
  }
  if (hasCircle(graph))
    throw new OnnxError('not-onnx', l10n.t('is not an ONNX file (its nodes go in a circle)'));
  return { fields: others, graph, opsets };
}

function readOpset(source: ByteSource, entry: Field, opsets: Map<string, number>): void {
  let domain = '';
  let version = 0;
  for (const field of fields(source, entry.start, entry.start + entry.length)) {
    if (field.number === 1 && field.wireType === 2) domain = source.text(field.start, field.length);
    else if (field.number === 2) version = readVarint(source, field.start).value;
  }
  opsets.set(domain === 'ai.onnx' ? '' : domain, version);
}

function withWeights(model: Pick<OnnxModel, 'fields' | 'graph' | 'opsets'>, file: string): OnnxModel {
  const files = new Set<string>();
  let weightBytes = 0;
  for (const tensor of tensorsOf(model.graph)) {
    if (tensor.data.at === 'file') files.add(tensor.data.file);
    weightBytes += tensorBytes(tensor);
  }
  const weightsFolder = files.size === 0 ? path.dirname(path.resolve(file)) : folderAbove([...files]);
  if (weightsFolder === undefined)
    throw new OnnxError('unsafe', l10n.t('keeps its weights on several drives; put them on one'));
  return { ...model, weightsFolder, weightFiles: [...files], weightBytes };
}

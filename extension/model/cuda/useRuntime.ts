import Module from 'node:module';
import { runtimeVariable } from './runtimeFolder.ts';

// Imported before anything that imports onnxruntime. Node has no public way to do this before 22.15.
const own = process.env[runtimeVariable];
if (own) {
  const loader = Module as unknown as { _resolveFilename(request: string, ...rest: unknown[]): string };
  const resolve = loader._resolveFilename;
  loader._resolveFilename = (request, ...rest) =>
    resolve.call(loader, request === 'onnxruntime-node' ? own : request, ...rest);
}

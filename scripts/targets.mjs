// The platforms that packages are made for, and those for which onnxruntime-node has nothing to run.
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { root } from './bundles.mjs';

const binaries = 'node_modules/onnxruntime-node/bin/napi-v6';

/** VS Code's names of the platforms, and the most that a package may weigh, in MB of 1,000,000 bytes. */
export const budgets = {
  'linux-x64': 30,
  'linux-arm64': 20,
  'win32-x64': 40,
  'win32-arm64': 40,
  'darwin-arm64': 25,
};

/** VS Code's other platforms, each with why there is no package. */
export const withoutPackage = {
  'darwin-x64': 'onnxruntime ended its builds for Intel Macs',
  'linux-armhf': 'onnxruntime has no build for 32-bit ARM',
  'alpine-x64': 'onnxruntime is built for glibc, and Alpine has musl',
  'alpine-arm64': 'onnxruntime is built for glibc, and Alpine has musl',
  web: 'models run in a process of their own, which a browser does not have',
};

/** The folder of a target's native files, from the root, with slashes as in a package. */
export const binariesOf = (target) => `${binaries}/${target.replace('-', '/')}`;

/** The native files of a target that ship, by name. The two macOS libraries are one file; the binding loads the short name. */
export function nativeFiles(target) {
  const folder = path.join(root, binariesOf(target));
  if (!existsSync(folder)) return [];
  return readdirSync(folder).filter((name) => !/^libonnxruntime\.1\.\d+\.\d+\.dylib$/.test(name));
}

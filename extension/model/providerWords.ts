import type { ProviderName } from './settings.ts';

/** Providers worth trying on a platform, best first. */
export function providersOf(platform: NodeJS.Platform): readonly ProviderName[] {
  if (platform === 'linux') return ['cuda', 'webgpu', 'cpu'];
  if (platform === 'win32') return ['dml', 'webgpu', 'cpu'];
  // CoreML takes only parts of a graph with open dimensions and rounds to float16, so WebGPU comes first.
  if (platform === 'darwin') return ['webgpu', 'coreml', 'cpu'];
  return ['webgpu', 'cpu'];
}

export const notBuiltIn = 'this build of onnxruntime does not have it';
export const cudaNotInstalled = 'the CUDA libraries of onnxruntime are not installed';

/** Why a provider did not start, in words, from onnxruntime's error. */
export function startFailure(provider: ProviderName, error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  if (provider === 'cuda' && /load shared library|load library/i.test(message)) {
    return cudaNotInstalled;
  }
  if (provider === 'webgpu' && /adapter/i.test(message)) {
    return 'there is no GPU adapter (no Vulkan, Metal or Direct3D 12 driver)';
  }
  if (/backend not found/i.test(message)) return notBuiltIn;
  return plainReason(message);
}

/** onnxruntime's message without the source file and function that it starts with, on one line. */
export function plainReason(message: string): string {
  const line = message.replace(/\s+/g, ' ').trim();
  const afterSource = line.replace(/^.*?\.(?:cc|cpp|h):\d+\s+\S.*?\)\s*(?:const\s*)?(?::\s*)?/, '');
  return (afterSource || line).slice(0, 300);
}

/** What would help, where something would. */
export function startHelp(provider: ProviderName): string {
  if (provider === 'cuda')
    return 'Run `Plackett: Install CUDA Libraries`, set `plackett.cudaLibraryFolder`, or choose another provider.';
  if (provider === 'webgpu') return 'Install a GPU driver, or choose another provider.';
  return 'Choose another provider, or `auto`.';
}

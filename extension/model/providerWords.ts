import * as l10n from '@vscode/l10n';
import type { ProviderName } from './settings.ts';

/** Providers worth trying on a platform, best first. */
export function providersOf(platform: NodeJS.Platform): readonly ProviderName[] {
  if (platform === 'linux') return ['cuda', 'webgpu', 'cpu'];
  if (platform === 'win32') return ['dml', 'webgpu', 'cpu'];
  // CoreML takes only parts of a graph with open dimensions and rounds to float16, so WebGPU comes first.
  if (platform === 'darwin') return ['webgpu', 'coreml', 'cpu'];
  return ['webgpu', 'cpu'];
}

export const notBuiltIn = l10n.t('this build of onnxruntime does not have it');
export const cudaNotInstalled = l10n.t('the CUDA libraries of onnxruntime are not installed');

/** Why a provider did not start, in words, from onnxruntime's error. */
export function startFailure(provider: ProviderName, error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  if (provider === 'cuda' && /load shared library|load library/i.test(message)) {
    return cudaNotInstalled;
  }
  if (provider === 'webgpu' && /adapter/i.test(message)) {
    return l10n.t('there is no GPU adapter (no Vulkan, Metal or Direct3D 12 driver)');
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
    return l10n.t(
      'Run `Plackett: Install CUDA Libraries`, set `plackett.cudaLibraryFolder`, or choose another provider.',
    );
  if (provider === 'webgpu') return l10n.t('Install a GPU driver, or choose another provider.');
  return l10n.t('Choose another provider, or `auto`.');
}

import type { Plugin } from 'esbuild';

export const assembly: Plugin;
export function scannerBytes(): Promise<Uint8Array>;

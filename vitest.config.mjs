import { defineConfig } from 'vitest/config';
import { assemblyForVite } from './scripts/assembly.mjs';

export default defineConfig({
  plugins: [assemblyForVite],
  test: {
    include: ['test/unit/**/*.test.ts', 'test/webview/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Some tests load onnxruntime without the scorer process, which sets this for users.
    env: { ORT_DISABLE_TELEMETRY: '1' },
    // Tests with a model use two threads of their own.
    maxWorkers: 2,
  },
});

import type { ExampleText, RunState } from '../../webview/contract.ts';

/** A finished run; tests change what they need. */
export const done: RunState = {
  runId: 'run-1/0',
  dataset: '/data/rankings.jsonl',
  fileName: 'rankings.jsonl',
  filePath: 'data/rankings.jsonl',
  state: 'done',
  reason: undefined,
  canContinue: false,
  readAs: {
    title: 'UltraFeedback',
    words: ['Read as UltraFeedback, as chosen.', 'Which score ranks? overall_score, of the critique.'],
  },
  policy: {
    name: 'sample-policy',
    provider: 'CPU',
    how: 'cpu, cached-prompt',
    attempts: ['CUDA: libcublasLt.so.12 was not found', 'WebGPU: no adapter'],
  },
  reference: { name: 'sample-reference', provider: 'CPU', how: 'cpu, cached-prompt', attempts: [] },
  beta: 0.1,
  progress: undefined,
};

/** Text as a dataset may hold it: markup, another direction, invisible characters, and much of it. */
export const hostileText: ExampleText = {
  prompt: [
    { role: 'system', content: 'You are a calculator.' },
    { role: 'user', content: 'Sort these numbers: 7, 3, 9, 1 <img src=x onerror="window.hacked = true">' },
  ],
  completions: [
    [{ role: 'assistant', content: '1, 3, 7, 9' }],
    [{ role: 'assistant', content: '9, 7, 3, 1\u200b and \u202egnihton\u202c more\u0007' }],
    [{ role: 'assistant', content: 'مرحبا، هذه هي الأرقام: 1، 3، 9، 7' }],
    [{ role: 'assistant', content: `${'I will think about it step by step. '.repeat(120)}1, 3, 7, 9` }],
    [{ role: 'assistant', content: '<script>window.hacked = true</script>' }],
    [{ role: 'assistant', content: '' }],
  ],
  stale: false,
};

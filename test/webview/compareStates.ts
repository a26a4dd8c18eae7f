import type { ExampleAnswer, ExampleQuestion } from '../../webview/compare/contract.ts';

/** What the host answers of any example: three completions, hostile text, another label in odd runs. */
export function answers(questions: readonly ExampleQuestion[]): ExampleAnswer[] {
  return questions.map(({ run, at }) => ({
    line: at / 100 + 1,
    id: `task-${at / 100}`,
    flags: run === 0 ? 1 : 0,
    tier: Uint16Array.of(0, 1, 2),
    policyLogp: Float64Array.of(-10 + run, -14, -15 - 2 * run),
    referenceLogp: Float64Array.of(-12, -12, -12),
    tokens: Uint32Array.of(7, 8, 9),
    texts: {
      prompt: [{ role: 'user', content: `Sort <b>these</b>: 7, 3, 9 \u202e\u200b (of run ${run})` }],
      completions: ['3, 7, 9', 'They are <img src=x onerror=alert(1)> 3, 7 and 9.', '9, 7, 3'].map(
        (content) => [{ role: 'assistant', content }],
      ),
      stale: false,
    },
  }));
}

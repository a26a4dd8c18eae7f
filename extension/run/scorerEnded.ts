import * as l10n from '@vscode/l10n';

/** `memory`: as far as can be told, for want of it; `silent`: it gave no sign of life. */
export type HowEnded = 'ended' | 'memory' | 'silent';

/** The scorer process ended while somebody waited for it. The next call starts a new one. */
export class ScorerEnded extends Error {
  override name = 'ScorerEnded';

  constructor(
    message: string,
    readonly how: HowEnded = 'ended',
  ) {
    super(message);
  }
}

/** What a C++ runtime, V8 and the loaders of CUDA print when an allocation fails. */
const outOfMemory = /bad.?alloc|out of memory|cannot allocate memory|allocation failed|insufficient memory/i;
/** Of a shell, and STATUS_NO_MEMORY of Windows. */
const codesOfMemory: readonly unknown[] = [137, 0xc0000017];

/** `lastWords`: the end of what it printed. */
export function endedBy(code: number | null, signal: NodeJS.Signals | null, lastWords: string): ScorerEnded {
  const how = String(signal ?? l10n.t('exit code {0}', String(code)));
  if (outOfMemory.test(lastWords))
    return new ScorerEnded(
      l10n.t('The scorer process ended unexpectedly ({0}): it ran out of memory.', how),
      'memory',
    );
  if (signal === 'SIGKILL' || codesOfMemory.includes(code))
    return new ScorerEnded(
      l10n.t(
        'The scorer process ended unexpectedly ({0}): the system does this when memory runs out, unless somebody did.',
        how,
      ),
      'memory',
    );
  return new ScorerEnded(l10n.t('The scorer process ended unexpectedly ({0}).', how));
}

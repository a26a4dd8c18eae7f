import vm from 'node:vm';
import * as l10n from '@vscode/l10n';

/** Work did not end in its time. */
export class OutOfTime extends Error {
  override name = 'OutOfTime';
}

const context = vm.createContext({ work: undefined });
const script = new vm.Script('work()');

/**
 * What `work` returns; `OutOfTime` when it has not ended after so many milliseconds, in whatever loop or regular expression
 * it is. For work on this thread that files of a model could keep busy for ever. Costs some 50 microseconds.
 */
export function within<T>(milliseconds: number, work: () => T): T {
  context.work = work;
  try {
    return script.runInContext(context, { timeout: milliseconds }) as T;
  } catch (error) {
    if ((error as NodeJS.ErrnoException)?.code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    throw new OutOfTime(l10n.t('it did not end in {0} seconds', Math.round(milliseconds / 1000)));
  } finally {
    context.work = undefined;
  }
}

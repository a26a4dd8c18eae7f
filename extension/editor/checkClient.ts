import { Worker } from 'node:worker_threads';
import * as l10n from '@vscode/l10n';
import { createBirpc } from 'birpc';
import type { CheckCalls, LineAnswer } from '../dataset/checkProtocol.ts';
import type { Reading } from '../dataset/reading.ts';
import { UserError } from '../userError.ts';
import type { CheckedText } from './lineChecks.ts';

/** Crashes in a row, without an answer between them, after which the checker is not started again. */
const crashLimit = 5;

interface Running {
  readonly worker: Worker;
  readonly calls: {
    check(texts: readonly string[], reading?: Reading): Promise<LineAnswer[]>;
    $close(error?: Error): void;
  };
}

/** Checks lines in a worker thread: started at the first call, started again when it dies. */
export class CheckClient {
  private running: Running | undefined;
  private crashes = 0;
  private disposed = false;

  constructor(
    /** Absolute path of the bundled `dataset/checkWorker.ts`. */
    private readonly workerPath: string,
    private readonly log: { warn(message: string): void },
  ) {}

  /** [n] answers for [n] lines. A line that the checker dies of counts as one without problems, and the log says so. */
  async check(texts: readonly string[], reading?: Reading): Promise<readonly CheckedText[]> {
    try {
      return await this.ask(texts, reading);
    } catch (error) {
      this.rethrowAtEnd(error);
      this.log.warn(`The checker of rankings ended (${messageOf(error)}) and is started again.`);
    }
    const answers: CheckedText[] = [];
    for (const text of texts) answers.push(await this.checkSingly(text, reading));
    return answers;
  }

  dispose(): void {
    this.disposed = true;
    this.end(new Error('The checker was ended.'));
  }

  private async checkSingly(text: string, reading?: Reading): Promise<CheckedText> {
    try {
      return (await this.ask([text], reading))[0];
    } catch (error) {
      this.rethrowAtEnd(error);
      this.log.warn(`A line of ${text.length} characters was not checked: ${messageOf(error)}`);
      return { problems: [], facts: [] };
    }
  }

  private async ask(texts: readonly string[], reading?: Reading): Promise<readonly CheckedText[]> {
    this.rethrowAtEnd(undefined);
    this.running ??= this.start();
    const answers = await this.running.calls.check(texts, reading);
    this.crashes = 0;
    return answers;
  }

  private rethrowAtEnd(cause: unknown): void {
    if (this.disposed) throw new Error('The checker was ended.', { cause });
    if (this.crashes <= crashLimit) return;
    const reason = cause ? ` (${messageOf(cause)})` : '';
    throw new UserError(
      l10n.t('The checker of rankings keeps ending{0}. Reload the window to try it again.', reason),
      'data',
      { cause },
    );
  }

  private start(): Running {
    const worker = new Worker(this.workerPath);
    const calls = createBirpc<CheckCalls>(
      {},
      {
        post: (message) => {
          // birpc does not settle a call that was closed before it was sent.
          if (this.running?.worker !== worker) throw new Error('The checker was ended.');
          worker.postMessage(message);
        },
        on: (listener) => worker.on('message', listener),
        // A long line takes its time; the end of the worker settles what is pending.
        timeout: -1,
      },
    );
    const crashed = (error: Error) => {
      if (this.running?.worker !== worker) return;
      this.crashes++;
      this.end(error);
    };
    worker.on('error', crashed);
    worker.on('exit', (code) => crashed(new Error(`the worker ended with exit code ${code}`)));
    return { worker, calls };
  }

  private end(error: Error): void {
    const { running } = this;
    this.running = undefined;
    running?.calls.$close(error);
    void running?.worker.terminate();
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

import { type ChildProcess, fork } from 'node:child_process';
import * as l10n from '@vscode/l10n';
import { createBirpc } from 'birpc';
import type { LoadedModel, ProviderReport, TokenItem, TokenLogps, TokenOutcome } from '../model/contract.ts';
import { runtimeVariable } from '../model/cuda/runtimeFolder.ts';
import type { ScoringSettings } from '../model/settings.ts';
import { spoken } from '../translation.ts';
import { tokensOf } from './crashes.ts';
import { received } from './crossing.ts';
import type { LogLevel } from './evaluation.ts';
import { endedBy, ScorerEnded } from './scorerEnded.ts';
import type { Role, ScorerCalls, ScorerEvents } from './scorerProtocol.ts';
import { usualPatience, Watchdog } from './watchdog.ts';

interface Running {
  readonly child: ChildProcess;
  readonly calls: ReturnType<typeof createBirpc<ScorerCalls, ScorerEvents>>;
  /** Set when the process has ended or was told to. */
  ended: ScorerEnded | undefined;
  /** The end of what it printed: the last words of a native crash. */
  lastWords: string;
}

// Long enough for the forward pass that a cancel has to wait for on most machines, short enough to feel at once.
const graceMs = 600;
const mostLastWords = 2000;
const lastWordsMs = 500;

/** The handle of the scorer process: starts it on first use, ends it when idle, and settles every call. */
export class ScorerClient {
  private running: Running | undefined;
  private pending = 0;
  private holds = 0;
  private idle: NodeJS.Timeout | undefined;
  private idleMinutes = 5;
  private runtime: string | undefined;
  private readonly folders = new Map<Role, string>();
  private readonly watchdog: Watchdog;
  /** Told after each forward pass. */
  onRan: (tokens: number) => void = () => {};
  /** Told what a model's provider did without, as a sentence that is in the log already. */
  onNote: (message: string) => void = () => {};

  constructor(
    private readonly script: string,
    private readonly log: (level: LogLevel, message: string) => void,
    patience = usualPatience,
  ) {
    this.watchdog = new Watchdog(patience, (silentMs) => {
      const seconds = Math.round(silentMs / 1000);
      const words = l10n.t('The scorer process gave no sign of life for {0} seconds and was ended.', seconds);
      this.endAs(new ScorerEnded(words, 'silent'));
    });
  }

  get pid(): number | undefined {
    return this.running?.child.pid;
  }

  load(role: Role, folder: string, settings: ScoringSettings): Promise<LoadedModel> {
    this.folders.set(role, folder);
    return this.watchdog.loading(() => this.call((calls) => calls.load(role, folder, settings)));
  }

  unload(role: Role): Promise<void> {
    return this.ask((calls) => calls.unload(role));
  }

  score(role: Role, items: readonly TokenItem[], settings: ScoringSettings): Promise<TokenOutcome[]> {
    return this.scoring(role, items, (calls) => calls.score(role, items, settings));
  }

  scoreTokens(role: Role, items: readonly TokenItem[], settings: ScoringSettings): Promise<TokenLogps[]> {
    return this.scoring(role, items, (calls) => calls.scoreTokens(role, items, settings));
  }

  providers(): Promise<ProviderReport[]> {
    return this.ask((calls) => calls.providers());
  }

  /** Of the process that runs; undefined when none does. */
  async versions(): Promise<{ readonly node: string; readonly onnxruntime: string } | undefined> {
    if (!this.running) return undefined;
    const { node, onnxruntime } = await this.ask((calls) => calls.hello(spoken()));
    return { node, onnxruntime };
  }

  /** Resident bytes; undefined when no process runs. */
  async memory(): Promise<number | undefined> {
    if (!this.running) return undefined;
    return (await this.ask((calls) => calls.memory())).residentBytes;
  }

  /** While the work goes on the process is never idle, not even between two calls. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    this.holds++;
    clearTimeout(this.idle);
    try {
      return await work();
    } finally {
      this.holds--;
      this.waitIdle();
    }
  }

  /** The folder of the onnxruntime-node to load; undefined = the one beside the script. A process that has another one is ended. */
  setRuntime(folder: string | undefined): void {
    if (folder === this.runtime) return;
    this.runtime = folder;
    this.end('it is to load another onnxruntime');
  }

  /** Minutes without a call after which the process is ended; 0 = at once. */
  setIdleMinutes(minutes: number): void {
    this.idleMinutes = Math.max(0, minutes);
    this.waitIdle();
  }

  /** Asks it to stop and waits a moment, then ends the process: a forward pass and a loading model cannot be interrupted. */
  async stopSoon(): Promise<void> {
    const running = this.running;
    if (!running || this.pending === 0) return;
    void running.calls.cancel().catch(() => {});
    const until = performance.now() + graceMs;
    while (this.pending > 0 && performance.now() < until)
      await new Promise((resolve) => setTimeout(resolve, 20));
    if (this.pending > 0 && this.running === running) this.end('it was cancelled');
  }

  /** Ends the process; what is pending rejects with `ScorerEnded`. */
  end(why: string): void {
    this.endAs(new ScorerEnded(`The scorer process was ended: ${why}.`));
  }

  private endAs(reason: ScorerEnded): void {
    const running = this.running;
    if (!running) return;
    this.settle(running, reason);
    running.child.kill('SIGKILL');
  }

  private scoring<T>(
    role: Role,
    items: readonly TokenItem[],
    ask: (calls: Running['calls']) => Promise<T>,
  ): Promise<T> {
    return this.watchdog.scoring(this.folders.get(role) ?? role, tokensOf(items), () => this.call(ask));
  }

  private ask<T>(ask: (calls: Running['calls']) => Promise<T>): Promise<T> {
    return this.watchdog.asking(() => this.call(ask));
  }

  private async call<T>(ask: (calls: Running['calls']) => Promise<T>): Promise<T> {
    clearTimeout(this.idle);
    this.pending++;
    try {
      this.running ??= this.start();
      return await ask(this.running.calls);
    } catch (error) {
      throw received(error);
    } finally {
      this.pending--;
      this.waitIdle();
    }
  }

  private start(): Running {
    const child = fork(this.script, [], {
      env: {
        ...process.env,
        // Electron's own binary is no Node without it.
        ELECTRON_RUN_AS_NODE: '1',
        // onnxruntime would send usage data to its maker, and write an id for the device; see its docs/Privacy.md.
        ORT_DISABLE_TELEMETRY: '1',
        ...(this.runtime === undefined ? {} : { [runtimeVariable]: this.runtime }),
      },
      execArgv: [],
      serialization: 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    const calls = createBirpc<ScorerCalls, ScorerEvents>(
      {
        ran: (tokens) => {
          this.watchdog.ran(tokens);
          this.onRan(tokens);
        },
        noted: (message) => {
          this.log('warn', message);
          this.onNote(message);
        },
      },
      {
        post: (message) => {
          // birpc would wait for ever for an answer to what was never sent.
          if (running.ended) throw running.ended;
          child.send(message, (error) => {
            // The exit that follows says more than the broken pipe.
            const reason = `The scorer process cannot be reached: ${error?.message}`;
            if (error) setTimeout(() => this.settle(running, new ScorerEnded(reason)), 500);
          });
        },
        on: (receive) => child.on('message', receive),
        timeout: -1,
      },
    );
    const running: Running = { child, calls, ended: undefined, lastWords: '' };
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => {
        running.lastWords = (running.lastWords + text).slice(-mostLastWords);
        this.log('debug', `scorer: ${text.trimEnd()}`);
      });
    child.on('error', (error) =>
      this.settle(running, new ScorerEnded(`The scorer process cannot be started: ${error.message}`)),
    );
    child.on('exit', (code, signal) => {
      if (this.running === running) this.running = undefined;
      const ended = () => {
        if (!running.ended && running.lastWords.trim() !== '')
          this.log('warn', `last words of the scorer process: ${running.lastWords.trim()}`);
        this.settle(running, endedBy(code, signal, running.lastWords));
      };
      // What it printed may still be on its way, and mostly says why.
      child.once('close', ended);
      setTimeout(ended, lastWordsMs);
    });
    void calls.hello(spoken()).then(
      (hello) =>
        this.log(
          'info',
          `scorer process ${hello.pid} started: Node ${hello.node}, onnxruntime ${hello.onnxruntime}`,
        ),
      () => {},
    );
    return running;
  }

  private settle(running: Running, reason: ScorerEnded): void {
    if (running.ended) return;
    running.ended = reason;
    if (this.running === running) this.running = undefined;
    this.log('info', reason.message);
    running.calls.$close(reason);
  }

  private waitIdle(): void {
    clearTimeout(this.idle);
    if (this.pending > 0 || this.holds > 0 || !this.running) return;
    this.idle = setTimeout(
      () => this.end(`nothing to do for ${this.idleMinutes} minutes`),
      this.idleMinutes * 60_000,
    );
    this.idle.unref();
  }
}

import { execFileSync } from 'node:child_process';
import { concatRows, noRows, type Rows, Status } from '../../extension/preference/rows.ts';
import { sortedByLine } from '../../extension/preference/selectRows.ts';
import { evaluate } from '../../extension/run/evaluate.ts';
import type { EvaluationRequest } from '../../extension/run/evaluation.ts';
import { ScorerClient } from '../../extension/run/scorerClient.ts';
import { usualPatience } from '../../extension/run/watchdog.ts';

/** What became of evaluations whose scorer process was hurt while it worked. */
export interface HurtScorer {
  /** SIGKILL, SIGSTOP (it never answers again), and a limit on its memory at what it has. */
  readonly killed: number;
  readonly stopped: number;
  readonly starved: number;
  readonly runs: number;
  /** Runs that did not come to their end. */
  readonly failed: number;
  /** Examples that the unbroken run has a log-prob of and a hurt one has not. */
  readonly lost: number;
  /** The largest difference to the unbroken run, nats: smaller forward passes sum in another order. */
  readonly apart: number;
}

// Loading is watched as long as scoring is, as it is hurt as often.
const patience = { leastMs: 3000, firstMs: 10_000, loadMs: 10_000, times: 0, tickMs: 100 };
/** Longer than loading the models, so that a run gets on between two faults. */
const pauseMs = 4000;

/** `script`: of the scorer process. A fault comes at a random moment, `faults` of them over as many runs as it takes. */
export async function hurtScorer(
  script: string,
  request: EvaluationRequest,
  faults: number,
  random: () => number,
): Promise<HurtScorer> {
  const whole = await run(new ScorerClient(script, () => {}, usualPatience), request);
  const out = { killed: 0, stopped: 0, starved: 0, runs: 0, failed: 0, lost: 0, apart: 0 };
  const done = () => out.killed + out.stopped + out.starved;
  while (done() < faults) {
    const client = new ScorerClient(script, () => {}, patience);
    let timer: NodeJS.Timeout;
    const next = () => {
      timer = setTimeout(
        () => {
          if (client.pid !== undefined && done() < faults) hurt(client.pid, random(), out);
          next();
        },
        pauseMs * (0.25 + random()),
      );
    };
    next();
    const { rows, state } = await run(client, request);
    clearTimeout(timer!);
    out.runs++;
    if (state !== 'done') out.failed++;
    compare(whole.rows, rows, out);
  }
  return out;
}

function hurt(pid: number, choice: number, out: { killed: number; stopped: number; starved: number }): void {
  if (choice < 0.4) {
    process.kill(pid, 'SIGKILL');
    out.killed++;
  } else if (choice < 0.7) {
    process.kill(pid, 'SIGSTOP');
    out.stopped++;
  } else {
    execFileSync('prlimit', ['--pid', String(pid), '--as=1']);
    out.starved++;
  }
}

async function run(client: ScorerClient, request: EvaluationRequest): Promise<{ rows: Rows; state: string }> {
  const parts: Rows[] = [noRows];
  const events = {
    rows: (rows: Rows) => void parts.push(rows),
    progress() {},
    models() {},
    reading() {},
    log() {},
  };
  const { state } = await evaluate(request, client, events, new AbortController().signal);
  client.end('the run is over');
  return { rows: sortedByLine(concatRows(parts)), state };
}

function compare(whole: Rows, hurtRows: Rows, out: { lost: number; apart: number }): void {
  const rowOf = new Map(hurtRows.hash.map((hash, row) => [hash, row]));
  whole.hash.forEach((hash, row) => {
    const other = rowOf.get(hash);
    if (other === undefined || hurtRows.status[other] !== whole.status[row]) {
      if (whole.status[row] === Status.ok) out.lost++;
      return;
    }
    const [from, there] = [whole.offsets[row], hurtRows.offsets[other]];
    for (let k = 0; k < whole.offsets[row + 1] - from; k++)
      for (const column of ['policyLogp', 'referenceLogp'] as const) {
        const apart = Math.abs(whole[column][from + k] - hurtRows[column][there + k]);
        // Not a number where nothing was scored.
        if (apart > out.apart) out.apart = apart;
      }
  });
}

import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { defaultScoring } from '../../../extension/model/settings.ts';
import { openTextToTokens } from '../../../extension/model/textToTokens.ts';
import { loadRole } from '../../../extension/run/score.ts';
import type { ScorerClient } from '../../../extension/run/scorerClient.ts';
import { ScorerEnded } from '../../../extension/run/scorerEnded.ts';
import { UserError } from '../../../extension/userError.ts';
import type { Files } from './hostileFiles.ts';

export interface TriedModel {
  /** `refused` by a UserError, `scored`, or `unscored` for a reason that is data. */
  readonly end: 'refused' | 'scored' | 'unscored';
  /** The scorer process died of it; the host said so. */
  readonly ended: boolean;
  readonly fault?: string;
}

const scoring = { ...defaultScoring, provider: 'cpu', batchTokens: 256 } as const;
const items = [
  { prompt: 'a question ', completions: ['yes', 'no!'] },
  { prompt: `${'a'.repeat(60)}! `, completions: ['b', 'c'] },
  {
    prompt: [{ role: 'user', content: 'ask' }],
    completions: [[{ role: 'assistant', content: 'yes' }], [{ role: 'assistant', content: 'no' }]],
  },
];

/** So long may a load or a call take on a busy machine, and so much memory the process: MiB. */
const most = { ms: 120_000, scorerMiB: 3000 };

/** Loads a model folder as an evaluation does and scores three examples with it. */
export async function tryModel(client: ScorerClient, files: Files): Promise<TriedModel> {
  const folder = mkdtempSync(path.join(tmpdir(), 'plackett-fuzz-model-'));
  let killed = '';
  const kill = (why: string) => {
    killed = why;
    client.end(why);
  };
  const timer = setTimeout(() => kill('it hangs'), most.ms);
  const watch = setInterval(() => {
    if (residentMiB(client.pid) > most.scorerMiB) kill('it takes too much memory');
  }, 200);
  try {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), content);
    }
    symlinkSync('/dev/zero', path.join(folder, 'onnx', 'link.data'));
    const { vocabularySize } = await loadRole(
      client,
      'policy',
      folder,
      scoring,
      new AbortController().signal,
    );
    const text = await openTextToTokens(folder);
    let scored = 0;
    for (const item of items) {
      const prepared = text.prepare(item, scoring, vocabularySize);
      if (!prepared.ok) {
        if (prepared.reason === '') return { end: 'unscored', ended: false, fault: 'a reason is empty' };
        continue;
      }
      const [outcome] = await client.score('policy', [{ sequences: prepared.sequences }], scoring);
      if (outcome.ok) {
        scored++;
        if (outcome.logps.length !== item.completions.length || !outcome.logps.every(Number.isFinite))
          return { end: 'scored', ended: false, fault: `log-probabilities ${outcome.logps}` };
      }
    }
    return { end: scored > 0 ? 'scored' : 'unscored', ended: false };
  } catch (error) {
    if (killed) return { end: 'refused', ended: true, fault: killed };
    if (error instanceof ScorerEnded) return { end: 'unscored', ended: true };
    const ended = (error as Error).cause instanceof ScorerEnded;
    if (!(error instanceof UserError))
      return { end: 'refused', ended, fault: `${(error as Error)?.stack ?? error}` };
    const { message } = error;
    // It says where, and what to do: a sentence after the first.
    if (!message.includes(path.basename(folder)) || !/[.:] \S/.test(message) || message.length > 3000)
      return { end: 'refused', ended, fault: `an error that does not help: ${message.slice(0, 600)}` };
    return { end: 'refused', ended };
  } finally {
    clearTimeout(timer);
    clearInterval(watch);
    await client.unload('policy').catch(() => {});
    rmSync(folder, { recursive: true, force: true });
  }
}

/** 0 where it cannot be told. */
function residentMiB(pid: number | undefined): number {
  try {
    const pages = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1];
    return (Number(pages) * 4096) / 2 ** 20;
  } catch {
    return 0;
  }
}

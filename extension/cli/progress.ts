import type { LoadedModel } from '../model/contract.ts';
import type { Progress } from '../run/evaluation.ts';
import { placeWords } from '../run/modelWords.ts';
import { plain } from './terminal.ts';

const barWidth = 24;
const phaseWords = { reading: 'Reading the rankings …', loading: 'Loading the models …' } as const;

/** Progress for people: a bar on a terminal, a plain line every few seconds elsewhere. */
export function progressPrinter(stream: NodeJS.WriteStream) {
  const terminal = stream.isTTY === true;
  let lastAt = 0;
  let shown = false;
  let phase: Progress['phase'] | undefined;
  const clear = () => {
    if (terminal && shown) stream.write('\r\u001b[K');
    shown = false;
  };
  const line = (text: string) => {
    clear();
    stream.write(`${text}\n`);
  };
  return {
    line,
    models(policy: LoadedModel | undefined, reference: LoadedModel | undefined): void {
      for (const [role, model] of [
        ['policy', policy],
        ['reference', reference],
      ] as const) {
        if (!model) {
          line(`${role.padEnd(9)} log-probabilities of the records`);
          continue;
        }
        line(`${role.padEnd(9)} ${plain(model.name)} on ${placeWords(model)}`);
        for (const { provider, reason } of model.attempts)
          line(`          (not ${provider}: ${plain(reason)})`);
      }
    },
    show(progress: Progress): void {
      if (terminal && progress.phase !== phase && progress.phase !== 'scoring') {
        stream.write(`\r\u001b[K${phaseWords[progress.phase]}`);
        shown = true;
      }
      phase = progress.phase;
      const now = Date.now();
      const due = now - lastAt >= (terminal ? 100 : 5000);
      if (progress.phase !== 'scoring' || (!due && progress.done < progress.total)) return;
      if (!terminal && !due) return;
      lastAt = now;
      const words = describe(progress);
      if (terminal) {
        stream.write(`\r\u001b[K${bar(progress)} ${words}`);
        shown = true;
      } else if (progress.done > 0) stream.write(`${words}\n`);
    },
    end: clear,
  };
}

function bar({ done, total }: Progress): string {
  const full = total > 0 ? Math.round((barWidth * Math.min(done, total)) / total) : 0;
  return `[${'#'.repeat(full)}${'.'.repeat(barWidth - full)}]`;
}

function describe({ pass, done, total, tokensPerSecond, secondsLeft }: Progress): string {
  const words = [`${pass ? `${pass}: ` : ''}${done}/${total || '?'} examples`];
  if (tokensPerSecond > 0) words.push(`${Math.round(tokensPerSecond)} tokens/s`);
  if (secondsLeft !== undefined) words.push(`${Math.ceil(secondsLeft)} s left`);
  return words.join(', ');
}

import type { Progress } from '../run/evaluation.ts';

/** "120 of 400 examples, 1,530 tokens/s, 12 s left" */
export function progressWords(progress: Progress | undefined): string {
  if (!progress) return 'starting';
  if (progress.phase === 'reading') return 'reading the file';
  if (progress.phase === 'loading') return 'loading models';
  const words = [
    progress.total > 0
      ? `${progress.done.toLocaleString('en')} of ${progress.total.toLocaleString('en')} examples`
      : `${progress.done.toLocaleString('en')} examples`,
  ];
  if (progress.tokensPerSecond > 0)
    words.push(`${Math.round(progress.tokensPerSecond).toLocaleString('en')} tokens/s`);
  if (progress.secondsLeft !== undefined) words.push(`${duration(progress.secondsLeft)} left`);
  return (progress.pass ? `${progress.pass}: ` : '') + words.join(', ');
}

function duration(seconds: number): string {
  if (seconds < 60) return `${Math.ceil(seconds)} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
  return `${Math.floor(seconds / 3600)} h ${Math.round((seconds % 3600) / 60)} min`;
}

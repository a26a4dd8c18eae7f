import type { Pages } from '../pages.ts';
import { record } from '../rankingsRecord.ts';
import { problems } from './problems.ts';
import type { Step } from './step.ts';

export async function* rankings(pages: Pages): AsyncGenerator<Step> {
  const page = await pages.open({ name: 'rankings' });
  const file = { fileName: 'large<i>.jsonl', filePath: 'data/large.jsonl', opensAsText: true };
  await page.evaluate(
    ([file, state, record]) => {
      const { player } = window;
      player.replies('rows', (from: number, n: number) =>
        Array.from({ length: Math.min(n, 5000 - from) }, (_, i) => ({
          line: from + i + 1,
          rankings: i % 10 === 3 ? 0 : 1,
          k: i % 10 === 3 ? 0 : 4,
          excerpt: `Question ${from + i + 1} <b>bold</b>`,
          ...(i % 10 === 3 ? { severity: 'error' } : {}),
        })),
      );
      player.replies('record', (line: number) => ({ ...record, line }));
      player.replies('placeOf', (line: number) => line - 1);
      player.rankings(file, { ...state, indexed: 0.5, checked: 0.2 });
    },
    [file, problems, record] as const,
  );
  await page.getByRole('region', { name: 'Line 1', exact: true }).waitFor();
  yield ['rankings, being read', page];
  await page.evaluate(([file, state]) => window.player.rankings(file, state), [file, problems] as const);
  const compare = page.getByRole('button', { name: 'Compare' });
  await compare.nth(0).click();
  await compare.nth(1).click();
  await page.getByLabel('Go to line').fill('12x');
  yield ['rankings, two completions compared', page, '.record'];
  await page.close();
}

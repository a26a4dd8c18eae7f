import { expect, test } from 'vitest';
import { OpenPages } from '../../../extension/workbench/openPages.ts';

function memory(start?: unknown) {
  let kept = start;
  return {
    get: <T>() => kept as T,
    update: async (_key: string, value: unknown) => {
      kept = value;
    },
    keys: () => [],
  };
}

test('a page that has no state finds its dataset by its title, two of one title each their own', () => {
  const pages = new OpenPages(memory() as never);
  pages.keep({ title: 'Rewards: a.jsonl', dataset: '/x/a.jsonl' });
  pages.keep({ title: 'Rewards: a.jsonl', dataset: '/y/a.jsonl', runFolder: '/runs/1' });
  const open = new Set<string>();
  for (const expected of ['/y/a.jsonl', '/x/a.jsonl']) {
    const page = pages.withTitle('Rewards: a.jsonl', (dataset) => open.has(dataset));
    expect(page?.dataset).toBe(expected);
    open.add(expected);
  }
  expect(pages.withTitle('Rewards: a.jsonl', (dataset) => open.has(dataset))).toBeUndefined();
  pages.drop('/y/a.jsonl');
  expect(pages.all().map(({ dataset }) => dataset)).toEqual(['/x/a.jsonl']);
});

test('what another version left in the memory is passed over', () => {
  const pages = new OpenPages(memory([{ title: 3 }, null, { title: 't', dataset: '/d' }]) as never);
  expect(pages.all()).toEqual([{ title: 't', dataset: '/d' }]);
  expect(new OpenPages(memory('what') as never).all()).toEqual([]);
});

import { describe, expect, it } from 'vitest';
import { checkLine } from '../../../extension/dataset/checkLine.ts';
import { formats } from '../../../extension/dataset/formats/index.ts';
import { locate } from '../../../extension/dataset/locate.ts';
import { published } from './published.ts';

describe.each(published)(
  '$format: $what',
  ({ format, record, chosen, prompt, completions, tiers, scores, problems }) => {
    const line = JSON.stringify(record);
    const checked = checkLine(line, { reading: { chosen } });

    it('is read as itself', () => {
      expect(checked.problems.map(({ code }) => code)).toEqual(problems ?? []);
      const [example] = checked.examples;
      if (!completions) {
        expect(example).toBeUndefined();
        return;
      }
      expect(example).toMatchObject({ format, prompt, completions, tiers });
      expect(example.scores).toEqual(scores);
    });

    it('has its pieces where their places say', () => {
      for (const example of checked.examples) {
        const textAt = (place: Parameters<typeof locate>[1]) => {
          const { start, end } = locate(line, place);
          return line.slice(start, end);
        };
        for (const [i, completion] of example.completions.entries()) {
          const text =
            typeof completion === 'string' ? completion : completion[completion.length - 1].content;
          expect(textAt(example.places.completions[i])).toContain(JSON.stringify(text).slice(1, -1));
        }
        const { ranking } = example.places;
        if (ranking) expect(textAt(ranking)).not.toBe('{');
      }
    });
  },
);

it('every format is shown by an example', () => {
  const shown = new Set(published.map(({ format }) => format));
  const missing = formats.map(({ name }) => name).filter((name) => !shown.has(name));
  expect(missing).toEqual([]);
});

it('no two formats have one name', () => {
  expect(new Set(formats.map(({ name }) => name)).size).toBe(formats.length);
});

import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { fixableCodes } from '../../../extension/dataset/fixes.ts';
import { problemCodes } from '../../../extension/dataset/severities.ts';
import { onSaveCodes } from '../../../extension/editor/fixAll.ts';

const pages = new URL('../../../media/problems/', import.meta.url);

it('every code has its page, and every page its code', () => {
  expect(readdirSync(pages).sort()).toEqual(problemCodes.map((code) => `${code}.md`).sort());
});

it.each(problemCodes)('%s: what it is, an example, what to do, and why', (code) => {
  const text = readFileSync(new URL(`${code}.md`, pages), 'utf8');
  expect(text).toMatch(new RegExp(`^# ${code}\n\n[A-Z\`U].+\n`));
  expect(text).toMatch(/\n```json\n.+\n```\n/);
  expect(text).toMatch(/\n\*\*What to do\.\*\* .{5}/);
  expect(text).toMatch(/\n\*\*Why it matters\.\*\* .{5}/);
  // Says what a fix does exactly where there is one, and whether it is made on saving.
  expect(/\n\n\*\*Quick fix\.\*\* .{5}.*\n\n`plackett\.problems` in the settings/.test(text)).toBe(
    fixableCodes.has(code),
  );
  expect(text.includes('**Quick fix.**')).toBe(fixableCodes.has(code));
  expect(text.includes('`source.fixAll.plackett`')).toBe(onSaveCodes.has(code));
});

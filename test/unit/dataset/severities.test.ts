import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import {
  problemCodes,
  severitiesIn,
  shownSeverities,
  withSeverities,
} from '../../../extension/dataset/severities.ts';

const { contributes } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'));

it('the setting completes the codes that there are', () => {
  const setting = contributes.configuration.properties['plackett.problems'];
  expect(setting.propertyNames.enum).toEqual(problemCodes);
  expect(setting.additionalProperties.enum).toEqual(shownSeverities);
});

it('a problem is shown as somebody wants it, or not at all', () => {
  const problems = [
    { code: 'role-order', severity: 'warning' as const },
    { code: 'json-nan', severity: 'error' as const },
    { code: 'prompt-empty', severity: 'error' as const },
  ];
  const severities = severitiesIn({ 'role-order': 'off', 'json-nan': 'information', 'prompt-empty': 'loud' });
  expect(withSeverities(problems, severities)).toEqual([
    { code: 'json-nan', severity: 'information' },
    { code: 'prompt-empty', severity: 'error' },
  ]);
  expect(withSeverities(problems, severitiesIn(undefined))).toBe(problems);
});

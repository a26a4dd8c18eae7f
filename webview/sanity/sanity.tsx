import { computed } from '@preact/signals';
import * as l10n from '@vscode/l10n';
import type { Severity } from '../../extension/browse/shown.ts';
import { type Finding, findings, looked } from '../../extension/preference/sanity.ts';
import { type Filter, filters } from '../filter.ts';
import { reveal } from '../page.ts';
import { SeverityMark } from '../problems/severityMark.tsx';
import { facts, filter, opened, results, run } from '../state.ts';
import { fallbackSentence, findingSentence } from './sentences.ts';

const severities: Record<Finding['code'], Severity> = {
  'same-models': 'error',
  'below-chance': 'warning',
  'at-chance': 'warning',
  saturated: 'error',
  rounded: 'warning',
  failed: 'error',
  malformed: 'error',
  'no-preference': 'information',
  truncated: 'warning',
  separate: 'information',
  'all-fell': 'information',
};

/** Filters that show the examples behind a finding. */
const behind: Partial<Record<Finding['code'], Filter>> = {
  failed: 'failed',
  malformed: 'malformed',
  'no-preference': 'noPreference',
  truncated: 'truncated',
};

/** The same column for every beta, so that rows are not looked at again. */
const chance = computed(() => results.value.derived.chance);
const ofFacts = computed(() => looked(facts.value, { chance: chance.value }));
const found = computed(() => findings(ofFacts.value, results.value.summary));

/** Whether the set-up is sane, in words, before any number. */
export function Sanity() {
  const { policy, reference } = run.value ?? {};
  const fallbacks = [
    policy && fallbackSentence('policy', policy),
    reference && fallbackSentence('reference', reference),
  ].filter((sentence) => sentence !== undefined);
  if (found.value.length + fallbacks.length === 0)
    return (
      <p class="sanity quiet" role="status">
        {l10n.t(
          '✓ Nothing is off with this run: every example was scored whole, by two different models, away from chance.',
        )}
      </p>
    );
  return (
    <ul class="sanity" aria-label={l10n.t('What to know before the numbers')}>
      {found.value.map((finding) => (
        <li key={`${finding.code} ${finding.reason ?? ''}`}>
          <SeverityMark severity={severities[finding.code]} />
          <span>
            <bdi>{findingSentence(finding)}</bdi> <Behind finding={finding} />
          </span>
        </li>
      ))}
      {fallbacks.map((sentence) => (
        <li key={sentence}>
          <SeverityMark severity="information" />
          <span>{sentence}</span>
        </li>
      ))}
    </ul>
  );
}

function Behind({ finding: { code, first, count } }: { readonly finding: Finding }) {
  if (first === undefined) return null;
  const preset = behind[code];
  return (
    <button
      type="button"
      class="link"
      onClick={() => {
        filter.value = preset ?? 'all';
        opened.value = undefined;
        reveal(first);
      }}
    >
      {preset
        ? l10n.t('Show {0}', filters[preset].toLowerCase())
        : count === 1
          ? l10n.t('Show it')
          : l10n.t('Show the first')}
    </button>
  );
}

import * as l10n from '@vscode/l10n';
import type { ModelGlance } from '../../model/glance.ts';
import { plainName } from '../../run/runName.ts';
import type { Role } from '../../run/scorerProtocol.ts';
import { sizeWords } from './runWords.ts';

/** A model of the list: what lies there, what it is used for, and where it is known to have run. */
export interface ListedModel extends ModelGlance {
  readonly roles: readonly Role[];
  /** One of the two that come with the extension. */
  readonly isSample: boolean;
  /** Execution provider of the newest run with it. */
  readonly provider: string | undefined;
}

const roleWords: Record<Role, string> = { policy: l10n.t('policy'), reference: l10n.t('reference') };

/** `policy · llama · float16 · 4,096 tokens · 2.5 GB · cuda`: what is not known is left out. */
export function modelDescription(model: ListedModel): string {
  const { roles, isSample, kind, precision, contextLength, bytes, provider, problems } = model;
  const parts = [
    roles.length > 0 && (roles.length > 1 ? l10n.t('policy and reference') : roleWords[roles[0]]),
    isSample && l10n.t('sample'),
    problems.length > 0 &&
      (problems.length === 1 ? l10n.t('not whole') : l10n.t('not whole, {0} problems', problems.length)),
    kind && plainName(kind),
    precision,
    contextLength > 0 && l10n.t('{0} tokens', contextLength.toLocaleString('en')),
    bytes > 0 && sizeWords(bytes),
    provider,
  ];
  return parts.filter(Boolean).join(' · ');
}

/** In sentences, for the tooltip and for screen readers. */
export function modelSentences(model: ListedModel): string[] {
  const { folder, roles, isSample, kind, precision, contextLength, bytes, provider, problems } = model;
  return [
    folder,
    roles.length === 0
      ? ''
      : roles.length > 1
        ? l10n.t('Set as policy and as reference.')
        : l10n.t('Set as {0}.', roleWords[roles[0]]),
    isSample ? l10n.t('Comes with Plackett, for the bundled sample.') : '',
    kind === undefined ? '' : l10n.t('Architecture {0}.', plainName(kind)),
    precision === undefined ? '' : l10n.t('Weights in {0}.', precision),
    contextLength > 0 ? l10n.t('Context of {0} tokens.', contextLength.toLocaleString('en')) : '',
    bytes > 0 ? l10n.t('{0} of graph and weights.', sizeWords(bytes)) : '',
    provider === undefined ? '' : l10n.t('Ran on {0}.', provider),
    ...problems,
  ].filter((sentence) => sentence !== '');
}

import * as l10n from '@vscode/l10n';
import type { ModelLine } from './contract.ts';
import { host } from './page.ts';

interface Props {
  readonly side: 'policy' | 'reference';
  readonly model: ModelLine;
}

/** A model, where it runs, and on demand why it does not run elsewhere. Choosing it selects another. */
export function ModelLabel({ side, model }: Props) {
  const name =
    side === 'policy'
      ? l10n.t({ message: 'Policy', comment: ['The model that is trained'] })
      : l10n.t({ message: 'Reference', comment: ['The model that the policy is held against'] });
  const { attempts, how } = model;
  return (
    <span class="model">
      <span class="quiet">{name}</span>
      <button
        type="button"
        class="link"
        aria-describedby={how ? `attempts-${side}` : undefined}
        title={how ? undefined : l10n.t('Select another {0} model', side)}
        onClick={() => host.selectModel(side)}
      >
        <bdi>{model.name}</bdi>
      </button>
      {model.provider && <span class="quiet">{l10n.t('on {0}', model.provider)}</span>}
      {how && (
        <span class="attempts" id={`attempts-${side}`} role="tooltip">
          <span class="attempts-title">{l10n.t('Scored by')}</span>
          <span>{how}</span>
          {attempts.length > 0 && <span class="attempts-title">{l10n.t('Providers tried before')}</span>}
          {attempts.map((attempt) => (
            <span key={attempt}>{attempt}</span>
          ))}
        </span>
      )}
    </span>
  );
}

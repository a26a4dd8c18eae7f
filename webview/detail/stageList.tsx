import * as l10n from '@vscode/l10n';
import { type Stage, worstStage } from '../../extension/preference/stages.ts';
import { count, fixed, percent } from '../format.ts';

/** The ranking as a row of choices: how probable each is to the policy, and what it costs. */
export function StageList({ stages }: { readonly stages: readonly Stage[] }) {
  if (stages.length === 0) return null;
  const worst = worstStage(stages);
  return (
    <table class="stages">
      <caption class="label">
        {l10n.t('Stage by stage: the probability that the annotated choice is made from those left')}
      </caption>
      <thead>
        <tr>
          <th scope="col">{l10n.t('Choice')}</th>
          <th scope="col" class="wide-cell">
            <span class="for-readers">{l10n.t('Probability as a bar')}</span>
          </th>
          <th scope="col">{l10n.t('Probability')}</th>
          <th scope="col" title={l10n.t('With all rewards equal')}>
            {l10n.t({ message: 'Chance', comment: ['The loss of a model that knows nothing'] })}
          </th>
          <th
            scope="col"
            title={l10n.t('−log of the probability, nats: its part of the loss of the example')}
          >
            {l10n.t('Costs')}
          </th>
        </tr>
      </thead>
      <tbody>
        {stages.map((stage, t) => (
          <tr key={t}>
            <th scope="row">
              {choiceWords(stage)} <span class="quiet">{l10n.t('of {0}', count(stage.left))}</span>
              {t === worst && <span class="stage-remark"> {l10n.t('costs most')}</span>}
              {stage.probability < stage.chance && (
                <span class="stage-remark quiet"> {l10n.t('worse than chance')}</span>
              )}
            </th>
            <td class="wide-cell">
              <ProbabilityBar {...stage} />
            </td>
            <td>{percent(stage.probability)}</td>
            <td class="quiet">{percent(stage.chance)}</td>
            <td>{fixed(stage.loss, 3)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function choiceWords({ chosen }: Stage): string {
  if (chosen.length === 1) return l10n.t('response {0}', chosen[0]);
  return l10n.t(
    'responses {0} and {1}, in any order,',
    chosen.slice(0, -1).join(', '),
    chosen[chosen.length - 1],
  );
}

function ProbabilityBar({ probability, chance }: Stage) {
  return (
    <svg
      class="stage-bar"
      viewBox="0 0 100 8"
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      <rect class="stage-track" x={0} y={3} width={100} height={2} />
      <rect class={probability < chance ? 'down' : 'up'} x={0} y={1} width={100 * probability} height={6} />
      <line
        class="stage-chance"
        x1={100 * chance}
        x2={100 * chance}
        y1={0}
        y2={8}
        vector-effect="non-scaling-stroke"
      />
    </svg>
  );
}

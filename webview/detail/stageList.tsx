import { type Stage, worstStage } from '../../extension/preference/stages.ts';
import { count, fixed, percent } from '../format.ts';

/** The ranking as a row of choices: how probable each is to the policy, and what it costs. */
export function StageList({ stages }: { readonly stages: readonly Stage[] }) {
  if (stages.length === 0) return null;
  const worst = worstStage(stages);
  return (
    <table class="stages">
      <caption class="label">
        Stage by stage: the probability that the annotated choice is made from those left
      </caption>
      <thead>
        <tr>
          <th scope="col">Choice</th>
          <th scope="col" class="wide-cell">
            <span class="for-readers">Probability as a bar</span>
          </th>
          <th scope="col">Probability</th>
          <th scope="col" title="With all rewards equal">
            Chance
          </th>
          <th scope="col" title="−log of the probability, nats: its part of the loss of the example">
            Costs
          </th>
        </tr>
      </thead>
      <tbody>
        {stages.map((stage, t) => (
          <tr key={t}>
            <th scope="row">
              {choiceWords(stage)} <span class="quiet">of {count(stage.left)}</span>
              {t === worst && <span class="stage-remark"> costs most</span>}
              {stage.probability < stage.chance && <span class="stage-remark quiet"> worse than chance</span>}
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
  if (chosen.length === 1) return `response ${chosen[0]}`;
  return `responses ${chosen.slice(0, -1).join(', ')} and ${chosen.at(-1)}, in any order,`;
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

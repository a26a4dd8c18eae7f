import * as l10n from '@vscode/l10n';
import type { ShownRanking } from '../../extension/browse/shown.ts';
import { CompareButton, ComparedTwo, useTwo } from '../comparison/comparedTwo.tsx';
import { Turns } from '../detail/turns.tsx';
import { tierLabel } from '../ranks.ts';

interface Props {
  readonly ranking: ShownRanking;
  readonly title: string | undefined;
}

/** The prompt, and the completions side by side, best first; two of them may be compared word by word. */
export function Ranking({ ranking, title }: Props) {
  const { prompt, completions, slices } = ranking;
  const two = useTwo();
  const fields = Object.entries(slices);
  return (
    <article aria-label={title ?? l10n.t('Ranking')}>
      {title && <h3>{title}</h3>}
      <h3 class="label">{l10n.t('Prompt')}</h3>
      <Turns turns={prompt} />
      <h3 class="label">{l10n.t('{0} completions, best first', completions.length)}</h3>
      <ol class="columns">
        {ranked(ranking).map(({ index, label, score }) => (
          <li key={index} class={two.chosen.includes(index) ? 'column compared' : 'column'}>
            <h4>
              <span>{label}</span>
              <span class="quiet">
                {score === undefined
                  ? l10n.t('response {0}', index)
                  : l10n.t('response {0}, score {1}', index, score)}
              </span>
              <CompareButton index={index} two={two} />
            </h4>
            <Turns turns={completions[index]} />
          </li>
        ))}
      </ol>
      <ComparedTwo two={two} completions={completions} />
      {fields.length > 0 && (
        <>
          <h3 class="label">{l10n.t('Other fields')}</h3>
          <dl class="fields">
            {fields.map(([name, value]) => (
              <div key={name}>
                <dt>
                  <bdi>{name}</bdi>
                </dt>
                <dd>
                  <bdi>{String(value)}</bdi>
                </dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </article>
  );
}

function ranked({ tiers, scores }: ShownRanking) {
  let before = 0;
  return tiers.flatMap((tier) => {
    const label = tierLabel(before, tier.length);
    before += tier.length;
    return tier.map((index) => ({ index, label, score: scores?.[index] }));
  });
}

import { useState } from 'preact/hooks';
import type { ShownRanking } from '../../extension/browse/shown.ts';
import { Turns } from '../detail/turns.tsx';
import { tierLabel } from '../ranks.ts';
import { Comparison } from './comparison.tsx';

interface Props {
  readonly ranking: ShownRanking;
  readonly title: string | undefined;
}

/** The prompt, and the completions side by side, best first; two of them may be compared word by word. */
export function Ranking({ ranking, title }: Props) {
  const { prompt, completions, slices } = ranking;
  const [compared, setCompared] = useState<readonly number[]>([]);
  const toggle = (index: number) =>
    setCompared(
      compared.includes(index) ? compared.filter((i) => i !== index) : [...compared.slice(-1), index],
    );
  const fields = Object.entries(slices);
  const [first, second] = compared;
  return (
    <article aria-label={title ?? 'Ranking'}>
      {title && <h3>{title}</h3>}
      <h3 class="label">Prompt</h3>
      <Turns turns={prompt} />
      <h3 class="label">{completions.length} completions, best first</h3>
      <ol class="columns">
        {ranked(ranking).map(({ index, label, score }) => (
          <li key={index} class={compared.includes(index) ? 'column compared' : 'column'}>
            <h4>
              <span>{label}</span>
              <span class="quiet">
                response {index}
                {score !== undefined && `, score ${score}`}
              </span>
              <button
                type="button"
                class="link"
                aria-pressed={compared.includes(index)}
                title="Choose two to see where they differ"
                onClick={() => toggle(index)}
              >
                Compare
              </button>
            </h4>
            <Turns turns={completions[index]} />
          </li>
        ))}
      </ol>
      {compared.length === 1 && (
        <p class="quiet" role="status">
          Choose a second completion to see where the two differ.
        </p>
      )}
      {second !== undefined && (
        <Comparison
          names={[`Response ${first}`, `Response ${second}`]}
          texts={[wholeText(completions[first]), wholeText(completions[second])]}
        />
      )}
      {fields.length > 0 && (
        <>
          <h3 class="label">Other fields</h3>
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

/** Turns as one text, so that they can be compared. */
function wholeText(turns: ShownRanking['prompt']): string {
  return turns.map(({ role, content }) => (role === '' ? content : `${role}:\n${content}`)).join('\n\n');
}

function ranked({ tiers, scores }: ShownRanking) {
  let before = 0;
  return tiers.flatMap((tier) => {
    const label = tierLabel(before, tier.length);
    before += tier.length;
    return tier.map((index) => ({ index, label, score: scores?.[index] }));
  });
}

import * as l10n from '@vscode/l10n';
import { sameTiers } from '../../extension/preference/sameTiers.ts';
import { completionsOf } from '../detail/completionsOf.ts';
import { Turns } from '../detail/turns.tsx';
import { useExampleText } from '../detail/useExampleText.ts';
import { host } from '../page.ts';
import { results, rewardScale, run } from '../state.ts';
import { Remarks } from './remarks.tsx';
import { ReviewedCompletion } from './reviewedCompletion.tsx';
import { annotatedTiers, decisionOf, judge, others, tiersNow } from './state.ts';
import { suspectOf } from './suspectOf.ts';
import { placesIn } from './tierWords.ts';
import { verdictWords, why } from './words.ts';

/** One label that is judged: why it is suspect, what can be said of it, and the example itself. */
export function Pane({ row }: { readonly row: number }) {
  const { rows } = results.value;
  const line = rows.line[row];
  const answer = useExampleText(row, run.value?.runId);
  const text = answer && 'prompt' in answer ? answer : undefined;
  const decision = decisionOf(row);
  const [annotated, tiers] = [annotatedTiers(row), tiersNow(row)];
  const facts = completionsOf(results.value, row);
  const scale = Math.max(rewardScale.value.scale, ...facts.map(({ reward }) => Math.abs(reward)));
  const [before, now] = [placesIn(annotated), placesIn(tiers)];
  const isPair = facts.length === 2;
  return (
    <section class="detail review-pane" aria-label={l10n.t('Label on line {0}', line)}>
      <header class="detail-header">
        <h3 title={rows.id.at(row)}>
          {l10n.t('Line {0}', line)}
          {rows.id.at(row) !== undefined && <bdi class="quiet id">{rows.id.at(row)}</bdi>}
        </h3>
        <button type="button" class="link" onClick={() => host.openLine(line, row)}>
          {l10n.t('Open in editor')}
        </button>
        <button type="button" class="link" onClick={() => host.showTokens(row)}>
          {l10n.t('Show tokens')}
        </button>
      </header>
      <p class="why">{why(suspectOf(results.value, row, others.value), rewardScale.value.digits)}</p>
      <fieldset class="verdicts">
        <legend class="for-readers">{l10n.t('Decision')}</legend>
        <VerdictButton
          name="keep"
          label={l10n.t({ message: 'Keep', comment: ['A button: the label stays as it is'] })}
          letter="K"
          pressed={decision.verdict === 'keep'}
        />
        <VerdictButton
          name="flip"
          label={
            isPair
              ? l10n.t('Swap')
              : l10n.t({
                  message: 'Flip',
                  comment: ['A button: the better and the worse completion change places'],
                })
          }
          letter="F"
          pressed={decision.verdict === 'flip'}
        />
        <VerdictButton
          name="drop"
          label={l10n.t({ message: 'Drop', comment: ['A button: the example is left out'] })}
          letter="D"
          pressed={decision.verdict === 'drop'}
        />
        <span class="verdict-now">
          {l10n.t('This label is')} <strong>{verdictWords(decision.verdict)}</strong>.
        </span>
      </fieldset>
      {text?.stale && (
        <p class="notice">
          {l10n.t('This line was changed after it was scored. The numbers belong to the old text.')}
        </p>
      )}
      {answer && 'error' in answer && <p class="notice">{answer.error}</p>}
      {text && (
        <>
          <h4 class="label">{l10n.t('Prompt')}</h4>
          <Turns turns={text.prompt} />
        </>
      )}
      <h4 class="label" id="review-order">
        {sameTiers(annotated, tiers)
          ? l10n.t('Completions as annotated, best first')
          : l10n.t('Completions as decided, best first')}
      </h4>
      <ol class="completions" aria-labelledby="review-order">
        {tiers.flat().map((index, position) => (
          <ReviewedCompletion
            key={index}
            row={row}
            facts={facts.find((one) => one.index === index)!}
            place={now[index]}
            before={before[index]}
            isFirst={position === 0}
            isChosen={position === 0}
            scale={scale}
            turns={text?.completions[index]}
          />
        ))}
      </ol>
      <Remarks row={row} />
    </section>
  );
}

interface VerdictProps {
  readonly name: 'keep' | 'flip' | 'drop';
  readonly label: string;
  readonly letter: string;
  readonly pressed: boolean;
}

function VerdictButton({ name, label, letter, pressed }: VerdictProps) {
  return (
    <button
      type="button"
      class="button verdict-button"
      aria-pressed={pressed}
      aria-keyshortcuts={letter}
      onClick={() => judge(name)}
    >
      {label}{' '}
      <span class="key" aria-hidden="true">
        {letter}
      </span>
    </button>
  );
}

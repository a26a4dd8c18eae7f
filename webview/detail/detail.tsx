import { useLayoutEffect, useRef } from 'preact/hooks';
import { Status, separateFlag, truncatedFlag } from '../../extension/preference/rows.ts';
import { agreement } from '../agreement.ts';
import { fixed, percent, signed } from '../format.ts';
import { host } from '../page.ts';
import { results, rewardScale, run } from '../state.ts';
import { Completion } from './completion.tsx';
import { completionsOf } from './completionsOf.ts';
import { Facts } from './facts.tsx';
import { Turns } from './turns.tsx';
import { useExampleText } from './useExampleText.ts';

interface Props {
  readonly row: number;
  readonly close: () => void;
}

/** One example: its numbers, the prompt, and the completions in annotated order. */
export function Detail({ row, close }: Props) {
  const { rows, derived } = results.value;
  const section = useRef<HTMLElement>(null);
  useLayoutEffect(() => section.current?.scrollTo(0, 0), [row]);
  const answer = useExampleText(row, run.value?.runId);
  const text = answer && 'prompt' in answer ? answer : undefined;
  const line = rows.line[row];
  const completions = completionsOf(results.value, row);
  const scale = Math.max(rewardScale.value.scale, ...completions.map((c) => Math.abs(c.reward) || 0));
  return (
    <section
      class="detail"
      ref={section}
      aria-label={`Example on line ${line}`}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close();
      }}
    >
      <header class="detail-header">
        <h3 title={rows.id.at(row)}>
          Line {line}
          {rows.id.at(row) !== undefined && <bdi class="quiet id">{rows.id.at(row)}</bdi>}
        </h3>
        <button type="button" class="link" onClick={() => host.openLine(line)}>
          Open in editor
        </button>
        <button type="button" class="link" onClick={() => host.showTokens(line)}>
          Show tokens
        </button>
        <button
          type="button"
          class="link"
          title="A link that opens this example in the editor"
          onClick={() => host.copyLink(line)}
        >
          Copy link
        </button>
        <button
          type="button"
          class="close"
          aria-label="Close the example"
          title="Close (Escape)"
          onClick={close}
        >
          ×
        </button>
      </header>
      {rows.status[row] === Status.ok ? (
        <>
          <p class="verdict">
            {agreement(derived.top1[row], derived.pairwiseAccuracy[row]).glyph}{' '}
            {agreement(derived.top1[row], derived.pairwiseAccuracy[row]).words}.
          </p>
          <Facts
            facts={[
              { name: 'Loss', value: fixed(derived.loss[row], 3), hint: '−log P(ranking), nats' },
              {
                name: 'Chance',
                value: fixed(derived.chance[row], 3),
                hint: 'Loss with all rewards equal, nats',
              },
              {
                name: 'Accuracy',
                value: percent(derived.pairwiseAccuracy[row], 0),
                hint: 'Share of ordered pairs that are right',
              },
              { name: 'Tau-b', value: signed(derived.kendallTauB[row]), hint: 'Kendall’s rank correlation' },
              {
                name: 'Margin',
                value: signed(derived.margin[row], rewardScale.value.digits),
                hint: 'Mean reward of the best tier minus the mean of all others, nats',
              },
            ]}
          />
        </>
      ) : (
        <p class="notice">
          {rows.reason.at(row) ?? 'Every completion is tied: there is no preference to score.'}
        </p>
      )}
      {(rows.flags[row] & truncatedFlag) !== 0 && (
        <p class="notice">Truncated to the maximum length before scoring.</p>
      )}
      {(rows.flags[row] & separateFlag) !== 0 && (
        <p class="notice">Prompt and completion were tokenized apart: a token would cross their border.</p>
      )}
      {text?.stale && (
        <p class="notice">This line was changed after it was scored. The numbers belong to the old text.</p>
      )}
      {answer && 'error' in answer && rows.status[row] !== Status.malformed && (
        <p class="notice">{answer.error}</p>
      )}
      {text && (
        <>
          <h4 class="label">Prompt</h4>
          <Turns turns={text.prompt} />
        </>
      )}
      {completions.length > 0 && (
        <>
          <h4 class="label">Completions, best first</h4>
          <ol class="completions">
            {completions.map((facts) => (
              <Completion
                key={facts.index}
                facts={facts}
                scale={scale}
                turns={text?.completions[facts.index]}
              />
            ))}
          </ol>
        </>
      )}
    </section>
  );
}

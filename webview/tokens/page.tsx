import * as l10n from '@vscode/l10n';
import { count } from '../format.ts';
import { tierLabel } from '../ranks.ts';
import type {
  PageCompletion,
  TokenizedExample,
  Stretch as Tokens,
  TokensHostCalls,
  TokensState,
} from './contract.ts';
import { Rankings } from './rankings.tsx';
import { Stretch } from './stretch.tsx';

interface Props {
  readonly state: TokensState;
  readonly host: Pick<TokensHostCalls, 'selectModel' | 'manageTrust' | 'openLine' | 'showRanking'>;
}

/** An example exactly as it is scored, once for each tokenizer. */
export function Page({ state, host }: Props) {
  const { fileName, line, lines = 1, ranking, examples, problem, missing } = state;
  const recordId = examples[0]?.id;
  return (
    <main>
      <header class="tokens-header">
        <h1>
          {lines > 1 ? l10n.t('Lines {0} to {1}', line, line + lines - 1) : l10n.t('Line {0}', line)}
          {recordId !== undefined && (
            <>
              {' '}
              <bdi>{recordId}</bdi>
            </>
          )}{' '}
          <bdi class="quiet">{fileName}</bdi>
        </h1>
        <button type="button" class="link" onClick={() => host.openLine()}>
          {l10n.t('Open in editor')}
        </button>
      </header>
      {ranking && ranking.parts > 1 && <Rankings {...ranking} show={host.showRanking} />}
      {problem && (
        <div class="message" role="status">
          <p>{problem}</p>
          {missing === 'trust' && (
            <button type="button" class="button primary" onClick={() => host.manageTrust()}>
              {l10n.t('Manage workspace trust')}
            </button>
          )}
          {missing === 'model' && (
            <button type="button" class="button primary" onClick={() => host.selectModel('policy')}>
              {l10n.t('Select policy model')}
            </button>
          )}
        </div>
      )}
      {examples.map((example) => (
        <Example key={example.roles.join()} example={example} />
      ))}
      {examples.length > 0 && (
        <p class="legend quiet">
          {l10n.t(
            '· space, ↵ line end, → tab, ‹…› an invisible character, or bytes. Boxed: a special token. Arrow keys walk through the tokens.',
          )}
        </p>
      )}
    </main>
  );
}

function Example({ example }: { readonly example: TokenizedExample }) {
  const { roles, model, prompts, completions, reason, notes, tokenizerNotes, separate, maxLength } = example;
  const remarks = [
    ...(separate
      ? [l10n.t('A merge crosses the border, so prompt and completion are tokenized apart.')]
      : []),
    ...notes,
    ...tokenizerNotes,
  ];
  const name =
    roles.length === 2
      ? l10n.t('Policy and reference')
      : roles[0] === 'policy'
        ? l10n.t({ message: 'Policy', comment: ['The model that is trained'] })
        : l10n.t({ message: 'Reference', comment: ['The model that the policy is held against'] });
  return (
    <section aria-label={name}>
      <h2>
        {name} <bdi class="quiet">{model}</bdi>
        {maxLength > 0 && <span class="quiet">, {l10n.t('at most {0} tokens', count(maxLength))}</span>}
      </h2>
      {reason && <p class="message error">{l10n.t('It cannot be scored: {0}.', reason)}</p>}
      {remarks.map((remark) => (
        <p key={remark} class="quiet">
          {remark}
        </p>
      ))}
      {promptsByRank(example).map((index) => {
        const prompt = prompts[index];
        const own = ranked(example).filter(({ completion }) => completion.prompt === index);
        const words = [l10n.t('{0} tokens', count(prompt.count)), ...truncation(prompt)];
        return (
          <div key={index} class="prompt-group">
            <h3>
              {prompts.length > 1
                ? l10n.t('Prompt of {0}', own.map(({ name: of }) => of).join(', '))
                : l10n.t('Prompt')}
              <span class="quiet"> {words.join(', ')}</span>
            </h3>
            <Stretch kind="prompt" label={l10n.t('Prompt, {0}', words.join(', '))} stretch={prompt} />
            {own.map(({ completion, name: of, tier }) => (
              <Completion key={of} completion={completion} name={of} tier={tier} before={prompt} />
            ))}
          </div>
        );
      })}
      {completions.length === 0 && !reason && <p class="quiet">{l10n.t('There is nothing to score.')}</p>}
    </section>
  );
}

interface CompletionProps {
  readonly completion: PageCompletion;
  readonly name: string;
  readonly tier: string;
  /** Its prompt. */
  readonly before: Tokens;
}

function Completion({ completion, name, tier, before }: CompletionProps) {
  const { reason, scored, droppedStart, droppedEnd } = completion;
  const kept = completion.count - droppedStart - droppedEnd;
  const words = [
    l10n.t('{0} of {1} tokens scored', count(scored), count(completion.count)),
    ...truncation(completion),
    ...(!reason && kept > scored ? [l10n.t('the first that is left follows nothing')] : []),
    l10n.t('{0} with its prompt', count(before.count + completion.count)),
  ];
  return (
    <>
      <h4>
        {tier} <span class="quiet">{[name, ...words].join(', ')}</span>
      </h4>
      {reason && <p class="message error">{l10n.t('It cannot be scored: {0}.', reason)}</p>}
      <Stretch kind="completion" label={`${tier}, ${name}, ${words.join(', ')}`} stretch={completion} />
    </>
  );
}

function truncation({ droppedStart, droppedEnd }: { droppedStart: number; droppedEnd: number }): string[] {
  const dropped = droppedStart + droppedEnd;
  return dropped > 0 ? [l10n.t('{0} truncated', count(dropped))] : [];
}

/** Indices of the prompts, that of the best completion first. */
function promptsByRank(example: TokenizedExample): number[] {
  return [...new Set(ranked(example).map(({ completion }) => completion.prompt))];
}

/** Completions as they are ranked, best first. */
function ranked({ tiers, completions }: TokenizedExample) {
  let before = 0;
  return tiers.flatMap((tier) => {
    const label = tierLabel(before, tier.length);
    before += tier.length;
    return tier.flatMap((index) => {
      const completion = completions[index];
      return completion ? [{ completion, name: l10n.t('completion {0}', index + 1), tier: label }] : [];
    });
  });
}

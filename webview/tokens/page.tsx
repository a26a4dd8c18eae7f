import { count } from '../format.ts';
import { tierLabel } from '../ranks.ts';
import type {
  PageCompletion,
  TokenizedExample,
  Stretch as Tokens,
  TokensHostCalls,
  TokensState,
} from './contract.ts';
import { Stretch } from './stretch.tsx';

interface Props {
  readonly state: TokensState;
  readonly host: Pick<TokensHostCalls, 'selectModel' | 'manageTrust' | 'openLine'>;
}

/** An example exactly as it is scored, once for each tokenizer. */
export function Page({ state, host }: Props) {
  const { fileName, line, examples, problem, missing } = state;
  const recordId = examples[0]?.id;
  return (
    <main>
      <header class="tokens-header">
        <h1>
          Line {line}
          {recordId !== undefined && (
            <>
              {' '}
              <bdi>{recordId}</bdi>
            </>
          )}{' '}
          <bdi class="quiet">{fileName}</bdi>
        </h1>
        <button type="button" class="link" onClick={() => host.openLine()}>
          Open in editor
        </button>
      </header>
      {problem && (
        <div class="message" role="status">
          <p>{problem}</p>
          {missing === 'trust' && (
            <button type="button" class="button primary" onClick={() => host.manageTrust()}>
              Manage workspace trust
            </button>
          )}
          {missing === 'model' && (
            <button type="button" class="button primary" onClick={() => host.selectModel('policy')}>
              Select policy model
            </button>
          )}
        </div>
      )}
      {examples.map((example) => (
        <Example key={example.roles.join()} example={example} />
      ))}
      {examples.length > 0 && (
        <p class="legend quiet">
          · space, ↵ line end, → tab, ‹…› an invisible character, or bytes. Boxed: a special token. Arrow keys
          walk through the tokens.
        </p>
      )}
    </main>
  );
}

function Example({ example }: { readonly example: TokenizedExample }) {
  const { roles, model, prompts, completions, reason, notes, tokenizerNotes, separate, maxLength } = example;
  const remarks = [
    ...(separate ? ['A merge crosses the border, so prompt and completion are tokenized apart.'] : []),
    ...notes,
    ...tokenizerNotes,
  ];
  const name = roles.length === 2 ? 'Policy and reference' : roles[0] === 'policy' ? 'Policy' : 'Reference';
  return (
    <section aria-label={name}>
      <h2>
        {name} <bdi class="quiet">{model}</bdi>
        {maxLength > 0 && <span class="quiet">, at most {count(maxLength)} tokens</span>}
      </h2>
      {reason && <p class="message error">It cannot be scored: {reason}.</p>}
      {remarks.map((remark) => (
        <p key={remark} class="quiet">
          {remark}
        </p>
      ))}
      {promptsByRank(example).map((index) => {
        const prompt = prompts[index];
        const own = ranked(example).filter(({ completion }) => completion.prompt === index);
        const words = [`${count(prompt.count)} tokens`, ...truncation(prompt)];
        return (
          <div key={index} class="prompt-group">
            <h3>
              {prompts.length > 1 ? `Prompt of ${own.map(({ name: of }) => of).join(', ')}` : 'Prompt'}
              <span class="quiet"> {words.join(', ')}</span>
            </h3>
            <Stretch kind="prompt" label={`Prompt, ${words.join(', ')}`} stretch={prompt} />
            {own.map(({ completion, name: of, tier }) => (
              <Completion key={of} completion={completion} name={of} tier={tier} before={prompt} />
            ))}
          </div>
        );
      })}
      {completions.length === 0 && !reason && <p class="quiet">There is nothing to score.</p>}
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
    `${count(scored)} of ${count(completion.count)} tokens scored`,
    ...truncation(completion),
    ...(!reason && kept > scored ? ['the first that is left follows nothing'] : []),
    `${count(before.count + completion.count)} with its prompt`,
  ];
  return (
    <>
      <h4>
        {tier} <span class="quiet">{[name, ...words].join(', ')}</span>
      </h4>
      {reason && <p class="message error">It cannot be scored: {reason}.</p>}
      <Stretch kind="completion" label={`${tier}, ${name}, ${words.join(', ')}`} stretch={completion} />
    </>
  );
}

function truncation({ droppedStart, droppedEnd }: { droppedStart: number; droppedEnd: number }): string[] {
  const dropped = droppedStart + droppedEnd;
  return dropped > 0 ? [`${count(dropped)} truncated`] : [];
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
      return completion ? [{ completion, name: `completion ${index + 1}`, tier: label }] : [];
    });
  });
}

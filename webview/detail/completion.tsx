import * as l10n from '@vscode/l10n';
import type { ComponentChildren } from 'preact';
import type { TextTurn } from '../contract.ts';
import { count, fixed, ordinal, percent, signed } from '../format.ts';
import { beta, rewardScale } from '../state.ts';
import { Facts } from './facts.tsx';
import { push, pushWords } from './push.ts';
import { RewardBar } from './rewardBar.tsx';
import { Turns } from './turns.tsx';

/** What is known of one completion. NaN where it is not. */
export interface CompletionFacts {
  /** 0-based, as in the file. */
  readonly index: number;
  /** Words for its annotated tier. */
  readonly tier: string;
  /** Place that its reward gets, 1 = best. */
  readonly place: number;
  readonly reward: number;
  /** Nats. */
  readonly policyLogp: number;
  readonly referenceLogp: number;
  readonly tokens: number;
  readonly topProbability: number;
  readonly gradient: number;
}

interface Props {
  readonly facts: CompletionFacts;
  /** |reward| that fills half of the bar. */
  readonly scale: number;
  /** Undefined while it is read or when it cannot be. */
  readonly turns: readonly TextTurn[] | undefined;
  /** |gradient| of the example's completion that is pushed hardest. */
  readonly hardest: number;
  readonly isCompared: boolean;
  /** At the end of its head. */
  readonly action: ComponentChildren;
  /** What is shown in place of the text. */
  readonly children?: ComponentChildren;
}

export function Completion({ facts, scale, turns, hardest, isCompared, action, children }: Props) {
  const { digits } = rewardScale.value;
  const scored = !Number.isNaN(facts.reward);
  return (
    <li class={isCompared ? 'completion compared' : 'completion'}>
      <div class="completion-head">
        <h4>
          <span class="tier">{facts.tier}</span>
          <span class="quiet">
            {l10n.t(
              '{0} · response {1}',
              scored ? l10n.t('the policy puts it {0}', ordinal(facts.place)) : l10n.t('not scored'),
              facts.index,
            )}
          </span>
          {action}
        </h4>
        {scored && (
          <div
            class="measure"
            title={l10n.t('Implicit reward: beta × log-ratio of policy and reference, nats')}
          >
            <span class="reward-value">{signed(facts.reward, digits)}</span>
            <RewardBar reward={facts.reward} scale={scale} />
            <span class="quiet">{l10n.t('reward')}</span>
          </div>
        )}
      </div>
      {scored && (
        <>
          <Push gradient={facts.gradient} hardest={hardest} />
          <Facts facts={numbers(facts)} />
        </>
      )}
      {children ?? (turns && <Turns turns={turns} />)}
    </li>
  );
}

/** Which way training would push it, and how hard: in words, and as a bar beside the others of the example. */
function Push({ gradient, hardest }: { readonly gradient: number; readonly hardest: number }) {
  if (Number.isNaN(gradient)) return null;
  return (
    <div
      class="measure"
      title={l10n.t(
        'Gradient of the loss by the policy’s log-probability, turned round: the way a training step pushes this completion, and how hard',
      )}
    >
      <span>{push(gradient)}</span>
      <RewardBar reward={-gradient} scale={hardest || 1} />
      <span class="quiet push-words">
        {l10n.t('training pushes it {0}', pushWords(gradient, beta.value))}
      </span>
    </div>
  );
}

function numbers(facts: CompletionFacts) {
  const { policyLogp, referenceLogp, tokens, topProbability } = facts;
  return [
    {
      name: l10n.t({ message: 'Policy', comment: ['The model that is trained'] }),
      value: fixed(policyLogp),
      hint: l10n.t('log π_policy(completion | prompt), nats'),
    },
    {
      name: l10n.t({ message: 'Reference', comment: ['The model that the policy is held against'] }),
      value: fixed(referenceLogp),
      hint: l10n.t('log π_reference(completion | prompt), nats'),
    },
    {
      name: l10n.t('Tokens'),
      value: tokens > 0 ? count(tokens) : '–',
      hint: l10n.t('Tokens of the completion; the prompt’s never count'),
    },
    {
      name: l10n.t('Top'),
      value: percent(topProbability),
      hint: l10n.t('Probability that it is ranked first: softmax of the rewards'),
    },
  ];
}

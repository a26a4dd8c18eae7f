import type { ModelGlance } from '../../model/glance.ts';
import { plainName } from '../../run/runName.ts';
import type { Role } from '../../run/scorerProtocol.ts';
import { sizeWords } from './runWords.ts';

/** A model of the list: what lies there, what it is used for, and where it is known to have run. */
export interface ListedModel extends ModelGlance {
  readonly roles: readonly Role[];
  /** One of the two that come with the extension. */
  readonly isSample: boolean;
  /** Execution provider of the newest run with it. */
  readonly provider: string | undefined;
}

/** `policy · llama · float16 · 4,096 tokens · 2.5 GB · cuda`: what is not known is left out. */
export function modelDescription(model: ListedModel): string {
  const { roles, isSample, kind, precision, contextLength, bytes, provider, problems } = model;
  const parts = [
    roles.length > 0 && roles.join(' and '),
    isSample && 'sample',
    problems.length > 0 && (problems.length === 1 ? 'not whole' : `not whole, ${problems.length} problems`),
    kind && plainName(kind),
    precision,
    contextLength > 0 && `${contextLength.toLocaleString('en')} tokens`,
    bytes > 0 && sizeWords(bytes),
    provider,
  ];
  return parts.filter(Boolean).join(' · ');
}

/** In sentences, for the tooltip and for screen readers. */
export function modelSentences(model: ListedModel): string[] {
  const { folder, roles, isSample, kind, precision, contextLength, bytes, provider, problems } = model;
  return [
    folder,
    roles.length > 0 ? `Set as ${roles.join(' and as ')}.` : '',
    isSample ? 'Comes with Plackett, for the bundled sample.' : '',
    kind === undefined ? '' : `Architecture ${plainName(kind)}.`,
    precision === undefined ? '' : `Weights in ${precision}.`,
    contextLength > 0 ? `Context of ${contextLength.toLocaleString('en')} tokens.` : '',
    bytes > 0 ? `${sizeWords(bytes)} of graph and weights.` : '',
    provider === undefined ? '' : `Ran on ${provider}.`,
    ...problems,
  ].filter((sentence) => sentence !== '');
}

import * as l10n from '@vscode/l10n';
import type { LoadedModel, NodePlacement } from '../model/contract.ts';

/** What the log says of a model when it is loaded. */
export function modelWords(role: string, model: LoadedModel): string {
  const { name, folder, provider, attempts, contextLength, vocabularySize, path, placement, notes } = model;
  const not = attempts.map((attempt) => l10n.t('; not {0}: {1}', attempt.provider, attempt.reason)).join('');
  const size = l10n.t('vocabulary {0}, context {1}', vocabularySize, contextLength || l10n.t('unknown'));
  const nodes = placement.map((each) => l10n.t('{0} nodes on {1}', each.nodes, shortName(each))).join(', ');
  const how = [path, nodes].filter(Boolean).join(', ');
  return [
    l10n.t('{0}: {1} ({2}) on {3}{4}. Path: {5}; {6}.', role, name, folder, provider, not, how, size),
    ...notes,
  ].join(' ');
}

/** "cuda, shared-prompt, 12 of 812 nodes on CPU"; nodes are told of where not all are on the model's provider. */
export function placeWords({ provider, path, placement }: LoadedModel): string {
  const total = placement.reduce((sum, { nodes }) => sum + nodes, 0);
  const fellBack = nodesElsewhere({ provider, placement });
  const where = fellBack.length === 1 ? shortName(fellBack[0]) : l10n.t('other providers');
  const nodes = fellBack.reduce((sum, each) => sum + each.nodes, 0);
  return [
    provider,
    path,
    ...(nodes > 0 ? [l10n.t('{0} of {1} nodes on {2}', nodes, total, where)] : []),
  ].join(', ');
}

/** Nodes that the model's provider left to others. */
export function nodesElsewhere({
  provider,
  placement,
}: Pick<LoadedModel, 'provider' | 'placement'>): readonly NodePlacement[] {
  const own = `${provider}executionprovider`;
  return placement.filter((each) => each.provider.toLowerCase() !== own);
}

function shortName({ provider }: NodePlacement): string {
  return provider.replace(/ExecutionProvider$/, '');
}

import * as l10n from '@vscode/l10n';
/** How the policy's order compares to the annotated one, by shape, so that it needs no colour. The same marks stand above the lines in the editor. */
export function agreement(
  top1: number,
  pairwiseAccuracy: number,
): { readonly glyph: string; readonly words: string; readonly kind: 'all' | 'best' | 'not' } {
  if (top1 !== 1)
    return { glyph: '✗', words: l10n.t('The policy does not rank the best completion first'), kind: 'not' };
  if (pairwiseAccuracy < 1)
    return {
      glyph: '≈',
      words: l10n.t('The policy ranks the best completion first, others in another order'),
      kind: 'best',
    };
  return { glyph: '✓', words: l10n.t('The policy agrees with the whole ranking'), kind: 'all' };
}

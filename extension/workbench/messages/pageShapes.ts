import type { CompareHostCalls } from '../../../webview/compare/contract.ts';
import type { HostCalls } from '../../../webview/contract.ts';
import type { RankingsHostCalls } from '../../../webview/rankings/contract.ts';
import type { TokensHostCalls } from '../../../webview/tokens/contract.ts';
import { verdicts } from '../../preference/decision.ts';
import { exportFormats } from '../../preference/exportColumns.ts';
import { gapMeasures, pairStrategies } from '../../preference/pairOptions.ts';
import * as a from './shape.ts';

/** What the host takes of each page: a call that is not here does not compile, arguments of another shape never reach their handler. */

const runId = a.text(4096);
/** Of a problem's code, a column, a figure. */
const name = a.text(200);
const role = a.oneOf(['policy', 'reference']);

const decision = a.object({
  verdict: a.optional(a.oneOf(verdicts)),
  ranking: a.optional(a.listOf(a.listOf(a.index, 65_536), 65_536)),
  tags: a.listOf(name, 100),
  note: a.text(100_000),
});
const pairs = a.object({
  options: a.object({
    strategy: a.oneOf(pairStrategies),
    gap: a.oneOf(gapMeasures),
    minGap: a.optional(a.number),
    maxGap: a.optional(a.number),
    maxPerPrompt: a.optional(a.number),
    keep: a.oneOf(['largest', 'random']),
    seed: a.number,
  }),
  fields: a.listOf(name, 100),
  only: a.optional(a.object({ runId, rows: a.rows })),
});

export const resultsShapes: a.Shapes<HostCalls> = {
  ready: [],
  exampleText: [a.index],
  openLine: [a.index, a.optional(a.index)],
  copyLink: [a.index],
  showTokens: [a.index],
  setBeta: [a.positive],
  cancel: [],
  evaluate: [],
  selectModel: [role],
  selectFormat: [],
  openSample: [],
  showLog: [],
  exportResults: [
    a.object({
      runId,
      format: a.oneOf(exportFormats),
      rows: a.optional(a.rows),
      columns: a.optional(a.listOf(a.text(10_000), 10_000)),
    }),
  ],
  previewPairs: [pairs],
  writePairs: [pairs],
  saveChart: [name, a.oneOf(['png', 'svg']), a.bytes(2 ** 28)],
  checkFile: [],
  problemRows: [name, a.index, a.index],
  findText: [a.text(10_000)],
  stopFinding: [a.text(10_000)],
  savedViews: [],
  saveViews: [a.listOf(a.anything, 1000)],
  explain: [name],
  review: [],
  decide: [runId, a.index, decision],
  applyDecisions: [],
  tokenScores: [runId, a.index],
  cancelTokenScores: [],
  manageTrust: [],
  copyExample: [runId, a.index, a.positive],
};

export const compareShapes: a.Shapes<CompareHostCalls> = {
  ready: [],
  cancel: [],
  reload: [],
  chooseRuns: [],
  removeRun: [a.index],
  setBeta: [a.positive],
  // A question for an example that a run lacks has its answer too.
  examples: [a.listOf(a.object({ run: a.index, at: a.anything }), 1000)],
  openLine: [a.index, a.index],
  showResults: [a.index],
  saveChart: [a.index, name, a.oneOf(['png', 'svg']), a.bytes(2 ** 28)],
  evaluate: [],
  showLog: [],
};

export const rankingsShapes: a.Shapes<RankingsHostCalls> = {
  ready: [],
  filter: [a.optional(a.object({ code: a.optional(name), text: a.optional(a.text(10_000)) }))],
  rows: [a.index, a.index],
  record: [a.index],
  placeOf: [a.index],
  openText: [a.index],
  explain: [name],
  selectFormat: [],
  evaluate: [],
};

export const tokensShapes: a.Shapes<TokensHostCalls> = {
  ready: [],
  selectModel: [role],
  manageTrust: [],
  openLine: [],
  showRanking: [a.index],
};

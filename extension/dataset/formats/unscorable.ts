import * as l10n from '@vscode/l10n';
import { type Format, has } from './format.ts';

/**
 * `{"prompt", "generations": ["path.webp", ...], "ranking": [ranks]}`: what is ranked are images.
 * Source: GitHub THUDM/ImageReward, data.
 */
export const imageReward: Format = {
  name: 'imagereward',
  title: l10n.t('ImageReward (images)'),
  columns: ['prompt', 'generations', 'ranking'],
  detect: (record) => has(record, 'generations') && has(record, 'ranking'),
  read: (_record, report) => report('images-not-scored', { path: ['generations'] }) as undefined,
};

/** `{"prompt", "completion", "label": true}`: one completion that somebody liked or not. Source: GitHub huggingface/trl, dataset_formats.md. */
export const unpaired: Format = {
  name: 'unpaired',
  title: l10n.t('TRL unpaired preference (no ranking)'),
  columns: ['prompt', 'completion', 'label'],
  detect: (record) => has(record, 'completion') && typeof record.label === 'boolean',
  read: (_record, report) => report('unpaired', { path: ['label'] }) as undefined,
};

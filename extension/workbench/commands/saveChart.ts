import * as l10n from '@vscode/l10n';
import { writeWhole } from '../../run/export/fileSink.ts';
import { askTarget, tellWritten } from '../saveAs.ts';

/** A chart of the results page as an image, where somebody chooses. */
export async function saveChart(
  dataset: string,
  name: string,
  extension: 'png' | 'svg',
  content: Uint8Array,
): Promise<void> {
  const suffix = name.replace(/[^a-z0-9]+/gi, '-').slice(0, 40) || 'chart';
  const target = await askTarget(dataset, { suffix, extension, title: l10n.t('Save the Chart') });
  await writeWhole(target, dataset, (sink) => sink.write(content));
  void tellWritten(target, l10n.t('The chart is in {0}.', target));
}

import { copyFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { makeModel } from './makeModel.ts';

// A process of its own: what it needs in memory is nobody's peak.
const [folder, vocabulary] = process.argv.slice(2);
makeModel(folder, Number(vocabulary));
for (const name of ['tokenizer.json', 'tokenizer_config.json']) {
  copyFileSync(resolve('media/sample/policy', name), join(folder, name));
}
writeFileSync(join(folder, 'complete'), '');

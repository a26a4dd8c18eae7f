// `npm run bench`: runs every *.bench.mjs beside this file. Ratios to what a user would pick instead; machines are noisy.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('.', import.meta.url));
const wanted = process.argv.slice(2);
for (const name of readdirSync(folder)
  .filter((n) => n.endsWith('.bench.mjs'))
  .sort()) {
  if (wanted.length && !wanted.some((w) => name.includes(w))) continue;
  console.log(`\n# ${name.replace('.bench.mjs', '')}`);
  const { status } = spawnSync(process.execPath, ['--expose-gc', folder + name], { stdio: 'inherit' });
  if (status) process.exitCode = 1;
}

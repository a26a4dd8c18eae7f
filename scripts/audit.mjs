// Known vulnerabilities of what ships, be it bundled or a dependency: high ones fail, lower ones are told. Where the registry gives
// no answer, that is said, and nothing fails.
import { spawnSync } from 'node:child_process';
import { root } from './bundles.mjs';
import { shippedPackages } from './shipped.mjs';

const shipped = (await shippedPackages()).map(({ name }) => name);
const answers = [
  audit(['--omit=dev'], () => true),
  // Most of what is bundled is a devDependency; tools that only build or test are not what ships.
  audit([], (name) => shipped.includes(name)),
];
if (answers.includes(undefined)) {
  console.log('audit: skipped, as the registry gave no answer');
} else {
  const found = new Map(answers.flat().map((one) => [one.name, one]));
  for (const { name, severity, range } of found.values()) console.log(`audit: ${name} ${range}: ${severity}`);
  const grave = [...found.values()].filter(({ severity }) => severity === 'high' || severity === 'critical');
  console.log(`audit: ${shipped.length} packages ship, ${found.size} have known vulnerabilities`);
  if (grave.length > 0) process.exitCode = 1;
}

/** Vulnerable packages as npm tells them; undefined where it could not ask. */
function audit(flags, isOurs) {
  const { stdout } = spawnSync(
    'npm',
    ['audit', '--json', '--fetch-retries=0', '--fetch-timeout=20000', ...flags],
    {
      cwd: root,
      encoding: 'utf8',
      timeout: 60_000,
      shell: process.platform === 'win32',
    },
  );
  try {
    const { vulnerabilities } = JSON.parse(stdout);
    return vulnerabilities && Object.values(vulnerabilities).filter(({ name }) => isOurs(name));
  } catch {
    return undefined;
  }
}

import Mocha from 'mocha';

/** The entry that a VS Code loads, be it by `@vscode/test-electron` or served to a browser: runs every `*.test.ts` beside it. */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'tdd', color: false, timeout: 30_000 });
  mocha.suite.emit('pre-require', globalThis, 'plackett', mocha);
  await import('./suites.ts');
  const failures = await new Promise<number>((resolve) => {
    const runner = mocha.run(resolve);
    runner.once('end', () => {
      const { passes = 0, failures: failed = 0, pending = 0 } = runner.stats ?? {};
      console.log(`integration: ${passes} passed, ${failed} failed, ${pending} skipped`);
    });
  });
  if (failures > 0) throw new Error(`${failures} tests failed`);
}

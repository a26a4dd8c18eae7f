import { ScorerClient } from '../run/scorerClient.ts';
import { ExitCode } from './exitCodes.ts';

/** `plackett providers`: best first. */
export async function providersCommand(options: { json?: boolean }, scorerScript: string): Promise<number> {
  const client = new ScorerClient(scorerScript, () => {});
  try {
    const reports = await client.providers();
    for (const { provider, works, bundled, detail } of reports) {
      const line = options.json
        ? JSON.stringify({ provider, works, bundled, detail })
        : `${provider.padEnd(7)} ${(works ? 'works' : 'does not work').padEnd(14)} ${detail}`;
      process.stdout.write(`${line}\n`);
    }
    return ExitCode.done;
  } finally {
    client.end('done');
  }
}

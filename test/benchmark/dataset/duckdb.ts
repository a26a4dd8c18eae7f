import { DuckDBInstance } from '@duckdb/node-api';
import { measure } from './job.ts';

await measure(async (file, threads) => {
  const instance = await DuckDBInstance.create(':memory:', { threads: String(threads) });
  const connection = await instance.connect();
  const reader = await connection.runAndReadAll(
    `SELECT count(*) FROM read_json('${file}', format = 'newline_delimited',
       columns = {prompt: 'VARCHAR', responses: 'VARCHAR[]', ranking: 'BIGINT[]'})
     WHERE prompt IS NOT NULL AND len(responses) >= 2 AND list_sort(ranking) = range(len(responses))`,
  );
  return Number(reader.getRows()[0][0]);
});

// The official JavaScript client against the embedded ClickHouse.
// Usage: node client.mjs CLIENT URL ADMIN READER SECRET DATABASE
// Prints one line "ok NAME" or "failed NAME: why" for each check.
import { pathToFileURL } from 'node:url';
import { Readable } from 'node:stream';

const [clientPath, url, admin, reader, secret, database] = process.argv.slice(2);
const { createClient } = (await import(pathToFileURL(clientPath))).default;

const check = async (name, work) => {
  try {
    await work();
    console.log('ok', name);
  } catch (error) {
    console.log('failed', name + ':', String(error.message ?? error).split('\n')[0]);
  }
};
const same = (got, want) => {
  if (JSON.stringify(got) !== JSON.stringify(want)) {
    throw new Error(`got ${JSON.stringify(got)}, want ${JSON.stringify(want)}`);
  }
};
const fails = async (work, code) => {
  try {
    await work();
  } catch (error) {
    if (String(error.code) !== String(code)) throw new Error(`code ${error.code} (${error.message}), want ${code}`);
    return;
  }
  throw new Error(`no error, want code ${code}`);
};
const rowsOf = async (set) => (await set.json());

for (const compression of [{ request: false, response: false }, { request: true, response: true }]) {
  const mark = compression.request ? ' compressed' : ' plain';
  const table = 't' + (compression.request ? 1 : 0);
  const client = createClient({ url, username: admin, password: secret, database, compression });

  await check('ping' + mark, async () => same((await client.ping()).success, true));
  await check('ping select' + mark, async () => same((await client.ping({ select: true })).success, true));
  await check('command' + mark, () => client.command({ query: `CREATE TABLE ${table} (n UInt32, s String) ENGINE = MergeTree ORDER BY n` }));
  await check('insert values' + mark, async () => {
    await client.insert({ table, values: [{ n: 1, s: 'a' }, { n: 2, s: '黎川' }], format: 'JSONEachRow' });
    same(await rowsOf(await client.query({ query: `SELECT * FROM ${table} ORDER BY n`, format: 'JSONEachRow' })), [{ n: 1, s: 'a' }, { n: 2, s: '黎川' }]);
  });
  await check('insert stream' + mark, async () => {
    await client.command({ query: `TRUNCATE TABLE ${table}` });
    const rows = Readable.from((function* () {
      for (let n = 0; n < 50000; n++) yield { n, s: 's' + n };
    })(), { objectMode: true });
    await client.insert({ table, values: rows, format: 'JSONEachRow' });
    same(await rowsOf(await client.query({ query: `SELECT toUInt32(count()) AS n FROM ${table}`, format: 'JSONEachRow' })), [{ n: 50000 }]);
  });
  await check('JSON' + mark, async () => {
    const got = await (await client.query({ query: 'SELECT 1 AS a', format: 'JSON' })).json();
    same([got.data, got.rows], [[{ a: 1 }], 1]);
  });
  await check('parameters' + mark, async () => same(
    await rowsOf(await client.query({
      query: 'SELECT {n:UInt8} AS n, {s:String} AS s, {l:Array(String)} AS l, {m:Map(String, UInt8)} AS m, {e:Nullable(String)} AS e',
      query_params: { n: 5, s: "it's\t", l: ['a', 'b'], m: { k: 1 }, e: null }, format: 'JSONEachRow',
    })), [{ n: 5, s: "it's\t", l: ['a', 'b'], m: { k: 1 }, e: null }]));
  await check('parameters in a multipart body' + mark, async () => same(
    await rowsOf(await client.query({ query: 'SELECT length({s:String})::UInt32 AS n', query_params: { s: 'x'.repeat(9000) }, use_multipart_params: true, format: 'JSONEachRow' })),
    [{ n: 9000 }]));
  await check('settings' + mark, async () => same(
    await rowsOf(await client.query({ query: "SELECT getSetting('max_block_size')::UInt32 AS n", clickhouse_settings: { max_block_size: '99' }, format: 'JSONEachRow' })), [{ n: 99 }]));
  await check('stream' + mark, async () => {
    let count = 0;
    for await (const rows of (await client.query({ query: 'SELECT number FROM numbers(500000)', format: 'JSONEachRow' })).stream()) count += rows.length;
    same(count, 500000);
  });
  await check('error' + mark, () => fails(() => client.query({ query: 'SELECT * FROM nope' }), 60));
  // The client finds an exception only where it comes in one piece, so little stands before it.
  await check('late error' + mark, () => fails(async () => {
    const set = await client.query({
      query: 'SELECT throwIf(number = 1500) AS x FROM numbers(3000)', format: 'JSONEachRow',
      clickhouse_settings: { max_block_size: '1000', max_threads: 1 },
    });
    for await (const rows of set.stream()) void rows;
  }, 395));
  await check('exec' + mark, async () => {
    const { stream } = await client.exec({ query: 'SELECT 1 FORMAT CSV' });
    let text = '';
    for await (const part of stream) text += part;
    same(text, '1\n');
  });
  await check('summary' + mark, async () => {
    const { summary } = await client.insert({ table, values: [{ n: 7, s: 'z' }], format: 'JSONEachRow' });
    same(summary.written_rows, '1');
  });
  await check('abort' + mark, async () => {
    const controller = new AbortController();
    const work = client.query({ query: 'SELECT count() FROM numbers(1000000000000) WHERE NOT ignore(sipHash64(number))', abort_signal: controller.signal });
    setTimeout(() => controller.abort(), 50);
    try {
      await work;
    } catch (error) {
      same(error.message, 'The user aborted a request.');
      return;
    }
    throw new Error('not aborted');
  });
  await client.close();

  const guest = createClient({ url, username: reader, password: secret, database, compression });
  await check('reader ping' + mark, async () => same((await guest.ping({ select: true })).success, true));
  await check('reader reads' + mark, async () => same(
    await rowsOf(await guest.query({ query: `SELECT toUInt32(count() > 0) AS n FROM ${table}`, format: 'JSONEachRow' })), [{ n: 1 }]));
  await check('reader may not write' + mark, () => fails(() => guest.command({ query: `DROP TABLE ${table}` }), 164));
  await check('reader may not insert' + mark, () => fails(() => guest.insert({ table, values: [{ n: 1, s: '' }], format: 'JSONEachRow' }), 164));
  await guest.close();
}

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { saveApiToken, saveUser } from '../src/database/accounts.js';
import { SEND_WELCOME, startTestSender, type TestSender, TOKEN, temporaryFolder } from './support/sender.js';

const JSON_TYPE = 'application/json';
const XML_TYPE = 'application/xml';

let sender: TestSender;
let removeFolder: () => Promise<void>;

beforeAll(async () => {
  const { folder, remove } = await temporaryFolder();
  removeFolder = remove;
  sender = await startTestSender(folder);
  await saveApiToken(sender.database, 'expired', [7], { expiresAt: new Date(Date.now() - 1000) });
  await saveApiToken(sender.database, 'not yet expired', [7], {
    expiresAt: new Date(Date.now() + 3_600_000),
  });
});

afterAll(async () => {
  await sender.close();
  await removeFolder();
});

/** Posts, expects HTTP 200, and gives the type and the body of the answer. */
async function post(type: string, body: string | Buffer, headers = {}, query = '') {
  const response = await sender.post(body, { 'content-type': type, ...headers }, query);
  expect(response.status).toBe(200);
  expect(response.headers.get('cache-control')).toBe('no-store');
  return { type: response.headers.get('content-type'), body: await response.text() };
}

/** Posts in JSON and gives the answer. */
async function postJson(body: string | Buffer, headers = {}, query = '') {
  return JSON.parse((await post(JSON_TYPE, body, headers, query)).body) as {
    error: number;
    error_text: string;
  };
}

/** Posts in XML and gives code and text of the answer. */
async function postXml(body: string | Buffer, type = XML_TYPE) {
  const answer = (await post(type, body)).body;
  const [, error, error_text] =
    /^<xml><error>(\d+)<\/error><error_text>([^<>&]+)<\/error_text><\/xml>$/.exec(answer) ?? [];
  return { error: Number(error), error_text };
}

const json = (parameters: object = {}) =>
  JSON.stringify({ token: TOKEN, account_id: 7, name: 'example', ...parameters });

const xml = ({ token = TOKEN, account_id = '7', name = 'example' } = {}) =>
  `<xml><token>${token}</token><account_id>${account_id}</account_id><name>${name}</name></xml>`;

const text = (parameter: string) => expect.stringMatching(new RegExp(`^Incorrect request: ${parameter} `));

describe('the published examples', () => {
  test('in JSON', async () => {
    expect(
      await post(JSON_TYPE, '{"token": "abcdefghijklmnqrstuvwxyz", "account_id": 7, "name": "example"}'),
    ).toEqual({
      type: 'application/json; charset=utf-8',
      body: '{"error":0,"error_text":"Successful operation"}',
    });
  });

  test('in XML', async () => {
    expect(
      await post(
        XML_TYPE,
        '<xml><token>abcdefghijklmnqrstuvwxyz</token><account_id>7</account_id><name>example</name></xml>',
      ),
    ).toEqual({
      type: 'application/xml; charset=utf-8',
      body: '<xml><error>0</error><error_text>Successful operation</error_text></xml>',
    });
  });

  test('the XML that is published by mistake is not a request', async () => {
    const unclosed =
      '<xml><token>abcdefghijklmnqrstuvwxyz</token><account_id>7</account_id><name>example<name></xml>';
    expect(await postXml(unclosed)).toEqual({ error: 400, error_text: text('body') });
    const noNumber =
      '<xml><token>abcdefghijklmnqrstuvwxyz</token><account_id>Successful operation</account_id><name>example</name></xml>';
    expect(await postXml(noNumber)).toEqual({ error: 400, error_text: text('account_id') });
    const both =
      '<xml><token>abcdefghijklmnqrstuvwxyz</token><account_id>Successful operation</account_id><name>example<name></xml>';
    expect(await postXml(both)).toEqual({ error: 400, error_text: text('body') });
  });
});

describe('every code, in both formats', () => {
  test.each<[number, string, Parameters<typeof xml>[0] & object]>([
    [401, 'The token is wrong', { token: 'abcdefghijklmnqrstuvwxy' }],
    [401, 'The token is wrong', { token: '' }],
    [401, 'The token is wrong', { token: 'expired' }],
    [403, 'No right to that account', { account_id: '8' }],
    [404, 'No such account', { account_id: '9' }],
    [404, 'No such account', { account_id: '0' }],
    [404, 'No such account', { account_id: '-7' }],
    [404, 'No such account', { account_id: '9007199254740991' }],
    [404, 'No such user', { name: 'Example' }],
    [404, 'No such user', { name: ' example' }],
  ])('%i %s: %j', async (error, error_text, parameters) => {
    const { account_id, ...others } = parameters;
    const numeric = account_id === undefined ? others : { ...others, account_id: Number(account_id) };
    expect(await postJson(json(numeric))).toEqual({ error, error_text });
    expect(await postXml(xml(parameters))).toEqual({ error, error_text });
  });

  test('401 without a token', async () => {
    const answer = { error: 401, error_text: 'The token is missing' };
    expect(await postJson('{"account_id": 7, "name": "example"}')).toEqual(answer);
    expect(await postXml('<xml><account_id>7</account_id><name>example</name></xml>')).toEqual(answer);
    expect(await postJson(json({ token: undefined }), { authorization: 'Basic abc' })).toEqual(answer);
  });

  test('0 with a token that has not expired yet', async () => {
    expect(await postJson(json({ token: 'not yet expired' }))).toMatchObject({ error: 0 });
  });

  test('429 for a token that came too often, and only for that', async () => {
    const { folder, remove } = await temporaryFolder();
    const limited = await startTestSender(folder, { RATE_LIMIT: '2', DATABASE_URL: '' });
    await saveApiToken(limited.database, 'another', [7]);
    const call = (token: string) => limited.call({ token, account_id: 7, name: 'example' });
    expect([await call(TOKEN), await call(TOKEN), await call(TOKEN), await call('another')]).toEqual([
      0, 0, 429, 0,
    ]);
    const answer = await limited.post(xml(), { 'content-type': XML_TYPE });
    expect(answer.status).toBe(200);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await answer.text()).toBe(
      '<xml><error>429</error><error_text>Too many requests</error_text></xml>',
    );
    await limited.close();
    await remove();
  });

  test('429 for an address that came with wrong tokens too often, before they are looked up', async () => {
    const { folder, remove } = await temporaryFolder();
    const limited = await startTestSender(folder, { RATE_LIMIT: '2', TRUST_PROXY: '127.0.0.1' });
    const call = (token: string, address: string) =>
      limited.call({ token, account_id: 7, name: 'example' }, { 'x-forwarded-for': address });
    expect(await call(TOKEN, '192.0.2.1')).toBe(0);
    expect([
      await call('x', '192.0.2.1'),
      await call('y', '192.0.2.1'),
      await call('z', '192.0.2.1'),
    ]).toEqual([401, 401, 429]);
    await limited.database.query('alter table sender.api_tokens rename to api_tokens_elsewhere');
    expect(await call('z', '192.0.2.1')).toBe(429);
    await limited.database.query('alter table sender.api_tokens_elsewhere rename to api_tokens');
    expect([await call(TOKEN, '192.0.2.1'), await call(TOKEN, '192.0.2.2')]).toEqual([429, 0]);
    // Some proxies add the port, which differs for each connection.
    for (const address of ['192.0.2.3', '[2001:db8::1]']) {
      const codes = [await call('x', `${address}:40001`), await call('y', `${address}:40002`)];
      expect([...codes, await call('z', `${address}:40003`)]).toEqual([401, 401, 429]);
    }
    await limited.close();
    await remove();
  });

  test('429 for a user who has got a mail a moment ago, unless the address has changed', async () => {
    const { folder, remove } = await temporaryFolder();
    const paused = await startTestSender(folder, { USER_PAUSE_SECONDS: '60' });
    await saveUser(paused.database, 7, { name: 'other', email: 'other@example.com' });
    const call = (name: string) => paused.call({ token: TOKEN, account_id: 7, name });
    expect(await call('example')).toBe(0);
    const links = () => paused.database.query('select * from sender.links');
    const before = await links();
    const answer = await paused.post(xml(), { 'content-type': XML_TYPE });
    expect(await answer.text()).toBe(
      '<xml><error>429</error><error_text>Too many requests for that user</error_text></xml>',
    );
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(30);
    expect(Number(answer.headers.get('retry-after'))).toBeLessThanOrEqual(60);
    expect(await links()).toEqual(before);
    const together = await Promise.all([1, 2, 3].map(() => call('other')));
    expect(together.sort()).toEqual([0, 429, 429]);
    await saveUser(paused.database, 7, { name: 'example', email: 'corrected@example.com' });
    expect([await call('example'), await call('example')]).toEqual([0, 429]);
    await paused.database.query("update sender.links set issued_at = now() - interval '60 seconds'");
    expect(await call('example')).toBe(0);
    await paused.close();
    await remove();
  });

  test('500 when the database is gone, which health tells too', async () => {
    const { folder, remove } = await temporaryFolder();
    const broken = await startTestSender(folder, { DATABASE_URL: '' });
    const health = () => fetch(`${broken.url}/healthz`);
    expect([(await health()).status, await (await health()).text()]).toEqual([200, '{"status":"ok"}']);
    await broken.database.close();
    expect(await broken.call({ token: TOKEN, account_id: 7, name: 'example' })).toBe(500);
    expect(await (await broken.post(xml(), { 'content-type': XML_TYPE })).text()).toBe(
      '<xml><error>500</error><error_text>Internal error</error_text></xml>',
    );
    expect([(await health()).status, await (await health()).text()]).toEqual([
      503,
      '{"status":"unavailable"}',
    ]);
    // It has no database to close any more.
    await expect(broken.close()).rejects.toThrow('closed');
    await remove();
  });
});

describe('Idempotency-Key', () => {
  const call = (name: string, key: string) => postJson(json({ name }), { 'idempotency-key': key });

  test('makes one mail of several calls, also at the same time', async () => {
    await saveUser(sender.database, 7, { name: 'once', email: 'once@example.com' });
    const link = () =>
      sender.database.query(
        "select token_id_hash from sender.links join sender.users on id = user_id where name = 'once'",
      );
    expect(await call('once', 'a')).toMatchObject({ error: 0 });
    const first = await link();
    expect(await call('once', 'a')).toMatchObject({ error: 0 });
    expect(await link()).toEqual(first);
    const together = await Promise.all([1, 2, 3].map(() => call('once', 'b')));
    expect(together.map(({ error }) => error)).toEqual([0, 0, 0]);
    const second = await link();
    expect(second).not.toEqual(first);
    expect(await call('once', 'b')).toMatchObject({ error: 0 });
    expect(await link()).toEqual(second);
  });

  test('is for one user, not used up by a call that failed, and forgotten after a day', async () => {
    await saveUser(sender.database, 7, { name: 'keyed', email: 'keyed@example.com' });
    const wrong = { error: 400, error_text: text('Idempotency-Key') };
    expect(await call('nobody', 'c')).toMatchObject({ error: 404 });
    expect(await call('keyed', 'c')).toMatchObject({ error: 0 });
    expect(await call('example', 'c')).toEqual(wrong);
    await sender.database.query(
      "update sender.idempotency_keys set created_at = now() - interval '25 hours'",
    );
    expect(await call('example', 'c')).toMatchObject({ error: 0 });
    expect(await call('example', 'x'.repeat(256))).toEqual(wrong);
  });
});

describe('the token as Authorization: Bearer', () => {
  test('is taken in place of that in the body', async () => {
    const body = '{"account_id": 7, "name": "example"}';
    expect(await postJson(body, { authorization: `Bearer ${TOKEN}` })).toMatchObject({ error: 0 });
    expect(await postJson(body, { authorization: `bearer  ${TOKEN}` })).toMatchObject({ error: 0 });
    expect(await postJson(body, { authorization: `Bearer ${TOKEN}x` })).toMatchObject({ error: 401 });
  });

  test('may not come beside it', async () => {
    expect(await postJson(json(), { authorization: `Bearer ${TOKEN}` })).toEqual({
      error: 400,
      error_text: text('token'),
    });
  });
});

describe('what is wrong with a parameter is said by its name', () => {
  test.each([
    ['token', '{"token": 7, "account_id": 7, "name": "example"}'],
    ['token', '{"token": null, "account_id": 7, "name": "example"}'],
    ['account_id', json({ account_id: undefined })],
    ['account_id', json({ account_id: '7' })],
    ['account_id', json({ account_id: null })],
    ['account_id', json({ account_id: [7] })],
    ['account_id', json({ account_id: 7.5 })],
    ['account_id', json().replace('7', '7.0')],
    ['account_id', json().replace('7', '7e0')],
    ['account_id', json().replace('7', '9007199254740992')],
    ['account_id', json().replace('7', '9007199254740990.6')],
    ['account_id', json().replace('7', '1e400')],
    ['name', json({ name: undefined })],
    ['name', json({ name: '' })],
    ['name', json({ name: 7 })],
    ['name', json({ name: { toString: 'example' } })],
    ['name', json({ name: 'x'.repeat(257) })],
    ['name', json({ name: 'exam\0ple' })],
    ['name', json({ name: 'example\r\nBcc: all@example.com' })],
    ['name', json().replace('example', '\\ud800')],
    ['body', json({ admin: true })],
    ['body', json().replace('{', '{"__proto__": {"account_id": 7}, ')],
    ['body', json().replace('"account_id":7', '"account_id":7,"account_id":8')],
    ['body', json().slice(0, -1)],
    ['body', `${json()}${json()}`],
    ['body', '[]'],
    ['body', 'null'],
    ['body', '"example"'],
    ['body', ''],
    ['body', '['.repeat(16_000)],
  ])('%s in JSON, case %#', async (parameter, body) => {
    expect(await postJson(body)).toEqual({ error: 400, error_text: text(parameter) });
  });

  test.each([
    ['account_id', xml({ account_id: '' })],
    ['account_id', xml({ account_id: ' 7' })],
    ['account_id', xml({ account_id: '7.0' })],
    ['account_id', xml({ account_id: '+7' })],
    ['account_id', xml({ account_id: '07' })],
    ['account_id', xml({ account_id: '0x7' })],
    ['account_id', xml({ account_id: '٧' })],
    ['account_id', xml({ account_id: '9007199254740992' })],
    ['account_id', `<xml><token>${TOKEN}</token><name>example</name></xml>`],
    ['name', xml({ name: '' })],
    ['name', xml({ name: '&#10;' })],
    ['name', `<xml><token>${TOKEN}</token><account_id>7</account_id><name/></xml>`],
    ['body', xml({ name: '<b>example</b>' })],
    ['body', xml().replace('<xml>', '<xml lang="en">')],
    ['body', xml().replace('<name>', '<name xml:lang="en">')],
    ['body', xml().replaceAll('xml>', 'request>')],
    ['body', xml().replaceAll('xml>', 'XML>')],
    ['body', xml().replace('<name>', '<name>other</name><name>')],
    ['body', xml().replace('</xml>', '<admin>true</admin></xml>')],
    ['body', xml().replace('</xml>', 'text</xml>')],
    ['body', `${xml()}${xml()}`],
    ['body', `${xml()}text`],
    ['body', `text${xml()}`],
    ['body', xml().slice(0, -1)],
    ['body', xml().replace('example', 'exam<!-- -->ple')],
    ['body', `<?run this?>${xml()}`],
    ['body', `<?xml version="1.0" encoding="ISO-8859-1"?>${xml()}`],
    ['body', xml({ name: '&nbsp;' })],
    ['body', xml({ name: 'AT&T' })],
    ['body', xml({ name: '&#0;' })],
    ['body', `<!DOCTYPE xml>${xml()}`],
    ['body', `<!DOCTYPE xml [<!ENTITY name "example">]>${xml({ name: '&name;' })}`],
    ['body', `<!DOCTYPE xml [<!ENTITY file SYSTEM "file:///etc/passwd">]>${xml({ name: '&file;' })}`],
    ['body', `<!DOCTYPE xml SYSTEM "http://127.0.0.1:1/evil.dtd">${xml()}`],
    ['body', ''],
    ['body', '<xml/>text'],
    ['body', '<xml>'.repeat(3_000)],
  ])('%s in XML, case %#', async (parameter, body) => {
    expect(await postXml(body)).toEqual({ error: 400, error_text: text(parameter) });
  });

  test('no answer repeats what was sent', async () => {
    const body = json({ name: 'x'.repeat(300), account_id: 'SECRET', SECRET: TOKEN });
    expect((await post(JSON_TYPE, body)).body).not.toMatch(/SECRET|xxx|abcdef/);
  });
});

describe('a body that can hardly be read', () => {
  test('of more than 16 KB', async () => {
    const answer = { error: 400, error_text: text('body') };
    expect(await postJson(json().padEnd(16 * 1024, ' '))).toMatchObject({ error: 0 });
    expect(await postJson(json().padEnd(16 * 1024 + 1, ' '))).toEqual(answer);
    expect(await postXml(xml().padEnd(16 * 1024 + 1, ' '))).toEqual(answer);
    expect(await postJson(Buffer.alloc(3_000_000, 'x'))).toEqual(answer);
  });

  test('not in UTF-8', async () => {
    const latin1 = Buffer.from(json({ name: 'José' }), 'latin1');
    expect(await postJson(latin1)).toEqual({ error: 400, error_text: text('body') });
    expect(await postXml(Buffer.from(xml({ name: 'José' }), 'latin1'))).toMatchObject({ error: 400 });
    expect(await postXml(xml(), 'application/xml; charset=utf-16')).toMatchObject({ error: 400 });
  });

  test('of another type, or of none', async () => {
    const answer = { error: 400, error_text: text('Content-Type') };
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'application/jsonx',
      'nonsense',
      ';',
    ]) {
      expect(await postJsonAs(type), type).toMatchObject({ error: 400 });
    }
    expect(await postJsonAs('application/json; charset=latin1')).toEqual(answer);
    const { body } = await post('application/soap+xml', xml());
    expect(JSON.parse(body)).toEqual(answer);
    const withoutType = await sender.post(Buffer.from(json()));
    expect(await withoutType.json()).toEqual(answer);
  });

  const postJsonAs = async (type: string) => JSON.parse((await post(type, json())).body);
});

describe('what a body may be', () => {
  test('of a type in any case, in which it is answered too', async () => {
    expect((await post('application/XML', xml())).type).toBe('application/xml; charset=utf-8');
    expect((await post('Text/XML; Charset=UTF-8', xml())).type).toBe('application/xml; charset=utf-8');
    expect((await post('APPLICATION/JSON', json())).type).toBe('application/json; charset=utf-8');
  });

  test('in either type of XML, with a declaration, line breaks and CDATA', async () => {
    expect(await postXml(xml(), 'text/xml; charset="UTF-8"')).toMatchObject({ error: 0 });
    const spaced = `\uFEFF<?xml version="1.0" encoding="utf-8"?>\n${xml({ name: '<![CDATA[example]]>' }).replaceAll('><', '>\n  <')}\n`;
    expect(await postXml(spaced)).toMatchObject({ error: 400 });
    const tidy = spaced.replace(/<name>\s*(.*?)\s*<\/name>/s, '<name>$1</name>');
    expect(await postXml(tidy)).toMatchObject({ error: 0 });
  });

  test('in chunks, without a length', async () => {
    const body = ReadableStream.from([Buffer.from(xml())]);
    const init = {
      method: 'POST',
      headers: { 'content-type': XML_TYPE },
      body,
      duplex: 'half',
    } as RequestInit;
    const answer = await fetch(`${sender.url}${SEND_WELCOME}`, init);
    expect(await answer.text()).toContain('<error>0</error>');
  });

  test('in any order, with any name', async () => {
    const names = ['𝔄𝔡𝔞 👩🏽‍💻', 'AT&T <b>', 'O\'Brien "x"', 'x'.repeat(256), '👍'.repeat(256)];
    for (const name of names) {
      await saveUser(sender.database, 7, { name, email: 'names@example.com' });
      expect(await postJson(JSON.stringify({ name, account_id: 7, token: TOKEN })), name).toMatchObject({
        error: 0,
      });
      const escaped = name.replace(/[&<]/g, (character) => `&#x${character.charCodeAt(0).toString(16)};`);
      expect(await postXml(xml({ name: escaped })), name).toMatchObject({ error: 0 });
    }
    expect(await postXml(xml({ name: 'AT&amp;T &lt;b>' }))).toMatchObject({ error: 0 });
  });
});

describe('the format of the answer', () => {
  const format = async (type: string, accept?: string, query = '') => {
    const answer = await post(type, type === JSON_TYPE ? json() : xml(), accept ? { accept } : {}, query);
    expect(answer.body).toMatch(answer.type?.includes('xml') ? /^<xml>/ : /^\{/);
    return answer.type?.includes('xml') ? 'xml' : 'json';
  };

  test("is the request's own", async () => {
    expect([await format(JSON_TYPE), await format(XML_TYPE), await format('text/xml')]).toEqual([
      'json',
      'xml',
      'xml',
    ]);
    expect([await format(JSON_TYPE, '*/*'), await format(XML_TYPE, '*/*')]).toEqual(['json', 'xml']);
    expect([await format(JSON_TYPE, 'image/png'), await format(XML_TYPE, 'image/png')]).toEqual([
      'json',
      'xml',
    ]);
  });

  test('or by Accept', async () => {
    expect(await format(JSON_TYPE, 'application/xml')).toBe('xml');
    expect(await format(JSON_TYPE, 'text/xml')).toBe('xml');
    expect(await format(XML_TYPE, 'application/json')).toBe('json');
    expect(await format(XML_TYPE, 'application/xml;q=0.5, application/json')).toBe('json');
    expect(await format(XML_TYPE, 'application/json;q=0, */*')).toBe('xml');
  });

  test('or by ?format=, whatever else is said', async () => {
    expect(await format(JSON_TYPE, 'application/json', '?format=xml')).toBe('xml');
    expect(await format(XML_TYPE, undefined, '?format=json')).toBe('json');
    const answer = { error: 400, error_text: text('format') };
    expect(await postJson(json(), {}, '?format=yaml')).toEqual(answer);
    expect(await postJson(json(), {}, '?format=json&format=xml')).toEqual(answer);
  });

  test('also of what is refused before it is read', async () => {
    const large = await post(JSON_TYPE, ' '.repeat(20_000), { accept: 'application/xml' });
    expect(large.body).toContain('<error>400</error>');
  });
});

test('there is nothing else under the API', async () => {
  for (const [method, path] of [
    ['GET', SEND_WELCOME],
    ['PUT', SEND_WELCOME],
    ['POST', '/api/v1.1/admin'],
  ]) {
    const response = await fetch(`${sender.url}${path}`, { method: String(method) });
    expect(await response.json()).toMatchObject({ error: 400 });
  }
  expect((await fetch(`${sender.url}/`)).status).toBe(404);
  const unreadable = await fetch(`${sender.url}/${TOKEN}/%zz`);
  expect(unreadable.status).toBe(400);
  expect(await unreadable.text()).not.toContain(TOKEN);
});

test('an API token is kept as a hash only', async () => {
  const rows = await sender.database.query<{ row: string }>('select t::text as row from sender.api_tokens t');
  expect(rows.length).toBeGreaterThan(0);
  expect(JSON.stringify(rows)).not.toContain(TOKEN);
});

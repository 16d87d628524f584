import { expect, test } from 'vitest';
import { startSenderWithSmtp, TOKEN } from './support/sender.js';
import { smtpError } from './support/smtp.js';
import { until } from './support/until.js';

const CALL = { token: TOKEN, account_id: 7, name: 'example' };

const { sender, smtp } = await startSenderWithSmtp();

async function scrape(): Promise<string[]> {
  const response = await fetch(`${sender.url}/metrics`);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  return (await response.text()).split('\n');
}

/** Waits until the metrics have all these lines, among others. */
async function scraped(...lines: string[]): Promise<string[]> {
  return until(async () => {
    const all = await scrape();
    return lines.every((line) => all.includes(line)) && all;
  });
}

test('have each kind of failure from the start, so that an alert can compare the first one', async () => {
  const all = await scrape();
  for (const kind of ['deferred', 'rejected', 'broken'])
    expect(all).toContain(`sender_smtp_failures_total{kind="${kind}"} 0`);
});

test('tell of calls, jobs, mails and failures, and nothing of a request', async () => {
  expect(await sender.call(CALL, { 'user-agent': 'curl/8' })).toBe(0);
  await scraped(
    'sender_calls_total{code="0"} 1',
    'sender_jobs{state="queued"} 0',
    'sender_jobs{state="dead"} 0',
    'sender_oldest_job_seconds 0',
    'sender_render_seconds_count 1',
    'sender_call_to_smtp_seconds_count 1',
  );

  expect(await sender.call({ ...CALL, token: 'that of a stranger' })).toBe(401);
  expect(await sender.call({ ...CALL, name: 'nobody' })).toBe(404);
  smtp.respond = async () => smtpError(550, '5.1.1 no such user');
  expect(await sender.call(CALL)).toBe(0);
  await scraped('sender_smtp_failures_total{kind="rejected"} 1', 'sender_jobs{state="dead"} 1');
  smtp.respond = async () => smtpError(451, '4.3.0 try again later');
  expect(await sender.call(CALL)).toBe(0);
  await scraped('sender_smtp_failures_total{kind="deferred"} 1', 'sender_jobs{state="queued"} 1');
  smtp.hangsUp = true;
  expect(await sender.call(CALL)).toBe(0);
  const all = await scraped(
    'sender_smtp_failures_total{kind="broken"} 1',
    'sender_calls_total{code="0"} 4',
    'sender_calls_total{code="401"} 1',
    'sender_calls_total{code="404"} 1',
    'sender_jobs{state="queued"} 2',
    'sender_render_seconds_count 4',
    'sender_call_to_smtp_seconds_count 1',
  );
  const [, seconds] = /^sender_oldest_job_seconds (\S+)$/m.exec(all.join('\n')) ?? [];
  expect(Number(seconds)).toBeGreaterThan(0);
  expect(Number(seconds)).toBeLessThan(300);
  const labels = [...all.join('\n').matchAll(/[{,](\w+)="([^"]*)"/g)];
  expect(new Set(labels.map(([, name]) => name))).toEqual(new Set(['code', 'state', 'kind', 'le']));
  for (const [, , value] of labels) expect(value).toMatch(/^(?:[\d.]+|\+Inf|[a-z]+)$/);
  expect(all.join('\n')).not.toMatch(/example|stranger|nobody|curl|127\.0\.0\.1/);
});

test('tell what they can while the database does not answer', async () => {
  await sender.database.query('alter table pgboss.job rename to job_elsewhere');
  const all = await scrape();
  await sender.database.query('alter table pgboss.job_elsewhere rename to job');
  expect(all.filter((line) => /^sender_(jobs|oldest)/.test(line))).toEqual([]);
  expect(all).toContain('sender_calls_total{code="401"} 1');
});

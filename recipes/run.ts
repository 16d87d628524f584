// Runs the recipes against servers on this machine that stand in for the providers'.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { SMTPServer } from 'smtp-server';
import { runProgram } from '../scripts/programs.js';
import { blocks } from './blocks.js';
import { freeNames, headers, type Message, resetUrl } from './values.js';

// biome-ignore lint/suspicious/noExplicitAny: neither the recipes' exports nor the requests to providers have types here.
type Untyped = any;

const { sent, values } = freeNames();
Object.assign(globalThis, values);

/**
 * @param recipe - finds the recipe that imports a package
 * @returns the packages whose recipes ran
 */
export async function run(recipe: (party: string) => URL): Promise<string[]> {
  const runs: Record<string, () => Promise<void>> = {
    express: async () => {
      const server = (await load('express')).app.listen(0, '127.0.0.1');
      await once(server, 'listening');
      await ask(`http://127.0.0.1:${server.address().port}`);
      server.close();
    },
    fastify: async () => {
      const { app } = await load('fastify');
      await ask(await app.listen({ port: 0, host: '127.0.0.1' }));
      await app.close();
    },
    '@nestjs/common': async () => {
      await import('reflect-metadata');
      const { ForgotController } = await load('@nestjs/common');
      new ForgotController().forgot('ada@reader.example', headers, '81.2.69.142');
      expectPlace(await nextMail());
      failNextMail();
      new ForgotController().forgot('ada@reader.example', headers, '81.2.69.142');
      await lostMail();
    },
    bullmq: async () => {
      runProgram('redis-server', ['--version'], { input: '', debianPackages: 'redis-server' });
      const redis = spawn('redis-server', ['--save', '', '--bind', '127.0.0.1']);
      process.on('exit', () => redis.kill());
      await once(redis, 'spawn');
      for await (const line of redis.stdout) if (String(line).includes('Ready to accept connections')) break;
      failNextMail();
      await load('bullmq');
      // The queue waits for ten seconds before it tries again.
      expectPlace(await nextMail());
    },
    'better-auth': async () => {
      const { auth } = await load('better-auth');
      const post = async (path: string, body: object) => {
        const request = new Request(`https://app.example.com/api/auth/${path}`, {
          method: 'POST',
          headers: {
            ...headers,
            cookie: '',
            'content-type': 'application/json',
            'x-real-ip': '81.2.69.142',
            origin: 'https://app.example.com',
          },
          body: JSON.stringify(body),
        });
        assert.equal((await auth.handler(request)).status, 200, path);
      };
      const email = 'ada@reader.example';
      await post('sign-up/email', { email, password: 'correct horse', name: 'Ada' });
      const requests: [path: string, body: object, expected: RegExp][] = [
        ['send-verification-email', {}, /confirm[\s\S]*\/verify-email\?token=/],
        ['request-password-reset', { redirectTo: '/set' }, /new password[\s\S]*\/reset-password\/\w+/],
        ['sign-in/magic-link', {}, /sign in[\s\S]*\/magic-link\/verify\?token=/i],
        ['email-otp/send-verification-otp', { type: 'sign-in' }, /sign in[\s\S]*\d{3} ?\d{3}/],
        ['email-otp/send-verification-otp', { type: 'email-verification' }, /confirm[\s\S]*\d{3} ?\d{3}/],
        ['email-otp/request-password-reset', {}, /new password[\s\S]*\d{3} ?\d{3}/],
      ];
      for (const [path, body, expected] of requests) {
        await post(path, { email, ...body });
        const mail = await nextMail();
        expectPlace(mail);
        assert.match(mail.text, expected);
        // Neither the visitor nor the process hears of a failure.
        failNextMail();
        await post(path, { email, ...body });
        await lostMail();
      }
    },
    standardwebhooks: async () => {
      const { Webhook } = await import('standardwebhooks');
      await assert.rejects(import(`${recipe('standardwebhooks')}?without-a-secret`), /Secret can't be empty/);
      const secret = `whsec_${Buffer.from('a secret of the test, of 32 bytes').toString('base64')}`;
      process.env['SEND_EMAIL_HOOK_SECRET'] = `v1,${secret}`;
      const { POST } = await load('standardwebhooks');
      const post = async (type: string, by = secret) => {
        const body = JSON.stringify({
          metadata: { name: 'send-email', ip_address: '81.2.69.142' },
          user: { email: 'ada@reader.example', new_email: 'new@reader.example', user_metadata: {} },
          email_data: { email_action_type: type, token_hash: 'a1b2' },
        });
        const signed = {
          'webhook-id': 'id',
          'webhook-timestamp': String(Math.floor(Date.now() / 1000)),
          'webhook-signature': new Webhook(by).sign('id', new Date(), body),
        };
        const request = new Request('https://a.example/', { method: 'POST', headers: signed, body });
        return (await POST(request)) as Response;
      };
      const pages = {
        ...{ invite: 'set-password', recovery: 'set-password', magiclink: 'sign-in' },
        ...{ signup: 'confirm', email_change: 'confirm' },
      };
      for (const [type, page] of Object.entries(pages)) {
        // Supabase takes an empty answer for an error, unless its status is 204.
        assert.equal((await post(type)).status, 204);
        const mail = await nextMail();
        assert.match(mail.text, new RegExp(`/${page}\\?type=${type}&token_hash=a1b2`));
        assert.match(mail.text, /United Kingdom/);
        assert.equal(mail.to, type === 'email_change' ? 'new@reader.example' : 'ada@reader.example');
      }
      assert.equal((await post('reauthentication')).status, 200);
      const guessed = `whsec_${Buffer.from('guessed').toString('base64')}`;
      assert.equal((await post('recovery', guessed)).status, 401);
      failNextMail();
      const failed = await post('recovery');
      assert.deepEqual([failed.status, failed.headers.get('retry-after')], [503, '1']);
      await lostMail();
      assert.equal(sent.length, 0);
    },
    '@auth/core/providers': async () => {
      const { Auth } = (await import('@auth/core')) as { Auth: Untyped };
      const { email } = await load('@auth/core/providers');
      const identifier = 'ada@reader.example';
      const adapter = {
        createVerificationToken: async (token: object) => token,
        useVerificationToken: async () => null,
        getUserByEmail: async () => ({ id: '1', email: identifier, emailVerified: null }),
      };
      const config = { providers: [email], adapter, secret: 'secret', trustHost: true };
      const url = 'https://app.example.com/auth';
      const answer = await Auth(new Request(`${url}/csrf`), config);
      const { csrfToken } = (await answer.json()) as { csrfToken: string };
      const cookie = answer.headers
        .getSetCookie()
        .map((value: string) => value.split(';')[0])
        .join('; ');
      const ask = async () => {
        const body = new URLSearchParams({ csrfToken, email: identifier });
        const signIn = { ...headers, cookie, 'x-real-ip': '81.2.69.142' };
        const request = new Request(`${url}/signin/link`, { method: 'POST', headers: signIn, body });
        return (await Auth(request, config)).headers.get('location');
      };
      assert.match(String(await ask()), /verify-request/);
      const mail = await nextMail();
      assert.equal(mail.subject, 'Sign in to Acme');
      expectPlace(mail);
      assert.match(mail.text, /https:\/\/app\.example\.com\/auth\/callback\/link\?/);
      failNextMail();
      assert.match(String(await ask()), /verify-request/);
      await lostMail();
    },
    jsonnet: async () => {
      const code = blocks.find(({ language }) => language === 'jsonnet')?.code;
      const ctx = {
        ...{ recipient: 'ada@reader.example', subject: '', body: '', message_type: 'email' },
        ...{ template_type: 'login_code_valid', template_data: { login_code: '402718' } },
      };
      const input = `(${code})(${JSON.stringify(ctx)})`;
      const { stdout } = runProgram('jsonnet', ['-'], { input, debianPackages: 'jsonnet' });
      assert.deepEqual(JSON.parse(stdout), {
        to: ctx.recipient,
        type: ctx.template_type,
        data: ctx.template_data,
      });
    },
    '@cloudflare/workers-types': async () => {
      // The worker has no other way out than fetch.
      const outside = `Object.assign(globalThis, { from: '', makeLink: async (to) => ({ to, name: 'Ada', resetUrl: '${resetUrl}' }),
        transport: { sendMail: (mail) => fetch('https://mail.example/', { method: 'POST', body: JSON.stringify(mail) }) } });`;
      const { outputFiles } = await build({
        entryPoints: [fileURLToPath(recipe('@cloudflare/workers-types'))],
        ...{ bundle: true, format: 'esm', write: false, banner: { js: outside } },
        conditions: ['workerd', 'worker', 'browser'],
      });
      const { Miniflare } = await import('miniflare');
      const miniflare = new Miniflare({
        ...{ modules: true, script: outputFiles[0]?.text ?? '', compatibilityDate: '2026-07-01' },
        outboundService: async (request: Untyped) => {
          sent.push(await request.json());
          return new Response() as Untyped;
        },
      });
      const answer = await miniflare.dispatchFetch('https://app.example.com/', {
        ...{ method: 'POST', headers, body: JSON.stringify({ email: 'ada@reader.example' }) },
        cf: { country: 'GB', city: 'London', timezone: 'Europe/London' } as Untyped,
      });
      assert.equal(answer.status, 202);
      const mail = await nextMail();
      expectPlace(mail);
      assert.match(mail.text, /London/);
      await miniflare.dispose();
    },
    nodemailer: async () => {
      const received: string[] = [];
      const server = new SMTPServer({
        disabledCommands: ['AUTH', 'STARTTLS'],
        onData(stream, _, done) {
          let message = '';
          stream.on('data', (chunk) => {
            message += chunk;
          });
          stream.on('end', () => done(null, void received.push(message)));
        },
      });
      const listening = server.listen(0, '127.0.0.1');
      await once(listening, 'listening');
      process.env['SMTP_URL'] = `smtp://127.0.0.1:${(listening.address() as AddressInfo).port}`;
      await load('nodemailer');
      assert.match(String(received), /^Auto-Submitted: auto-generated/m);
      await new Promise((resolve) => server.close(() => resolve(undefined)));
    },
    resend: () =>
      withApi(async (api) => {
        Object.assign(process.env, { RESEND_BASE_URL: api.url, RESEND_API_KEY: 're_test' });
        await load('resend');
        const [{ headers, html, subject }] = api.bodies;
        assert.deepEqual({ headers, html, subject }, pick('headers', 'html', 'subject'));
        assert.equal(api.headers[0]['idempotency-key'], '7f3a');
        api.fail(429, { name: 'rate_limit_exceeded', message: '' });
        await assert.rejects(load('resend', 'again'), { code: 'rate_limit_exceeded' });
      }),
    '@aws-sdk/client-sesv2': () =>
      withApi(async (api) => {
        const env = { AWS_ENDPOINT_URL: api.url, AWS_REGION: 'eu-west-1' };
        Object.assign(process.env, env, { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' });
        await load('@aws-sdk/client-sesv2');
        const { Body, Headers } = api.bodies[0].Content.Simple;
        assert.equal(Body.Html.Data, values.mail.html);
        assert.deepEqual(Headers, [{ Name: 'Auto-Submitted', Value: 'auto-generated' }]);
        api.fail(500, {});
        await assert.rejects(load('@aws-sdk/client-sesv2', 'again'));
        assert.equal(api.bodies.length, 2);
      }),
    '@sendgrid/mail': () =>
      withApi(async (api) => {
        const { default: sendgrid } = (await import('@sendgrid/mail')) as Untyped;
        // Setting the key sets the host of the real one.
        sendgrid.client.setApiKey = () => sendgrid.client.setDefaultRequest('baseUrl', api.url);
        process.env['SENDGRID_API_KEY'] = 'SG.test';
        await load('@sendgrid/mail');
        assert.deepEqual(api.bodies[0].tracking_settings.click_tracking, {
          enable: false,
          enable_text: false,
        });
        assert.deepEqual(api.bodies[0].headers, values.mail.headers);
        api.fail(503, {});
        await assert.rejects(load('@sendgrid/mail', 'again'), { code: 503 });
      }),
    postmark: () =>
      withApi(async (api) => {
        const { fetch } = globalThis;
        globalThis.fetch = (_, options) => fetch(api.url, options);
        process.env['POSTMARK_TOKEN'] = 'test';
        await load('postmark');
        assert.equal(api.bodies[0].TrackLinks, 'None');
        assert.equal(api.bodies[0].HtmlBody, values.mail.html);
        api.fail(422, { ErrorCode: 406, Message: '' });
        await assert.rejects(load('postmark', 'again'), { code: 406 });
        globalThis.fetch = fetch;
      }),
  };
  for (const run of Object.values(runs)) await run();
  return Object.keys(runs);

  function load(party: string, again = ''): Promise<Untyped> {
    return import(`${recipe(party).href}?${again}`);
  }
}

/** The next mail that a recipe sends gets lost. */
function failNextMail(): void {
  const { transport } = globalThis as Untyped;
  const { sendMail } = transport;
  transport.sendMail = async () => {
    transport.sendMail = sendMail;
    throw Object.assign(new Error('421 Try again later'), { code: 'ECONNECTION' });
  };
}

/** Waits until the mail that should get lost was tried. */
async function lostMail(): Promise<void> {
  const { transport } = globalThis as Untyped;
  await new Promise((resolve) => setTimeout(resolve, 200));
  assert.match(String(transport.sendMail), /push/, 'No mail was tried');
  assert.equal(sent.length, 0);
}

/** Asks a server, as a proxy in front of it would, for an account that exists and for one that does not. */
async function ask(url: string): Promise<void> {
  for (const email of ['ada@reader.example', 'nobody@reader.example']) {
    const answer = await fetch(`${url}/forgot`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json', 'x-forwarded-for': '81.2.69.142' },
      body: JSON.stringify({ email }),
    });
    assert.equal(answer.status, 202);
  }
  const mail = await nextMail();
  assert.match(mail.text, /Brave on Windows/);
  // The recipe trusts only proxies of its own network, so it must ignore this address.
  assert.doesNotMatch(mail.text, /United Kingdom/);
}

function expectPlace(mail: Message): void {
  assert.match(mail.text, /Brave on Windows/);
  assert.match(mail.text, /United Kingdom/);
}

/** Waits for the next mail: some recipes answer before they send. */
async function nextMail(): Promise<Message> {
  for (let tries = 0; sent.length === 0 && tries < 1000; tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 20));
  const mail = sent.shift();
  assert.ok(mail, 'No mail was sent');
  return mail;
}

function pick(...names: (keyof typeof values.mail)[]) {
  return Object.fromEntries(names.map((name) => [name, values.mail[name]]));
}

interface Api {
  readonly url: string;
  /** Of each request. */
  readonly bodies: Untyped[];
  readonly headers: Untyped[];
  /** Makes all further requests fail. */
  fail(status: number, body: object): void;
}

/** Runs a server that stands in for a provider's. */
async function withApi(use: (api: Api) => Promise<void>): Promise<void> {
  const bodies: Untyped[] = [];
  const headers: Untyped[] = [];
  let answer = { status: 200, body: { id: '1', MessageId: '1', ErrorCode: 0 } as object };
  const server = createServer(async (request, response) => {
    headers.push(request.headers);
    bodies.push(await json(request));
    response.writeHead(answer.status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer.body));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const fail = (status: number, body: object) => {
    answer = { status, body };
  };
  await use({ url, bodies, headers, fail });
  server.closeAllConnections();
  server.close();
}

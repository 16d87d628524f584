// Runs the recipes against servers on this machine that stand in for the providers'. The queue needs Redis and
// is not run.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
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
    },
    'better-auth': async () => {
      const { auth } = await load('better-auth');
      const url = 'https://app.example.com/api/auth/';
      const post = (path: string, body: object) =>
        auth.handler(
          new Request(url + path, {
            method: 'POST',
            headers: {
              ...headers,
              cookie: '',
              'content-type': 'application/json',
              'x-real-ip': '81.2.69.142',
              origin: 'https://app.example.com',
            },
            body: JSON.stringify(body),
          }),
        );
      const account = { email: 'ada@reader.example', password: 'correct horse', name: 'Ada' };
      assert.equal((await post('sign-up/email', account)).status, 200);
      assert.equal(
        (await post('request-password-reset', { email: account.email, redirectTo: '/set' })).status,
        200,
      );
      const mail = await nextMail();
      expectPlace(mail);
      assert.match(mail.text, /https:\/\/app\.example\.com\/api\/auth\/reset-password\/\w+/);
    },
    standardwebhooks: async () => {
      const { Webhook } = await import('standardwebhooks');
      await assert.rejects(import(`${recipe('standardwebhooks')}?without-a-secret`), /Secret can't be empty/);
      const secret = `whsec_${Buffer.from('a secret of the test, of 32 bytes').toString('base64')}`;
      process.env['SEND_EMAIL_HOOK_SECRET'] = `v1,${secret}`;
      const { POST } = await load('standardwebhooks');
      const post = (type: string, by: string) => {
        const body = JSON.stringify({
          user: { email: 'ada@reader.example', user_metadata: {} },
          email_data: { email_action_type: type, token_hash: 'a1b2' },
        });
        const signature = new Webhook(by).sign('id', new Date(), body);
        const signed = {
          'webhook-id': 'id',
          'webhook-timestamp': String(Math.floor(Date.now() / 1000)),
          'webhook-signature': signature,
        };
        return POST(new Request('https://a.example/', { method: 'POST', headers: signed, body }));
      };
      for (const type of ['invite', 'recovery']) {
        assert.equal((await post(type, secret)).status, 200);
        assert.match((await nextMail()).text, new RegExp(`set-password\\?type=${type}&token_hash=a1b2`));
      }
      assert.equal((await post('signup', secret)).status, 200);
      assert.equal(
        (await post('recovery', `whsec_${Buffer.from('guessed').toString('base64')}`)).status,
        401,
      );
      assert.equal(sent.length, 0);
    },
    '@auth/core/providers': async () => {
      const { email } = await load('@auth/core/providers');
      const request = new Request('https://app.example.com/', { headers });
      const expires = new Date(Date.now() + 3_600_000);
      await email.sendVerificationRequest({
        identifier: 'ada@reader.example',
        url: resetUrl,
        expires,
        request,
      });
      const mail = await nextMail();
      assert.equal(mail.subject, 'Sign in to Acme');
      assert.doesNotMatch(mail.text, /password (?!\?)/i);
    },
    '@cloudflare/workers-types': async () => {
      const { locationOf } = await load('@cloudflare/workers-types');
      assert.equal(locationOf({ cf: { country: 'GB', city: 'London' } }).city, 'London');
      assert.equal(locationOf({}), undefined);
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
      }),
    '@aws-sdk/client-sesv2': () =>
      withApi(async (api) => {
        const env = { AWS_ENDPOINT_URL: api.url, AWS_REGION: 'eu-west-1' };
        Object.assign(process.env, env, { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' });
        await load('@aws-sdk/client-sesv2');
        const { Body, Headers } = api.bodies[0].Content.Simple;
        assert.equal(Body.Html.Data, values.mail.html);
        assert.deepEqual(Headers, [{ Name: 'Auto-Submitted', Value: 'auto-generated' }]);
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
      }),
    postmark: () =>
      withApi(async (api) => {
        const { fetch } = globalThis;
        globalThis.fetch = (_, options) => fetch(api.url, options);
        process.env['POSTMARK_TOKEN'] = 'test';
        await load('postmark').finally(() => {
          globalThis.fetch = fetch;
        });
        assert.equal(api.bodies[0].TrackLinks, 'None');
        assert.equal(api.bodies[0].HtmlBody, values.mail.html);
      }),
  };
  for (const run of Object.values(runs)) await run();
  return Object.keys(runs);

  function load(party: string): Promise<Untyped> {
    return import(recipe(party).href);
  }
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
  for (let tries = 0; sent.length === 0 && tries < 500; tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 20));
  const mail = sent.shift();
  assert.ok(mail, 'No mail was sent');
  return mail;
}

function pick(...names: (keyof typeof values.mail)[]) {
  return Object.fromEntries(names.map((name) => [name, values.mail[name]]));
}

/** Runs a server that stands in for a provider's, and keeps the requests' bodies. */
async function withApi(use: (api: { url: string; bodies: Untyped[] }) => Promise<void>): Promise<void> {
  const bodies: Untyped[] = [];
  const server = createServer(async (request, response) => {
    bodies.push(await json(request));
    response.setHeader('content-type', 'application/json').end('{"id":"1","MessageId":"1","ErrorCode":0}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  await use({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, bodies });
  server.closeAllConnections();
  server.close();
}

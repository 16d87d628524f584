import type { AddressInfo } from 'node:net';
import { simpleParser } from 'mailparser';
import { createTransport } from 'nodemailer';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Operation, operationNames } from '../emails/operations.js';
import { shippedLocales } from '../src/i18n/locales.js';
import { createWelcomeEmailRenderer } from '../src/index.js';
import { BRAND, everythingFor } from './support/inputs.js';

const renderer = createWelcomeEmailRenderer({ brand: BRAND });
/** By recipient. */
const received = new Map<string, Buffer>();
const server = new SMTPServer({
  disabledCommands: ['AUTH', 'STARTTLS'],
  onData(stream, { envelope }, done) {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => {
      received.set(String(envelope.rcptTo[0]?.address), Buffer.concat(chunks));
      done();
    });
  },
});
let transport: ReturnType<typeof createTransport>;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  transport = createTransport({ host: '127.0.0.1', port, secure: false, ignoreTLS: true, pool: true });
});
afterAll(async () => {
  // The server waits for the connections that the transport keeps open.
  transport.close();
  await new Promise<void>((resolve) => server.close(() => resolve()));
});

test.each(shippedLocales)('arrives as it was sent: %s', async (locale) => {
  const deliver = async (operation: Operation) => {
    const mail = await renderer.render({ ...everythingFor(operation), locale });
    const to = `${operation}-${locale}@reader.example`;
    await transport.sendMail({ from: 'a@acme.example', to, ...mail });
    const raw = received.get(to) ?? Buffer.alloc(0);

    // RFC 5322, 2.1.1: 998 octets without CRLF. Octets, so the bytes are read as Latin-1.
    const lines = raw.toString('latin1').split('\r\n');
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(998);
    expect(lines.join('')).not.toMatch(/[\r\n]/);

    const read = await simpleParser(raw, { skipTextToHtml: true, skipTextLinks: true, skipImageLinks: true });
    expect(read.subject).toBe(mail.subject);
    // Lines end with CRLF on the wire and with LF when read; nothing else may differ.
    expect(read.text).toBe(mail.text);
    expect(read.html).toBe(mail.html);

    const header = (name: string) =>
      read.headerLines.find(({ key }) => key === name.toLowerCase())?.line.replace(/^[^:]*: */, '');
    expect(Object.keys(mail.headers).length).toBeGreaterThan(1);
    for (const [name, value] of Object.entries(mail.headers)) expect(header(name), name).toBe(value);
    expect(header('Content-Language')).toBe(locale);
  };
  // One after the other, they would wait for each other's acknowledgements most of the time.
  await Promise.all(operationNames.map(deliver));
});

import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport, type SendMailOptions } from 'nodemailer';

export interface Mailer {
  /**
   * @param id - the same when a mail is sent again
   * @returns the server's answer
   */
  send(id: string, message: SendMailOptions): Promise<string>;
  /** @throws Error if the server cannot be reached, or does not let this service in */
  verify(): Promise<void>;
  close(): void;
}

/** A message is made of what it is given, never of a file or a page that something in it names. */
const SAFE = { disableFileAccess: true, disableUrlAccess: true };

/**
 * How long a server may take over a mail, silent or not. Long, since one that takes it and says so later, as it may (RFC 5321, 4.5.3.2.6),
 * would get it twice; and shorter than a job may be at work.
 */
const SEND_TIMEOUT_MS = 5 * 60_000;

/**
 * @param tls - whether to send nothing to a server that does not offer STARTTLS
 * @param connections - so many at the same time, kept open from one mail to the next
 */
export function createSmtpMailer(url: string, tls: 'required' | 'optional', connections: number): Mailer {
  const transport = createTransport({
    url,
    requireTLS: tls === 'required' && url.startsWith('smtp:'),
    pool: true,
    maxConnections: connections,
    maxMessages: Number.POSITIVE_INFINITY,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: SEND_TIMEOUT_MS,
    ...SAFE,
  });
  return {
    async send(_id, message) {
      const { response } = await transport.sendMail({
        ...message,
        signal: AbortSignal.timeout(SEND_TIMEOUT_MS),
      });
      return response;
    },
    async verify() {
      await transport.verify();
    },
    close: () => transport.close(),
  };
}

/** Writes each mail to a file, as it would go to a server. */
export async function createOutbox(folder: string): Promise<Mailer> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows', ...SAFE });
  return {
    async send(id, message) {
      const { message: content } = await transport.sendMail(message);
      const file = join(folder, `${id}.eml`);
      // On the disk before the job is gone.
      await writeFile(`${file}.part`, content, { flush: true });
      await rename(`${file}.part`, file);
      return 'written to the outbox';
    },
    async verify() {},
    close: () => transport.close(),
  };
}

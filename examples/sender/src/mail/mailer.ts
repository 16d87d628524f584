import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport, type SendMailOptions } from 'nodemailer';

export interface Mailer {
  /**
   * @param id - the job's id, which is the same if a mail is sent again
   * @returns the server's answer
   */
  send(id: string, message: SendMailOptions): Promise<string>;
  /** @throws Error if the server cannot be reached, or refuses this service */
  verify(): Promise<void>;
  close(): void;
}

/** Nodemailer must not read files or URLs that a message names. */
const SAFE = { disableFileAccess: true, disableUrlAccess: true };

/**
 * The time limit for sending one mail. It is long, because a server may accept a mail and answer late (RFC 5321, section 4.5.3.2.6): if the
 * limit is too short, the mail is sent twice. It must be shorter than the time after which the queue retries a job in progress.
 */
const SEND_TIMEOUT_MS = 5 * 60_000;

/**
 * @param tls - `required` sends nothing to a server without STARTTLS
 * @param connections - maximum number of connections, which stay open between mails
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

/** Writes each mail to an `.eml` file instead of sending it. */
export async function createOutbox(folder: string): Promise<Mailer> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows', ...SAFE });
  return {
    async send(id, message) {
      const { message: content } = await transport.sendMail(message);
      const file = join(folder, `${id}.eml`);
      // The file is on the disk before the job is deleted.
      await writeFile(`${file}.part`, content, { flush: true });
      await rename(`${file}.part`, file);
      return 'written to the outbox';
    },
    async verify() {},
    close: () => transport.close(),
  };
}

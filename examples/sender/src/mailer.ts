import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport, type SendMailOptions } from 'nodemailer';

export interface Mailer {
  /** @param id - the same when a mail is sent again */
  send(id: string, message: SendMailOptions): Promise<void>;
  close(): void;
}

/** A message is made of what it is given, never of a file or a page that something in it names. */
const SAFE = { disableFileAccess: true, disableUrlAccess: true };

/** A server may hold up a mail for longer than `socketTimeout`, if it says a little now and then. */
const SEND_TIMEOUT_MS = 5 * 60_000;

/** @param connections - so many at the same time, kept open from one mail to the next */
export function createSmtpMailer(url: string, connections: number): Mailer {
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: connections,
    maxMessages: Number.POSITIVE_INFINITY,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 60_000,
    ...SAFE,
  });
  return {
    async send(_id, message) {
      await transport.sendMail({ ...message, signal: AbortSignal.timeout(SEND_TIMEOUT_MS) });
    },
    close: () => transport.close(),
  };
}

/** Writes each mail to a file, as it would go to a server. */
export async function createOutbox(folder: string): Promise<Mailer> {
  await mkdir(folder, { recursive: true });
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows', ...SAFE });
  return {
    async send(id, message) {
      const { message: content } = await transport.sendMail(message);
      const file = join(folder, `${id}.eml`);
      // On the disk before the job is gone.
      await writeFile(`${file}.part`, content, { flush: true });
      await rename(`${file}.part`, file);
    },
    close: () => transport.close(),
  };
}

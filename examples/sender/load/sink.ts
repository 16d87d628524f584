import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { SMTPServer } from 'smtp-server';

/** A mail that was taken. */
export interface Taken {
  readonly to: string;
  readonly messageId: string;
  readonly bytes: number;
  /** When the 250 was sent, in milliseconds of `performance.now()`. */
  readonly time: number;
}

export interface Sink {
  readonly url: string;
  readonly taken: Taken[];
  /** How long it thinks about each mail, in milliseconds. */
  delay: number;
  close(): Promise<void>;
}

/** An SMTP server that takes all and reads no more of it than the Message-ID. */
export async function startSink(): Promise<Sink> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', async () => {
        if (sink.delay > 0) await setTimeout(sink.delay);
        const message = Buffer.concat(chunks);
        const [, messageId = ''] = /^Message-ID: (\S+)/im.exec(String(message)) ?? [];
        const to = session.envelope.rcptTo[0]?.address ?? '';
        sink.taken.push({ to, messageId, bytes: message.length, time: performance.now() });
        callback();
      });
    },
  });
  // A client that is killed is no error of the server.
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const sink: Sink = {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    taken: [],
    delay: 0,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
  return sink;
}

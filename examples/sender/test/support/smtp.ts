import type { AddressInfo, Socket } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { until } from './until.js';

export interface SmtpServer {
  readonly url: string;
  /** All that came, in order; also those that were not taken. */
  readonly mails: ParsedMail[];
  /** Whom they were for, by the envelope. */
  readonly recipients: string[];
  /** All connections that were made to it. */
  readonly sockets: ReadonlySet<Socket>;
  /** What it does with a message that it has received: `undefined` takes it. May be replaced at any time. */
  respond: (mail: ParsedMail) => Promise<SmtpError | undefined>;
  /** What it says of a message that it takes. */
  answer: (mail: ParsedMail) => string | undefined;
  /** What it answers to MAIL FROM: `undefined` is welcome. */
  senderError: SmtpError | undefined;
  /** What it answers to a recipient: `undefined` is welcome. */
  recipientError: SmtpError | undefined;
  /** Whether it closes the connection in the middle of a message. */
  hangsUp: boolean;
  /** The mails to this address, once there are so many. */
  mailsTo(address: string, count?: number): Promise<ParsedMail[]>;
  close(): Promise<void>;
}

export interface SmtpError extends Error {
  responseCode: number;
}

export function smtpError(responseCode: number, message: string): SmtpError {
  return Object.assign(new Error(message), { responseCode });
}

/** A real SMTP server on this machine, on a free port if none is given. */
export async function startSmtp(port = 0): Promise<SmtpServer> {
  const mails: ParsedMail[] = [];
  const recipients: string[] = [];
  const sockets = new Set<Socket>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onMailFrom(_address, _session, callback) {
      callback(smtp.senderError);
    },
    onRcptTo({ address }, _session, callback) {
      recipients.push(address);
      callback(smtp.recipientError);
    },
    onData(stream, _session, callback) {
      if (smtp.hangsUp) {
        stream.once('data', () => {
          for (const socket of sockets) socket.destroy();
        });
        return;
      }
      simpleParser(stream)
        .then((mail) => {
          mails.push(mail);
          return smtp.respond(mail).then((error) => callback(error ?? null, smtp.answer(mail)));
        })
        .catch(callback);
    },
  });
  // A client that leaves in the middle is no error of the server.
  server.on('error', () => {});
  server.server.on('connection', (socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const sentTo = (address: string) =>
    mails.filter((mail) => JSON.stringify(mail.to).includes(`"${address}"`));
  const smtp: SmtpServer = {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    mails,
    recipients,
    sockets,
    respond: async () => undefined,
    answer: () => undefined,
    senderError: undefined,
    recipientError: undefined,
    hangsUp: false,
    mailsTo: (address, count = 1) => until(() => sentTo(address).length >= count && sentTo(address)),
    close: () => new Promise((resolve) => server.close(resolve)),
  };
  return smtp;
}

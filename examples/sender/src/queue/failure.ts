import { WelcomeEmailInputError } from 'welcome-email';

/** Why a job failed. */
export interface Failure {
  /** What is `deferred` may be taken another time, as may be what had a `broken` connection; `rejected` is for good. */
  readonly kind: 'deferred' | 'rejected' | 'broken';
  /** May be kept and shown: it holds nothing of the job, as the messages of errors do. */
  readonly reason: string;
}

/** A mail that cannot be sent, now or later. Its message is the reason, which holds nothing of the job. */
export class UnsendableError extends Error {}

/** What a server that wants a password or TLS first says to any command (RFC 4954, 6; RFC 3207, 4). Others can still get through. */
const ABOUT_SESSION = [530, 534, 535, 538];

/** Tells what passes, as SMTP's 4xx and a connection that broke, from what does not, as SMTP's 5xx. */
export function describeFailure(error: unknown): Failure {
  if (error instanceof UnsendableError) return { kind: 'rejected', reason: error.message };
  if (error instanceof WelcomeEmailInputError) {
    return { kind: 'rejected', reason: `input: ${error.field} (${error.code})` };
  }
  const { code, command, responseCode } = error as { code?: string; command?: string; responseCode?: number };
  const problem = responseCode === undefined ? (code ?? 'internal error') : `SMTP ${responseCode}`;
  const reason = code === 'ETLS' && command === 'STARTTLS' ? `STARTTLS failed (${problem})` : problem;
  if (responseCode !== undefined && responseCode < 500) return { kind: 'deferred', reason };
  // What nodemailer says of a mail that is refused, by the server or by itself. What is wrong with the connection has other
  // codes, also where the server says 5xx, as to a wrong password: such a mail can go when that is mended.
  const isAboutMail = code === 'EENVELOPE' || code === 'EMESSAGE';
  // To MAIL FROM the server refuses the sender, which is the same for all mails.
  const isAboutServer = command === 'MAIL FROM' || ABOUT_SESSION.includes(responseCode ?? 0);
  return { kind: isAboutMail && !isAboutServer ? 'rejected' : 'broken', reason };
}

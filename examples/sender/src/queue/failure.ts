import { WelcomeEmailInputError } from 'welcome-email';

/** Why a job failed. */
export interface Failure {
  /** `deferred` (by the server) and `broken` (connection or session) jobs are retried, `rejected` ones are not. */
  readonly kind: 'deferred' | 'rejected' | 'broken';
  /** Can be stored and shown: unlike the message of an error, it contains nothing from the job. */
  readonly reason: string;
}

/** A mail that can never be sent. The message is the reason, and contains nothing from the job. */
export class UnsendableError extends Error {}

/** What Nodemailer tells of an error. */
interface SmtpError {
  readonly code?: string;
  readonly originalCode?: string;
  readonly command?: string;
  readonly response?: string;
  readonly responseCode?: number;
}

/** The start of a reply (RFC 5321, section 4.2). */
const REPLY = /^[2-5]\d\d(?:[\s-]|$)/;

/** The status code that many servers put between the reply code and the text, such as 5.7.26 (RFC 2034, section 4). It has the same class. */
const STATUS = /^([245])\d\d[ -](\1\.\d{1,3}\.\d{1,3})(?!\S)/;

/** Answers of a server that first wants a password or TLS (RFC 4954, section 6; RFC 3207, section 4). They are not about the mail. */
const ABOUT_SESSION = [530, 534, 535, 538];

/** Tells temporary failures, such as SMTP 4xx or a broken connection, from permanent ones, such as SMTP 5xx. */
export function describeFailure(error: unknown): Failure {
  if (error instanceof UnsendableError) return { kind: 'rejected', reason: error.message };
  if (error instanceof WelcomeEmailInputError) {
    return { kind: 'rejected', reason: `input: ${error.field} (${error.code})` };
  }
  const { code, originalCode, command, response = '', responseCode } = error as SmtpError;
  // The server is broken, or speaks something else: this is not about the mail.
  if (response !== '' && !REPLY.test(response)) return { kind: 'broken', reason: 'invalid SMTP reply' };
  // Nodemailer replaces the codes of the system and of TLS, such as ECONNREFUSED, with its own: all become ESOCKET.
  const fullCode = originalCode === undefined ? code : `${code} (${originalCode})`;
  const [, , status = ''] = STATUS.exec(response) ?? [];
  const answer = `SMTP ${responseCode} ${status}`.trimEnd();
  const problem = responseCode === undefined ? (fullCode ?? 'internal error') : answer;
  const reason = code === 'ETLS' && command === 'STARTTLS' ? `STARTTLS failed (${problem})` : problem;
  if (responseCode !== undefined && responseCode < 500) return { kind: 'deferred', reason };
  // Nodemailer's codes for a mail that the server or nodemailer itself refuses. Problems of the connection have other codes, even if the
  // server answers 5xx, for example to a wrong password: the mail can be sent when the problem is fixed.
  const isAboutMail = code === 'EENVELOPE' || code === 'EMESSAGE';
  // After MAIL FROM, the server refuses the sender, which is the same for all mails.
  const isAboutServer = command === 'MAIL FROM' || ABOUT_SESSION.includes(responseCode ?? 0);
  return { kind: isAboutMail && !isAboutServer ? 'rejected' : 'broken', reason };
}

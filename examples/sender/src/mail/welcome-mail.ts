import type { WelcomeEmailRenderer } from 'welcome-email';
import { pageBrand } from 'welcome-email/page';
import type { Database } from '../database/database.js';
import type { RequestFacts } from '../http/request-facts.js';
import type { LinkTokens } from '../links/link-tokens.js';
import { findLink, findReader, issueRequestedLink } from '../links/links.js';
import type { Metrics } from '../metrics.js';
import { describeFailure, UnsendableError } from '../queue/failure.js';
import type { Outcome } from '../queue/trace.js';
import { isEmailAddress, type MailFrom } from './address.js';
import type { Mailer } from './mailer.js';

interface QueuedFacts extends RequestFacts {
  /** When the link was made or the password was set: ISO 8601, by the clock of the database. */
  readonly time: string;
}

/**
 * A queued mail: the facts of the request, with the token id of a link, or, for a notice, the id of the user whose password was set.
 * `isIssued: false` is a link that was requested on the page. Its job issues it, so that the page takes the same time for a user who does
 * not exist.
 */
export type MailJob = QueuedFacts &
  ({ readonly tokenId: string; readonly isIssued?: false } | { readonly userId: string });

export interface Dependencies {
  readonly database: Database;
  readonly linkTokens: LinkTokens;
  readonly renderer: WelcomeEmailRenderer;
  readonly mailer: Mailer;
  readonly mailFrom: MailFrom;
  readonly linkHours: number;
  readonly metrics: Metrics;
}

/** Creates the function that renders and sends the mail of a job. */
export function createWelcomeMailWork(dependencies: Dependencies) {
  const { database, linkTokens, renderer, mailer, mailFrom, linkHours, metrics } = dependencies;
  const domain = mailFrom.address.slice(mailFrom.address.lastIndexOf('@'));

  /** Returns the reader and the content of a mail; `undefined` if it must no longer be sent. */
  async function lookUp(job: MailJob) {
    if ('userId' in job) {
      const reader = await findReader(database, job.userId);
      return reader && { reader, about: { operation: 'password-changed' } as const };
    }
    const isRequest = job.isIssued === false;
    if (isRequest) await issueRequestedLink(database, job.tokenId, job.time, linkHours);
    const link = await findLink(database, job.tokenId);
    // Withdrawn or used since the job was queued.
    if (link === undefined || link.state === 'used') return undefined;
    if (link.state === 'expired') throw new UnsendableError('link expired');
    const about = {
      operation: isRequest ? ('recovery' as const) : ('registration' as const),
      resetUrl: linkTokens.link(job.tokenId),
      expiresAt: link.expiresAt,
    };
    return { reader: link, about };
  }

  return async function sendMail(job: MailJob, id: string): Promise<Outcome> {
    const started = performance.now();
    const found = await lookUp(job);
    if (found === undefined)
      return { outcome: 'not needed', detail: 'no link to send: used, replaced or too soon' };
    const { reader, about } = found;
    if (!isEmailAddress(reader.email)) throw new UnsendableError('not an email address');

    const stopTimer = metrics.renderSeconds.startTimer();
    const { subject, html, text, headers } = await renderer.render({
      name: reader.name,
      time: job.time,
      userAgent: job.userAgent,
      clientHints: job.clientHints,
      ip: job.ip,
      locale: reader.locale,
      timeZone: reader.timeZone,
      brand: reader.brand,
      ...about,
    });
    stopTimer();
    // Cleaned and cut as in the text of the email: the line of a header must not be too long.
    const { name: senderName } = pageBrand({ name: mailFrom.name ?? reader.brand.name });
    const message = {
      // The same for each try, so that mail clients can detect duplicates.
      messageId: `<${id}${domain}>`,
      from: { name: senderName ?? '', address: mailFrom.address },
      // As an object, it is always one address; a string could be a list.
      to: { name: '', address: reader.email },
      // By the clock of the database: Nodemailer would take this machine's.
      date: reader.lookedUpAt,
      subject,
      html,
      text,
      headers,
    };
    let answer: string;
    try {
      answer = await mailer.send(id, message);
    } catch (error) {
      metrics.smtpFailures.inc({ kind: describeFailure(error).kind });
      throw error;
    }
    // By the clock of the database, since the clock of this machine may be wrong.
    const waitedMs = reader.lookedUpAt.getTime() - Date.parse(job.time);
    metrics.callToSmtpSeconds.observe((waitedMs + performance.now() - started) / 1000);
    return { outcome: 'sent', detail: cleanAnswer(answer) };
  };
}

/** Removes addresses and links: some servers repeat parts of the mail in their answer. */
function cleanAnswer(answer: string): string {
  return answer
    .replace(/\p{Cc}+/gu, ' ')
    .replace(/\S*@\S*/g, '[address]')
    .replace(/\S*:\/\/\S*|[\w-]{43}\.[\w-]{43}/g, '[link]')
    .slice(0, MAX_ANSWER_LENGTH);
}

/** In characters. Most answers have fewer than 100. */
const MAX_ANSWER_LENGTH = 300;

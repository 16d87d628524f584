import type { WelcomeEmailRenderer } from 'welcome-email';
import type { Database } from './database.js';
import { describeFailure, LinkExpiredError } from './failure.js';
import type { LinkTokens } from './link-tokens.js';
import { findLink } from './links.js';
import type { Mailer } from './mailer.js';
import type { Metrics } from './metrics.js';

/** What the request tells of who made it. */
export interface RequestFacts {
  readonly userAgent?: string | undefined;
  readonly clientHints?: Readonly<Record<string, string>>;
  readonly ip?: string;
}

/** What is queued: the facts of the request, and of the link only the token id. */
export interface WelcomeJob extends RequestFacts {
  readonly tokenId: string;
  /** When the link was made: ISO 8601, by the clock of the database. */
  readonly time: string;
}

export interface Dependencies {
  readonly database: Database;
  readonly linkTokens: LinkTokens;
  readonly renderer: WelcomeEmailRenderer;
  readonly mailer: Mailer;
  readonly mailFrom: string;
  readonly metrics: Metrics;
}

/** Makes the function that turns a job into a mail and sends it. */
export function createWelcomeMailWork(dependencies: Dependencies) {
  const { database, linkTokens, renderer, mailer, mailFrom, metrics } = dependencies;
  const domain = mailFrom.slice(mailFrom.lastIndexOf('@'));

  return async function sendWelcomeMail(job: WelcomeJob, id: string): Promise<void> {
    const started = performance.now();
    const link = await findLink(database, job.tokenId);
    // Withdrawn or used since the job was queued: nobody needs it.
    if (link === undefined || link.state === 'used') return;
    if (link.state === 'expired') throw new LinkExpiredError();

    const stopTimer = metrics.renderSeconds.startTimer();
    const { subject, html, text, headers } = await renderer.render({
      name: link.name,
      resetUrl: linkTokens.link(job.tokenId),
      time: job.time,
      userAgent: job.userAgent,
      clientHints: job.clientHints,
      ip: job.ip,
      locale: link.locale,
      timeZone: link.timeZone,
      expiresAt: link.expiresAt,
      brand: link.brand,
    });
    stopTimer();
    const message = {
      // Whoever receives a mail that was sent twice can tell by it.
      messageId: `<${id}${domain}>`,
      from: mailFrom,
      // An object is one address, whatever is in it; a string may be a list.
      to: { name: '', address: link.email },
      subject,
      html,
      text,
      headers,
    };
    try {
      await mailer.send(id, message);
    } catch (error) {
      metrics.smtpFailures.inc({ kind: describeFailure(error).kind });
      throw error;
    }
    // Not by the clock of this machine, which may be off.
    const waitedMs = link.lookedUpAt.getTime() - Date.parse(job.time);
    metrics.callToSmtpSeconds.observe((waitedMs + performance.now() - started) / 1000);
  };
}

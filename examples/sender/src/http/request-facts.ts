import type { FastifyRequest } from 'fastify';
import type { WelcomeEmailFacts } from 'welcome-email';

/** What a request tells of who made it. */
export type RequestFacts = Pick<WelcomeEmailFacts, 'userAgent' | 'clientHints' | 'ip'>;

export function requestFacts({ headers, ip }: FastifyRequest): RequestFacts {
  // These headers tell more of the platform than the User-Agent does.
  const hints = Object.entries(headers).filter(([name]) => name.startsWith('sec-ch-ua'));
  return { userAgent: headers['user-agent'], clientHints: Object.fromEntries(hints), ip };
}

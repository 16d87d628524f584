import type { FastifyRequest } from 'fastify';
import type { WelcomeEmailFacts } from 'welcome-email';

/** What a request says about the person who made it. */
export type RequestFacts = Pick<WelcomeEmailFacts, 'userAgent' | 'clientHints' | 'ip'>;

export function requestFacts({ headers, ip }: FastifyRequest): RequestFacts {
  // Client hints say more about the platform than the User-Agent.
  const hints = Object.entries(headers).filter(([name]) => name.startsWith('sec-ch-ua'));
  return { userAgent: headers['user-agent'], clientHints: Object.fromEntries(hints), ip };
}

/** Why a job failed. */
export interface Failure {
  /** What is `deferred` may be taken another time, as may be what had a `broken` connection; `rejected` is for good. */
  readonly kind: 'deferred' | 'rejected' | 'broken';
  /** May be kept and shown: it holds nothing of the job, as the messages of errors do. */
  readonly reason: string;
}

/** Of a mail that was not taken while its link worked. The user needs a newer one. */
export class LinkExpiredError extends Error {
  constructor() {
    super('the link of a mail has expired');
  }
}

/** Tells what passes, as SMTP's 4xx and a connection that broke, from what does not, as SMTP's 5xx. */
export function describeFailure(error: unknown): Failure {
  if (error instanceof LinkExpiredError) return { kind: 'rejected', reason: 'link expired' };
  const { code, responseCode } = error as { code?: string; responseCode?: number };
  const reason = responseCode === undefined ? (code ?? 'internal error') : `SMTP ${responseCode}`;
  if (responseCode !== undefined && responseCode < 500) return { kind: 'deferred', reason };
  // What nodemailer says of a mail that is refused, by the server or by itself. What is wrong with the connection has other
  // codes, also where the server says 5xx, as to a wrong password: such a mail can go when that is mended.
  const isAboutMail = code === 'EENVELOPE' || code === 'EMESSAGE';
  return { kind: isAboutMail ? 'rejected' : 'broken', reason };
}

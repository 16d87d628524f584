// The names that the blocks of the pages use without declaring them: they are the caller's own. Their values are in values.ts.

/** Node's request, as Express and Fastify extend it. */
declare const request: { readonly headers: import('node:http').IncomingHttpHeaders; readonly ip: string };
declare const transport: { sendMail(message: Message): Promise<unknown> };
declare const from: string;
declare const to: string;
declare const email: string;
declare const name: string;
declare const resetUrl: string;
declare const linkId: string;
declare const log: { warn(message: string, details: object): void };

/** Made in a block before. */
declare const mail: import('welcome-email').RenderedEmail;

declare const myDatabase: {
  lookUp(ip: string): Promise<{ country: string; city?: string; radius: number } | undefined>;
};

/** A React component, which is not in a block of TypeScript without JSX. */
declare const MyEmail: () => null;

/** Makes a token for an account, if there is one. */
declare function makeLink(
  email: string,
): Promise<{ to: string; name: string; resetUrl: string; expiresAt: Date } | undefined>;

/** Sends what is none of this package's mails. */
declare function sendOther(event: object): Promise<Response>;

interface Message {
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly headers: Record<string, string>;
  readonly messageId?: string;
}

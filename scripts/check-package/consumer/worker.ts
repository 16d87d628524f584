// The worker that runs in workerd. The path of the URL names the source.
import { createWelcomeEmailRenderer } from 'welcome-email';
import { hashMails, type Source } from './mails.js';

export default {
  async fetch({ url }: Request): Promise<Response> {
    const source = decodeURIComponent(new URL(url).pathname.slice(1)) as Source;
    return Response.json(await hashMails(createWelcomeEmailRenderer, source));
  },
};

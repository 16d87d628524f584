// What check-package.js runs in workerd: the path says whose place and words.
import { createWelcomeEmailRenderer } from 'welcome-email';
import { hashMails } from './mails.mjs';

export default {
  /** @param {Request} request */
  async fetch({ url }) {
    const source = decodeURIComponent(new URL(url).pathname.slice(1));
    return Response.json(await hashMails(createWelcomeEmailRenderer, /** @type {never} */ (source)));
  },
};

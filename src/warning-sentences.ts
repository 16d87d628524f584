import type { TemplateWarningCode } from './template/compiled-template.js';
import type { WelcomeEmailWarningCode } from './warnings.js';

/** What each warning means for the email, and what to do. The command and the preview show it, and docs/errors.md has the same sentences. */
export const warningSentences: Readonly<Record<WelcomeEmailWarningCode, string>> = {
  missing:
    'The email has no logo and, if the name is missing, no brand name either. Add what is missing, or remove the logo.',
  'wrong-type': 'The email leaves it out. Pass a value of the documented type.',
  'unknown-field': 'The email leaves it out, because a brand or a logo has no such part. Check the spelling.',
  blank: 'The email leaves it out, because it has no visible character. Write some text, or remove it.',
  'unsupported-locale':
    'The email is in the default language, because none of these languages is offered. Check the language tags and the option locales.',
  'unknown-time-zone':
    'The email shows the time in the zone of the location, or in UTC. Pass a name from the IANA database, such as Europe/Berlin.',
  'invalid-address': 'The email gets no location from it. Pass one IP address, not a list.',
  'invalid-url':
    'The email leaves out this link or image. Use an absolute https: URL without a user name and password.',
  'unsupported-image':
    'The email leaves out this image, because most mail programs do not show SVG. Use PNG or JPEG.',
  'invalid-email':
    'The email leaves out this address. Use a plain address in ASCII, such as help@example.com.',
  'invalid-color': 'The email has the default color. Write the color as #rgb or #rrggbb.',
  'invalid-size': 'The email leaves out the logo. Use a whole number of pixels from 1 to 1,000.',
  'no-locator': 'The email shows no location, because there is nothing to look it up with.',
  'locator-failed':
    'The email shows no location, because the lookup failed. The next email tries again. If that fails too, check locate or geoip-lite.',
  'locator-timed-out':
    'The email shows no location, because the lookup took too long. Make locate faster, or raise locateTimeoutMs.',
  'invalid-location':
    'The email does not use this location. Its country code must be two capital letters, such as DE.',
};

/** The same for the warnings of a template, which docs/own-layout.md lists. */
export const templateWarningSentences: Readonly<Record<TemplateWarningCode, string>> = {
  'fact-not-shown': 'The email never shows this fact, even if it is known. Add its slot to this part.',
  'no-lang':
    'Screen readers may read the email as another language, because Gmail and Roundcube remove lang from <html> and <body>. Set it on a table or a cell too.',
  'no-dir':
    'The email may have the wrong text direction, because Gmail and Roundcube remove dir from <html> and <body>. Set it on a table or a cell too.',
  'tracked-link':
    'A mail provider may rewrite this link to count clicks, and log the secret in it. Add linkAttributes to the link.',
  'too-large': 'The HTML has more than 100 KB, and Gmail cuts off everything after 102 KB. Make it shorter.',
};

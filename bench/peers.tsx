// Other ways to make the same mail. All look the three facts up plainly: what ua-parser-js, geoip-lite and Intl say, as it stands.
import { render, toPlainText } from '@react-email/render';
import { Eta } from 'eta';
import geoip from 'geoip-lite';
import Handlebars from 'handlebars';
import mjml2html from 'mjml';
import { createElement } from 'react';
import { UAParser } from 'ua-parser-js';
import { accentValues } from '../emails/accent.js';
import { filledContent, markedContent, subjectOf, type Values } from '../emails/content.js';
import { type Operation, operationNames, operations } from '../emails/operations.js';
import WelcomeEmail from '../emails/welcome.js';
import { welcomeText } from '../emails/welcome.text.js';
import { languageFor } from '../test/support/languages.js';
import { locales, type Request } from './requests.js';

export interface Mail {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

const languages = new Map(
  locales.flatMap((locale) =>
    operationNames.map((operation) => [`${locale} ${operation}`, languageFor(locale, operation)] as const),
  ),
);
const languageOf = ({ locale, operation }: Pick<Request, 'locale' | 'operation'>) => {
  const language = languages.get(`${locale} ${operation}`);
  if (language === undefined) throw new Error(`There is no ${locale}.`);
  return language;
};

/** The same in every mail, as with a renderer's brand. */
const accent = accentValues();

/** Made once for each locale and zone, since making one takes 50 µs. */
const dates = new Map<string, Intl.DateTimeFormat>();
const regions = new Map<string, Intl.DisplayNames>();

function lookUp(request: Request): Values {
  const { name, userAgent, ip, time, expiresAt, locale, operation } = request;
  const parser = new UAParser(userAgent);
  const place = geoip.lookup(ip);
  const zone = place?.timezone || 'UTC';
  const key = `${locale} ${zone}`;
  let date = dates.get(key);
  if (date === undefined) {
    date = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone: zone });
    dates.set(key, date);
  }
  let region = regions.get(locale);
  if (region === undefined) {
    region = new Intl.DisplayNames(locale, { type: 'region' });
    regions.set(locale, region);
  }
  return {
    name,
    link: String(request[operations[operation].link]),
    platform: `${parser.getBrowser().name}, ${parser.getOS().name}`,
    location: place?.country ? `${place.city}, ${region.of(place.country)}` : undefined,
    time: date.format(time),
    expiry: expiresAt === undefined ? undefined : date.format(expiresAt),
    ...accent,
  };
}

export async function reactEmail(request: Request): Promise<Mail> {
  const content = filledContent(languageOf(request), lookUp(request));
  const html = await render(createElement(WelcomeEmail, content));
  return { subject: subjectOf(content), html, text: toPlainText(html) };
}

/** Our own template has markers in the syntax of Mustache: each peer gets them in its own. */
function templatesFor<T>(compile: (source: string, part: keyof Mail) => T) {
  const compiled = new Map<string, Promise<Record<keyof Mail, T>>>();
  return ({ locale, operation }: { locale: string; operation: Operation }) => {
    const key = `${locale} ${operation}`;
    let templates = compiled.get(key);
    if (templates === undefined) {
      templates = (async () => {
        const content = markedContent(languageOf({ locale, operation }));
        const html = await render(createElement(WelcomeEmail, content));
        return {
          subject: compile(subjectOf(content), 'subject'),
          html: compile(html, 'html'),
          text: compile(welcomeText(content), 'text'),
        };
      })();
      compiled.set(key, templates);
    }
    return templates;
  };
}

/** Rewrites the markers: a slot, and what opens, inverts and closes a section. */
function rewrite(
  source: string,
  slot: (name: string) => string,
  open: (name: string) => string,
  invert: (name: string) => string,
  close: (inverted: boolean) => string,
): string {
  const inverted: boolean[] = [];
  return source.replace(/\{\{([#^/]?)(\w+)\}\}/g, (_, kind: string, name: string) => {
    if (kind === '') return slot(name);
    if (kind === '/') return close(inverted.pop() ?? false);
    inverted.push(kind === '^');
    return kind === '^' ? invert(name) : open(name);
  });
}

const handlebarsTemplates = templatesFor((source, part) =>
  Handlebars.compile(
    rewrite(
      source,
      (name) => `{{${name}}}`,
      (name) => `{{#if ${name}}}`,
      (name) => `{{#unless ${name}}}`,
      (inverted) => (inverted ? '{{/unless}}' : '{{/if}}'),
    ),
    { noEscape: part !== 'html' },
  ),
);

export async function handlebars(request: Request): Promise<Mail> {
  const { subject, html, text } = await handlebarsTemplates(request);
  const values = lookUp(request);
  return { subject: subject(values), html: html(values), text: text(values) };
}

const escaping = new Eta({ autoTrim: false });
const plain = new Eta({ autoTrim: false, autoEscape: false });
const etaTemplates = templatesFor((source, part) => {
  const eta = part === 'html' ? escaping : plain;
  const template = eta.compile(
    rewrite(
      source,
      (name) => `<%= it.${name} %>`,
      (name) => `<% if (it.${name} !== undefined) { %>`,
      (name) => `<% if (it.${name} === undefined) { %>`,
      () => '<% } %>',
    ),
  );
  return (values: Values) => eta.render(template, values);
});

export async function eta(request: Request): Promise<Mail> {
  const { subject, html, text } = await etaTemplates(request);
  const values = lookUp(request);
  return { subject: subject(values), html: html(values), text: text(values) };
}

const escaped = Handlebars.escapeExpression;

export async function mjml(request: Request): Promise<Mail> {
  const values = lookUp(request);
  const content = filledContent(languageOf(request), values);
  const { t, value } = content;
  const row = (label: string, text: string) => `<tr><th>${label}</th><td>${escaped(text)}</td></tr>`;
  const { html } =
    await mjml2html(`<mjml><mj-head><mj-title>${subjectOf(content)}</mj-title><mj-preview>${t('preheader')}</mj-preview></mj-head>
<mj-body background-color="#f3f4f6"><mj-section background-color="#ffffff"><mj-column>
<mj-text font-size="26px">${t('heading')}</mj-text><mj-text>${t('greeting').replace('{{name}}', () => escaped(value('name')))}</mj-text><mj-text>${t('intro')}</mj-text>
<mj-button href="${escaped(value('link'))}" background-color="${value('accentColor')}">${t('action')}</mj-button>
<mj-text>${t('linkFallback')}<br/><a href="${escaped(value('link'))}">${escaped(value('link'))}</a></mj-text>
${values.expiry === undefined ? '' : `<mj-text>${t('expiry').replace('{{expiry}}', () => escaped(value('expiry')))}</mj-text>`}<mj-text font-size="16px">${t('detailsHeading')}</mj-text>
<mj-table>${row(t('platformLabel'), value('platform'))}${row(t('locationLabel'), value('location'))}${row(t('timeLabel'), value('time'))}</mj-table>
<mj-text font-size="16px">${t('notYouHeading')}</mj-text><mj-text>${t('notYou')}</mj-text></mj-column></mj-section></mj-body></mjml>`);
  return { subject: subjectOf(content), html, text: welcomeText(content) };
}

import { describe, expect, test } from 'vitest';
import { type Operation, operationNames } from '../../emails/operations.js';
import WelcomeEmail from '../../emails/welcome.js';
import {
  type CompiledLocale,
  type CompiledTemplate,
  createWelcomeEmailRenderer,
  type RendererOptions,
  renderWelcomeEmail,
  type WelcomeEmailInput,
} from '../../src/index.js';
import {
  compileTemplate,
  linkAttributes,
  plainSection,
  plainValue,
  type TemplateOptions,
  With,
  welcomeText,
} from '../../src/template.js';
import { designWith, nothing, type OwnContent, ownSlots } from '../support/design.js';
import { BRAND, CODE, everythingFor, LINK, NOTHING_KNOWN, requiredFor } from '../support/inputs.js';
import { visibleText } from '../support/visible-text.js';

const text = (content: OwnContent) =>
  welcomeText(content) +
  plainSection(content, 'with', 'plan', `Plan: ${plainValue(content, 'plan')}\n`) +
  plainSection(content, 'with', 'invoice', `${content.value('invoice')}\n`);

type Replaced = Parameters<typeof designWith>[0];

const compile = (replaced: Replaced = {}, options: Partial<TemplateOptions<typeof ownSlots>> = {}) =>
  compileTemplate({ html: designWith(replaced), text, slots: ownSlots, locales: ['en'], ...options });

const refusal = (compiled: Promise<unknown>): Promise<string> =>
  compiled.then(
    () => 'none',
    ({ message }) => message,
  );

const warningsOf = async (...given: Parameters<typeof compile>) =>
  (await compile(...given)).warnings.map(({ code, part, slot, operation, locale }) =>
    [code, part, slot ?? '-', operation, locale].join(' '),
  );

describe('a template equal to ours', () => {
  test('gives the same mails, byte for byte, also after JSON', async () => {
    const locales = ['en', 'ar', 'ja'];
    const compiled = await compileTemplate({ html: WelcomeEmail, locales });
    expect(compiled.warnings).toEqual([]);
    const template: CompiledTemplate = JSON.parse(JSON.stringify(compiled));
    expect(template).toEqual(compiled);
    const options = { brand: BRAND, locate: () => ({ countryCode: 'DE' }) };
    const ours = createWelcomeEmailRenderer(options);
    const theirs = createWelcomeEmailRenderer({ ...options, template });
    for (const locale of locales) {
      for (const operation of operationNames) {
        for (const facts of [everythingFor(operation), requiredFor(operation)]) {
          const input = { ...facts, locale };
          expect(await theirs.render(input)).toEqual(await ours.render(input));
        }
      }
    }
  });

  test('has the words that are given, and no other locales', async () => {
    const template = await compileTemplate({
      html: WelcomeEmail,
      locales: ['de', 'en'],
      translations: { de: { greeting: 'Servus {{name}},' } },
    });
    const { render } = createWelcomeEmailRenderer({ template });
    expect((await render({ ...NOTHING_KNOWN, locale: 'de-AT' })).text).toContain('Servus Ada,');
    expect((await render({ ...NOTHING_KNOWN, locale: 'fr' })).locale).toBe('en');
  });
});

describe('a renderer', () => {
  test('refuses translations beside a template, since its words are compiled', async () => {
    const template = await compile();
    expect(() => createWelcomeEmailRenderer({ template, translations: {} })).toThrow(
      'translations: cannot be combined with `template`: pass it to compileTemplate',
    );
  });

  test.each([['a string'], [false], [[]], [{}], [{ slots: {} }], [{ locales: {} }]])(
    'refuses what is no template: %j',
    (template) => {
      expect(() => createWelcomeEmailRenderer({ template } as unknown as RendererOptions)).toThrow(
        'template: must be what compileTemplate returned',
      );
    },
  );

  test('refuses a template that cannot be read', () => {
    const template = new Proxy({}, { ownKeys: () => expect.fail('secret') });
    expect(() => createWelcomeEmailRenderer({ template } as unknown as RendererOptions)).toThrow(
      'template: must be what compileTemplate returned',
    );
  });

  test.each<[string, (mails: CompiledLocale['mails'], words: object) => object]>([
    ['lacks an operation', ({ recovery: _, ...mails }, words) => ({ words, mails })],
    ['lacks a part', (mails, words) => ({ words, mails: { ...mails, recovery: { subject: '', html: '' } } })],
    ['has no words', (mails) => ({ mails })],
    ['has no mails', (_, words) => ({ words })],
  ])('refuses a template of another version, in which a locale %s', async (_, change) => {
    const compiled = await compile();
    const { mails, words } = compiled.locales['en'] ?? expect.fail('There is no English');
    const template = { ...compiled, locales: { ...compiled.locales, de: change(mails, words) } };
    expect(() => createWelcomeEmailRenderer({ template } as unknown as RendererOptions)).toThrow(
      'template.locales.de: must have the words and mails of this version. Compile the template again',
    );
  });

  test('needs another default if English is not compiled', async () => {
    const template = await compile({}, { locales: ['de'] });
    expect(() => createWelcomeEmailRenderer({ template })).toThrow(
      'defaultLocale: is required, since English is not offered. It must be one of de',
    );
    const { render } = createWelcomeEmailRenderer({ template, defaultLocale: 'de' });
    expect((await render(NOTHING_KNOWN)).locale).toBe('de');
  });
});

describe('warming up', () => {
  test('prepares all emails of the wanted locales, once, and of the default locale for an unknown tag', async () => {
    const template = await compile({}, { locales: ['en', 'de', 'ar'] });
    const prepared: string[] = [];
    const watch = ([locale, compiled]: [string, CompiledLocale]) => {
      const get = (mails: CompiledLocale['mails'], operation: Operation) => {
        prepared.push(`${locale} ${operation}`);
        return mails[operation];
      };
      return [locale, { ...compiled, mails: new Proxy(compiled.mails, { get } as ProxyHandler<object>) }];
    };
    const renderer = createWelcomeEmailRenderer({
      template: { ...template, locales: Object.fromEntries(Object.entries(template.locales).map(watch)) },
      defaultLocale: 'de',
      locate: () => undefined,
    });
    const all = ['ar', 'de'].flatMap((locale) => operationNames.map((operation) => `${locale} ${operation}`));
    // What was read to check the template.
    prepared.length = 0;
    await renderer.warmUp(['ar-MA', 'qaa']);
    expect(prepared.toSorted()).toEqual(all.toSorted());
    await renderer.warmUp(['ar']);
    await renderer.render({ ...NOTHING_KNOWN, locale: 'ar' });
    expect(prepared).toHaveLength(all.length);
  });
});

describe('own slots', () => {
  const render = async (values: unknown, locale = 'en') => {
    const { render } = createWelcomeEmailRenderer({ template: await compile({}, { locales: ['en', 'ar'] }) });
    return render({ ...NOTHING_KNOWN, locale, values } as WelcomeEmailInput);
  };

  test('are filled in both parts, escaped', async () => {
    const plan = `<b>"Team" & 'Co' {{name}}</b>`;
    const mail = await render({ plan, invoice: new URL("https://acme.example/i?a=1&b='") });
    const escaped = '&lt;b&gt;&quot;Team&quot; &amp; &#x27;Co&#x27; {{name}}&lt;/b&gt;';
    expect(mail.html).toContain(`title="${escaped}"`);
    expect(mail.html).toContain(`Plan: <span dir="auto">${escaped}</span>`);
    expect(mail.html).toContain('href="https://acme.example/i?a=1&amp;b=%27"');
    expect(mail.text).toContain(`Plan: ${plan}\n`);
    expect(mail.text).toContain('https://acme.example/i?a=1&b=%27\n');
  });

  test('that are URLs are encoded in the plaintext part, so that programs link all of them', async () => {
    const mail = await render({ plan: "Team (5 seats), 'Co.'", invoice: 'https://acme.example/(1).' });
    expect(mail.html).toContain('href="https://acme.example/(1)."');
    expect(mail.text).toContain('https://acme.example/%281%29%2E\n');
    expect(mail.text).toContain("Plan: Team (5 seats), 'Co.'\n");
  });

  test('leave their sections out without a value', async () => {
    for (const values of [undefined, null, {}, { plan: null, invoice: undefined }]) {
      const mail = await render(values);
      for (const part of [mail.html, mail.text]) expect(part).not.toMatch(/Plan|Invoice|invoice/);
    }
  });

  test('are cleaned and cut like the name of a brand', async () => {
    expect((await render({ plan: ' Te\u202eam\n\u0000 One ' })).text).toContain('Plan: Team One\n');
    expect((await render({ plan: 'x'.repeat(65) })).text).toContain(`Plan: ${'x'.repeat(64)}…\n`);
  });

  test('are isolated in right-to-left text', async () => {
    const mail = await render({ plan: 'Team' }, 'ar');
    expect(mail.text).toContain('Plan: \u2068Team\u2069\n');
    expect(mail.html).toContain('<span dir="auto">Team</span>');
  });

  test.each([
    [{ plan: 'Team', plam: 'secret' }, 'values.plam', 'unknown-field'],
    [{ plan: 7 }, 'values.plan', 'wrong-type'],
    [{ plan: ' \u200b' }, 'values.plan', 'blank'],
    [{ invoice: 'javascript:secret' }, 'values.invoice', 'invalid-url'],
    [{ invoice: 'http://acme.example/secret' }, 'values.invoice', 'invalid-url'],
    [{ constructor: 'secret' }, 'values.constructor', 'unknown-field'],
    ['secret', 'values', 'wrong-type'],
  ])('with an invalid value throw, without the value: %j', async (values, field, code) => {
    const error = await render(values).catch((error) => error);
    expect(error).toMatchObject({ name: 'WelcomeEmailInputError', field, code });
    expect(error.message).not.toContain('secret');
  });

  test('do not exist without a template', async () => {
    const input = { ...NOTHING_KNOWN, values: { plan: 'Team' } };
    await expect(renderWelcomeEmail(input)).rejects.toMatchObject({ field: 'values', code: 'unknown-field' });
  });

  test('cannot take the place of ours, even in a file that was changed', async () => {
    const template = { ...(await compile()), slots: { link: 'url' } } as unknown as CompiledTemplate;
    expect(() => createWelcomeEmailRenderer({ template })).toThrow(
      'template.slots.link: is the name of a built-in slot',
    );
  });

  test.each<[unknown, string]>([
    [{ link: 'url' }, 'slots.link'],
    [{ brandName: 'text' }, 'slots.brandName'],
    [{ constructor: 'text' }, 'slots.constructor'],
    [{ 'my-plan': 'text' }, 'slots.my-plan'],
    [{ plan: 'html' }, 'slots.plan'],
  ])('are refused: %j', async (slots, field) => {
    const compiled = compile({}, { slots: slots as typeof ownSlots });
    await expect(compiled).rejects.toMatchObject({ field, code: 'invalid-value' });
  });

  test('have types', async () => {
    const { render } = createWelcomeEmailRenderer({ template: await compile() });
    // @ts-expect-error: there is no such slot
    await render({ ...NOTHING_KNOWN, values: { plam: 'Team' } }).catch(() => {});
    // @ts-expect-error: the template does not have this slot
    await compileTemplate({ html: designWith(), locales: ['en'] }).catch(() => {});
    const loaded: CompiledTemplate<{ plan: 'text' }> = JSON.parse(JSON.stringify(await compile()));
    const rendererOfOurs = createWelcomeEmailRenderer();
    const loadedRenderer = createWelcomeEmailRenderer({ template: loaded });
    // @ts-expect-error: a text is no URL
    await loadedRenderer.render({ ...NOTHING_KNOWN, values: { plan: new URL(LINK) } }).catch(() => {});
    // @ts-expect-error: without a template, there are no values
    await rendererOfOurs.render({ ...NOTHING_KNOWN, values: { plan: 'Team' } }).catch(() => {});
  });
});

describe('a mail that would be of no use is refused', () => {
  test.each<[string, Replaced, string]>([
    [
      'no link',
      { link: nothing },
      'html: registration in en must show the link, even if nothing else is known',
    ],
    [
      'no code',
      { code: nothing },
      'html: registration in en must show the code, even if nothing else is known',
    ],
    [
      'a link only with a name',
      {
        link: (content) => (
          <With content={content} slot="name">
            <a href={content.value('link')}>Go</a>
          </With>
        ),
      },
      'html: registration in en must show the link',
    ],
    [
      'a link that is none',
      { link: ({ value }) => <p>{value('link')}</p> },
      'html: registration in en must show the link',
    ],
    [
      'a code in pieces of which one is missing',
      { code: ({ value }) => value('codeGroup1') },
      'must show the code',
    ],
    [
      'an unknown slot',
      { own: ({ value }) => value('plam' as 'plan') },
      'html: registration in en has a slot "plam" that does not exist',
    ],
    [
      'an unclosed section',
      { own: ({ section }) => section('with', 'plan').open },
      'html: registration in en has a section "plan" that is not closed',
    ],
  ])('%s', async (_, replaced, message) => {
    expect(await refusal(compile(replaced))).toContain(message);
  });

  test.each<[string, (content: OwnContent) => string, string]>([
    ['no link', ({ value }) => value('code'), 'text: registration in en must show the link'],
    ['no code', ({ value }) => value('link'), 'text: registration in en must show the code'],
    ['an unknown slot', ({ value }) => value('plam' as 'plan'), 'text: registration in en has a slot "plam"'],
  ])('in the plaintext part: %s', async (_, ownText, message) => {
    expect(await refusal(compile({}, { text: ownText }))).toContain(message);
  });
});

describe('a mail that would be unsafe is refused', () => {
  const link = ({ value }: OwnContent) => value('link');
  const hidden = (style: object) => ({
    own: (content: OwnContent) => (
      <div style={style}>
        <p>{content.value('code')}</p>
      </div>
    ),
  });
  test.each<[string, Replaced, string]>([
    ['the link in the title', { title: link }, '{{link}} in <title>'],
    ['the code in the title', { title: ({ value }) => value('code') }, '{{code}} in <title>'],
    ['the code in a preheader', hidden({ maxHeight: 0, overflow: 'hidden' }), '{{code}} in a hidden <p>'],
    [
      "the code in React Email's preheader",
      hidden({ display: 'none', opacity: 0 }),
      '{{code}} in a hidden <p>',
    ],
    [
      'a piece of the code as the text of an image',
      { own: ({ value }) => <img src="a.png" alt={value('codeGroup1')} /> },
      '{{codeGroup1}} in the alt of <img>',
    ],
    [
      'the link as an image',
      { own: (content) => <img src={link(content)} alt="" /> },
      '{{link}} in the src of <img>',
    ],
    [
      'the link in another',
      { own: (content) => <a href={`https://t.example/?u=${link(content)}`}>Go</a> },
      '{{link}} in the href of <a>',
    ],
    [
      'the code at the beginning',
      { beginning: ({ value }) => value('code') },
      'must not begin with the link or the code',
    ],
    [
      "the code's box at the beginning",
      { beginning: ({ value }) => <b>{value('codeGroup1')}</b> },
      'must not begin with',
    ],
    [
      'text as an address',
      { own: ({ value }) => <a href={value('plan')}>Go</a> },
      '{{plan}} in the href of <a>',
    ],
    [
      'a name as an address',
      { own: ({ value }) => <a href={value('name')}>Go</a> },
      '{{name}} in the href of <a>',
    ],
    [
      'text as a color',
      { own: ({ value }) => <p style={{ color: value('plan') }}>Go</p> },
      '{{plan}} in the style of <p>',
    ],
    ['text in a style sheet', { own: ({ value }) => <style>{value('plan')}</style> }, '{{plan}} in <style>'],
    [
      'a URL behind another',
      { own: ({ value }) => <a href={`https://t.example/${value('invoice')}`}>Go</a> },
      '{{invoice}} in the href of <a>',
    ],
  ])('%s', async (_, replaced, message) => {
    expect(await refusal(compile(replaced))).toContain(message);
  });

  test.each(['platform', 'location', 'time', 'expiry'] as const)(
    'a fact that may have isolates, which are elements in HTML, in an attribute or a title: %s',
    async (slot) => {
      const own = ({ value }: OwnContent) => <p title={value(slot)}>Go</p>;
      expect(await refusal(compile({ own }))).toContain(`must not have {{${slot}}} in the title of <p>`);
      const title = ({ value }: OwnContent) => value(slot);
      expect(await refusal(compile({ title }))).toContain(`must not have {{${slot}}} in <title>`);
    },
  );

  const raw = (html: string) => ({ own: () => <div dangerouslySetInnerHTML={{ __html: html }} /> });

  test.each([
    ['<a href={{name}}>Go</a>', '{{name}} in <a>, outside of quotes'],
    ['<a {{name}}="x">Go</a>', '{{name}} in <a>, outside of quotes'],
    ["<a title='>' rel={{name}}>Go</a>", '{{name}} in <a>, outside of quotes'],
    ["<a href='{{name}}'>Go</a>", '{{name}} in the href of <a>'],
    ['<a href = "{{name}}" href="https://a.example">Go</a>', '{{name}} in the href of <a>'],
    ['<p>Go</p {{name}}>', '{{name}} in <p>, outside of quotes'],
    ['<{{name}}>', '{{name}} in <div>, outside of quotes'],
    ['<!-- {{name}} -->', '{{name}} in a comment'],
    ['<!--[if mso]><a href={{name}}>Go</a><![endif]-->', '{{name}} in <a>, outside of quotes'],
    ['<!--[if mso]><a href="{{name}}">Go</a><![endif]-->', '{{name}} in the href of <a>'],
    [
      '<!--[if (gte mso 9)|(IE)]><p style="color:{{name}}">Go</p><![endif]-->',
      '{{name}} in the style of <p>',
    ],
    ['<!--[if !mso]><!--><a href="{{name}}">Go</a><!--<![endif]-->', '{{name}} in the href of <a>'],
  ])('in raw HTML: %s', async (html, message) => {
    expect(await refusal(compile(raw(html)))).toContain(`must not have ${message}`);
  });

  test("a button for Outlook is not, but it does not replace everyone's", async () => {
    const button =
      '<!--[if mso]><v:roundrect href="{{link}}" fillcolor="{{accentColor}}"><p title=\'{{plan}}\'>{{plan}}</p></v:roundrect><![endif]-->';
    expect(await refusal(compile(raw(button)))).toBe('none');
    expect(await refusal(compile({ ...raw(button), link: nothing }))).toContain(
      'html: registration in en must show the link',
    );
  });

  test('what is shown between elements that are hidden, and after them, is no secret', async () => {
    const own = ({ value }: OwnContent) => (
      <>
        <div style={{ maxHeight: 0 }}>
          {value('plan')}
          <br />
          <img src={value('logoSrc')} alt={value('logoAlt')} />
        </div>
        <p style={{ maxHeight: '0.5em', color: value('linkColor') }}>{value('code')}</p>
        <a href={`mailto:${value('supportEmail')}`}>Help</a>
      </>
    );
    expect(await refusal(compile({ own }))).toBe('none');
  });
});

describe('a template is told what it forgets, once, with the first mail that lacks it', () => {
  test('nothing, if it forgets nothing', async () => {
    expect(await warningsOf({}, { locales: ['en', 'ar'] })).toEqual([]);
  });

  test('facts', async () => {
    expect(await warningsOf({ facts: nothing }, { locales: ['de', 'en'] })).toEqual(
      ['invitedBy', 'platform', 'location', 'time', 'expiry'].map(
        (slot) => `fact-not-shown html ${slot} registration de`,
      ),
    );
  });

  test('a fact that only some mails lack', async () => {
    const facts = (content: OwnContent) => (content.operation === 'recovery' ? null : designFacts(content));
    expect(await warningsOf({ facts })).toEqual(
      ['platform', 'location', 'time', 'expiry'].map((slot) => `fact-not-shown html ${slot} recovery en`),
    );
  });

  test('facts in the plaintext part', async () => {
    const short = ({ value }: OwnContent) => `${value('link')}\n${value('code')}\n${value('time')}`;
    expect(await warningsOf({}, { text: short })).toEqual(
      ['invitedBy', 'platform', 'location', 'expiry'].map(
        (slot) => `fact-not-shown text ${slot} registration en`,
      ),
    );
  });

  test('the link of a notice', async () => {
    const link = (content: OwnContent) =>
      content.operation === 'new-sign-in' ? null : (
        <a href={content.value('link')} {...linkAttributes}>
          Go
        </a>
      );
    expect(await warningsOf({ link })).toEqual(['fact-not-shown html link new-sign-in en']);
  });

  test('the language, which mail programs remove from the page', async () => {
    expect(await warningsOf({ language: () => ({}) })).toEqual([
      'no-lang html - registration en',
      'no-dir html - registration en',
    ]);
    expect(
      await warningsOf(
        { language: ({ locale }) => ({ lang: locale, dir: 'ltr' }) },
        { locales: ['en', 'ar'] },
      ),
    ).toEqual(['no-dir html - registration ar']);
  });

  test('links that mail providers track', async () => {
    const link = ({ value }: OwnContent) => <a href={value('link')}>Go</a>;
    expect(await warningsOf({ link })).toEqual(['tracked-link html - registration en']);
  });

  test('the size from which Gmail hides the rest', async () => {
    const own = () => 'ж'.repeat(50_000);
    expect(await warningsOf({ own })).toEqual(['too-large html - registration en']);
    expect(await warningsOf({ own: () => 'ж'.repeat(45_000) })).toEqual([]);
  });
});

const designFacts = (content: OwnContent) =>
  (['invitedBy', 'platform', 'location', 'time', 'expiry'] as const).map((slot) => (
    <With key={slot} content={content} slot={slot}>
      {content.value(slot)}
    </With>
  ));

describe('an option that is invalid throws', () => {
  test.each<[unknown, string, string]>([
    ['html', 'options', 'wrong-type'],
    [{}, 'html', 'missing'],
    [{ html: 'a' }, 'html', 'wrong-type'],
    [{ html: designWith(), text: 'a' }, 'text', 'wrong-type'],
    [{ html: designWith(), layout: 'a' }, 'layout', 'unknown-field'],
    [{ html: designWith(), slots: 'plan' }, 'slots', 'wrong-type'],
    [{ html: designWith(), locales: 'en' }, 'locales', 'wrong-type'],
    [{ html: designWith(), locales: [] }, 'locales', 'unsupported-locale'],
    [{ html: designWith(), locales: [7] }, 'locales', 'wrong-type'],
    [{ html: designWith(), locales: ['xx'] }, 'locales', 'unsupported-locale'],
    [{ html: designWith(), locales: ['en', 'xx'] }, 'locales', 'unsupported-locale'],
    [
      { html: designWith(), translations: { en: { greetin: 'Hi' } } },
      'translations.en.greetin',
      'unknown-key',
    ],
  ])('%o', async (options, field, code) => {
    await expect(compileTemplate(options as TemplateOptions)).rejects.toMatchObject({ field, code });
  });
});

test('what React 18 writes at the end of its buffer is removed', async () => {
  const { locales } = await compile({ own: () => 'Gr\0üße' });
  expect(locales['en']?.mails.registration.html).toContain('Grüße');
});

test('a code alone is enough for a mail', async () => {
  const { render } = createWelcomeEmailRenderer({ template: await compile() });
  const mail = await render({ name: 'Ada', time: NOTHING_KNOWN.time, operation: 'sign-in', code: CODE });
  expect(visibleText(mail.html)).toContain(CODE);
  expect(mail.html).not.toContain('href');
});

import { expect, test } from 'vitest';
import { operationNames } from '../../emails/operations.js';
import { createWelcomeEmailRenderer, type WelcomeEmailInput } from '../../src/index.js';
import { listPresets, testAddresses, userAgents } from '../../src/preview/presets.js';
import { createSession } from '../../src/preview/session.js';

const noLocator = { name: undefined, options: { locate: () => undefined } };

test.each([
  ['with an address', testAddresses[0]],
  ['without one', undefined],
])('every preset gives a mail of each of its operations, with nothing left out: %s', async (_, ip) => {
  const warnings: unknown[] = [];
  const renderer = createWelcomeEmailRenderer({
    locate: () => ({ countryCode: 'NP' }),
    onWarning: (warning) => warnings.push(warning),
  });
  const presets = listPresets(ip, {});
  expect(new Set(presets.map(({ id }) => id)).size).toBe(presets.length);
  for (const { id, inputs, operations } of presets) {
    expect(id).toMatch(/^[a-z-]+$/);
    expect(Object.keys(inputs)).toEqual(operations);
    for (const [operation, input] of Object.entries(inputs))
      await renderer.render({ ...input, operation } as WelcomeEmailInput);
  }
  expect(warnings).toEqual([]);
});

test('the first preset has every fact, also where no locator is installed', async () => {
  const { catalog, render } = await createSession(noLocator, 'live');
  expect(catalog.addresses).toEqual({});
  const [typical] = catalog.presets;
  for (const operation of operationNames) {
    const view = await render({ ...typical?.inputs[operation], operation, locale: 'en' });
    expect(view).toMatchObject({
      warnings: [],
      text: expect.stringMatching(/Chrome on Windows.*Leipzig, Germany.*2026/s),
    });
  }
});

test('User-Agents have the name that a mail shows for them', async () => {
  const { render } = createWelcomeEmailRenderer();
  expect(Object.keys(userAgents)).toHaveLength(10);
  for (const [name, userAgent] of Object.entries(userAgents)) {
    const { text } = await render({
      name: 'Ada',
      operation: 'new-sign-in',
      time: 0 + Date.UTC(2026, 6),
      userAgent,
    });
    // Safari says nothing else on an iPad.
    expect(text).toContain(`: ${name.replace(' on Mac or iPad', '')}\n`);
  }
});

test("a template's own slots have a value in the typical preset", async () => {
  const [typical, nothingKnown] = listPresets(undefined, { plan: 'text', page: 'url' });
  expect(typical?.inputs.recovery).toHaveProperty('values', {
    plan: 'plan',
    page: 'https://app.example.com/page',
  });
  expect(nothingKnown?.inputs.recovery).not.toHaveProperty('values');
});

test('languages have their names, and others the English one or their tag', async () => {
  const options = { ...noLocator.options, translations: { 'de-AT': { greeting: 'Servus {{name}},' } } };
  const { catalog } = await createSession({ name: undefined, options }, 'live');
  expect(catalog.locales).toHaveLength(57);
  const named = (tag: string) => catalog.locales.find((locale) => locale.tag === tag);
  expect(named('fr')).toEqual({ tag: 'fr', name: 'français', englishName: 'French', dir: 'ltr' });
  expect(named('he')).toEqual({ tag: 'he', name: 'עברית', englishName: 'Hebrew', dir: 'rtl' });
  expect(named('de-AT')).toMatchObject({ englishName: 'Austrian German', dir: 'ltr' });
});

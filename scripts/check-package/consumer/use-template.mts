// What users write with welcome-email/template, in a project with React's types.
import { createElement } from 'react';
import { type CompiledTemplate, createWelcomeEmailRenderer } from 'welcome-email';
import { type Content, compileTemplate, FullLink, With } from 'welcome-email/template';

const Email = (content: Content<'plan'>) =>
  createElement(
    'p',
    null,
    createElement(With<'plan'>, { content, slot: 'plan', children: content.value('plan') }),
    createElement(FullLink, { content, href: content.value('link') }),
  );
const template: CompiledTemplate<{ readonly plan: 'text' }> = await compileTemplate({
  html: Email,
  slots: { plan: 'text' },
});
const { render } = createWelcomeEmailRenderer({ template });
await render({ name: 'Ada', resetUrl: 'https://a.example/', time: new Date(), values: { plan: 'Team' } });
// @ts-expect-error: there is no such slot
await render({ name: 'Ada', resetUrl: 'https://a.example/', time: new Date(), values: { plam: 'Team' } });
// @ts-expect-error: the design has a slot that is not declared
await compileTemplate({ html: Email });

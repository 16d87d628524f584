import type { ReactNode } from 'react';
import {
  ActionButton,
  CodeBox,
  type Content,
  detailRows,
  isNotice,
  subjectOf,
  With,
  Words,
} from '../../src/template.js';

export type OwnContent = Content<'plan' | 'invoice'>;
type Part = (content: OwnContent) => ReactNode;

/** The slots of {@link designWith}. */
export const ownSlots = { plan: 'text', invoice: 'url' } as const;

const parts = {
  title: (content: OwnContent): ReactNode => subjectOf(content),
  beginning: (content: OwnContent): ReactNode => content.t('heading'),
  link: (content: OwnContent): ReactNode => (
    <With content={content} slot="link">
      <ActionButton content={content} />
    </With>
  ),
  code: (content: OwnContent): ReactNode =>
    isNotice(content) ? null : (
      <With content={content} slot="code">
        <CodeBox content={content} />
      </With>
    ),
  facts: (content: OwnContent): ReactNode =>
    [...detailRows.map(({ slot }) => slot), 'expiry' as const].map((slot) => (
      <With key={slot} content={content} slot={slot}>
        <p>
          <Words content={content} words={`{{${slot}}}`} />
        </p>
      </With>
    )),
  own: (content: OwnContent): ReactNode => (
    <>
      <With content={content} slot="plan">
        <p title={content.value('plan')}>
          <Words content={content} words="Plan: {{plan}}" />
        </p>
      </With>
      <With content={content} slot="invoice">
        <a href={content.value('invoice')}>Invoice</a>
      </With>
    </>
  ),
  language: ({ locale, dir }: OwnContent): { lang?: string; dir?: string } => ({ lang: locale, dir }),
};

/** A small design that lacks nothing, with some of its parts replaced. */
export function designWith(replaced: Partial<typeof parts> = {}): (content: OwnContent) => ReactNode {
  const { title, beginning, link, code, facts, own, language } = { ...parts, ...replaced };
  return (content) => (
    <html {...language(content)}>
      <head>
        <title>{title(content)}</title>
      </head>
      <body>
        <table>
          <tbody>
            <tr>
              <td {...language(content)}>
                {beginning(content)}
                {link(content)}
                {code(content)}
                {facts(content)}
                {own(content)}
              </td>
            </tr>
          </tbody>
        </table>
      </body>
    </html>
  );
}

/** Takes a part's place and shows nothing. */
export const nothing: Part = () => null;

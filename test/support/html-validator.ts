import { type ConfigData, HtmlValidate } from 'html-validate';

/** How the HTML of a mail differs from that of a page. */
const rules = {
  // React Email writes the doctype of XHTML 1.0 Transitional, which keeps old clients out of quirks mode as HTML's does.
  'doctype-html': 'off',
  // React closes empty elements as in XHTML, which the doctype allows.
  'void-style': ['error', { style: 'selfclosing' }],
  // React writes cellPadding and cellSpacing; HTML has no case.
  'attr-case': ['error', { style: ['lowercase', 'camelcase'] }],
  // Mail programs drop the style sheet: what matters is inline.
  'no-inline-style': 'off',
  // Outlook's Word engine lays out by attributes: width, align, bgcolor, cellpadding. mail-clients.test.ts says where.
  'no-deprecated-attr': 'off',
} satisfies ConfigData['rules'];

const validator = new HtmlValidate({ root: true, extends: ['html-validate:recommended'], rules });

/** Returns what is wrong with the HTML of a mail. */
export async function findingsIn(html: string): Promise<string[]> {
  const { results } = await validator.validateString(html);
  return results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, line, column }) => `${ruleId} at ${line}:${column}: ${message}`),
  );
}

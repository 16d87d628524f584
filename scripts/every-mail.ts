import type { Operation } from '../emails/operations.js';
import { operationNames } from '../emails/operations.js';
import { createWelcomeEmailRenderer, type RenderedEmail } from '../src/index.js';
import { BRAND, everythingFor } from '../test/support/inputs.js';
import { darmstadt } from './darmstadt.js';
import { localeTags } from './locales.js';

interface Mail extends RenderedEmail {
  readonly locale: string;
  readonly operation: Operation;
}

/** Renders a mail for each locale and operation, as if it were requested a minute ago. */
export async function* everyMail(): AsyncGenerator<Mail> {
  const { logo, ...brand } = BRAND;
  const { render } = createWelcomeEmailRenderer({ brand, locate: () => darmstadt });
  for (const locale of localeTags) {
    for (const operation of operationNames) {
      const mail = await render({ ...everythingFor(operation, Date.now() - 60_000), locale });
      yield { ...mail, locale, operation };
    }
  }
}

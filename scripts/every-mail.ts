import type { Operation } from '../emails/words.js';
import { operations } from '../emails/words.js';
import { createWelcomeEmailRenderer, type RenderedEmail } from '../src/index.js';
import { ALL_KNOWN, BRAND } from '../test/support/inputs.js';
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
    for (const operation of operations) {
      const mail = await render({
        ...ALL_KNOWN,
        time: Date.now() - 60_000,
        expiresAt: Date.now() + 3_600_000,
        locale,
        operation,
      });
      yield { ...mail, locale, operation };
    }
  }
}

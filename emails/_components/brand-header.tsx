import { Img, Link, Text } from '@react-email/components';
import type { Content } from '../content.js';
import { stylesFor } from '../theme.js';
import { untracked } from './links.js';
import { With, Without } from './section.js';

/** The brand's logo, or its name as a wordmark; leads to the brand's page if it has one. */
export function BrandHeader({ content }: { readonly content: Content }) {
  const { value, locale } = content;
  const styles = stylesFor(locale);
  const mark = (
    <>
      <With content={content} slot="logoSrc">
        <Img
          src={value('logoSrc')}
          width={value('logoWidth')}
          height={value('logoHeight')}
          alt={value('logoAlt')}
        />
      </With>
      <Without content={content} slot="logoSrc">
        <span dir="auto">{value('brandName')}</span>
      </Without>
    </>
  );
  return (
    <With content={content} slot="brandName">
      <Text className="text" style={styles.brand}>
        <With content={content} slot="brandUrl">
          <Link href={value('brandUrl')} className="text" style={styles.brandLink} {...untracked}>
            {mark}
          </Link>
        </With>
        <Without content={content} slot="brandUrl">
          {mark}
        </Without>
      </Text>
    </With>
  );
}

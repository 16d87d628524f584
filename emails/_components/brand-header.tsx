import { type Content, plainSection } from '../content.js';
import { stylesFor } from '../theme.js';
import { untracked } from './links.js';
import { With, Without } from './section.js';

/** The brand's logo, or its name without one. It links to the brand's page if there is one. */
export function BrandHeader({ content }: { readonly content: Content }) {
  const { value, locale } = content;
  const styles = stylesFor(locale);
  const mark = (
    <>
      <With content={content} slot="logoSrc">
        <Logo content={content} />
      </With>
      <Without content={content} slot="logoSrc">
        <span dir="auto">{value('brandName')}</span>
      </Without>
    </>
  );
  return (
    <With content={content} slot="brandName">
      <p className="brand strong" style={styles.brand}>
        <With content={content} slot="brandUrl">
          <a href={value('brandUrl')} className="strong" style={styles.brandLink} {...untracked}>
            {mark}
          </a>
        </With>
        <Without content={content} slot="brandUrl">
          {mark}
        </Without>
      </p>
    </With>
  );
}

/**
 * The logo, and its version for dark mode. The style sheet shows one of them. Without the style sheet, the second has no height. A logo
 * without a version for dark mode gets a white plate there.
 */
function Logo({ content }: { readonly content: Content }) {
  const { value, locale } = content;
  const styles = stylesFor(locale);
  const size = { width: value('logoWidth'), height: value('logoHeight') };
  const maxWidth = `${size.width}px`;
  const alt = value('logoAlt');
  const className =
    plainSection(content, 'with', 'logoDarkSrc', 'for-light') +
    plainSection(content, 'without', 'logoDarkSrc', 'plate');
  return (
    <>
      <img
        src={value('logoSrc')}
        {...size}
        alt={alt}
        className={className}
        style={{ ...styles.logo, maxWidth }}
      />
      <With content={content} slot="logoDarkSrc">
        <span style={styles.hidden}>
          <img
            src={value('logoDarkSrc')}
            {...size}
            alt={alt}
            className="for-dark"
            style={{ ...styles.logoForDark, maxWidth }}
          />
        </span>
      </With>
    </>
  );
}

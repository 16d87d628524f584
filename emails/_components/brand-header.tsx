import type { ReactNode } from 'react';
import { type Content, plainSection } from '../content.js';
import { stylesFor } from '../theme.js';
import { linkAttributes } from './links.js';
import { With, Without } from './section.js';

/**
 * The brand's logo, its name, or both if the logo is a mark. They link to the brand's page if there is one.
 *
 * @example
 * <BrandHeader content={content} />
 */
export function BrandHeader({ content }: { readonly content: Content }) {
  const { dir, locale } = content;
  const styles = stylesFor(locale);
  const [align, padding] =
    dir === 'rtl' ? (['right', '0 12px 28px 0'] as const) : (['left', '0 0 28px 12px'] as const);
  return (
    <With content={content} slot="brandName">
      <With content={content} slot="logoSrc">
        <With content={content} slot="logoIsMark">
          <table role="presentation" cellPadding={0} cellSpacing={0} border={0}>
            <tbody>
              <tr>
                <td className="mark" width={content.value('logoWidth')} style={styles.mark}>
                  <PageLink content={content}>
                    <Logo content={content} />
                  </PageLink>
                </td>
                <td align={align} className="mark strong" style={{ ...styles.markName, padding }}>
                  <PageLink content={content}>
                    <Name content={content} />
                  </PageLink>
                </td>
              </tr>
            </tbody>
          </table>
        </With>
        <Without content={content} slot="logoIsMark">
          <p className="brand strong" style={styles.brand}>
            <PageLink content={content}>
              <Logo content={content} />
            </PageLink>
          </p>
        </Without>
      </With>
      <Without content={content} slot="logoSrc">
        <p className="brand strong" style={styles.brand}>
          <PageLink content={content}>
            <Name content={content} />
          </PageLink>
        </p>
      </Without>
    </With>
  );
}

function Name({ content }: { readonly content: Content }) {
  return <span dir="auto">{content.value('brandName')}</span>;
}

/** Links its children to the brand's page, if there is one. */
function PageLink({ content, children }: { readonly content: Content; readonly children: ReactNode }) {
  return (
    <>
      <With content={content} slot="brandUrl">
        <a
          href={content.value('brandUrl')}
          className="strong"
          style={stylesFor(content.locale).brandLink}
          {...linkAttributes}
        >
          {children}
        </a>
      </With>
      <Without content={content} slot="brandUrl">
        {children}
      </Without>
    </>
  );
}

/**
 * The logo, and its version for dark mode. The style sheet shows one of them. Without the style sheet, the dark version has no height. In
 * dark mode, a logo without a dark version is on a white plate.
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

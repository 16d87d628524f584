/** Returns the text below a version's heading (`## [1.2.3] - 2026-12-01`), or `undefined` if there is none. */
export function entryOf(changelog: string, version: string): string | undefined {
  const sections = changelog.split(/^## /m).slice(1);
  const section = sections.find((section) => section.startsWith(`[${version}]`));
  // Links at the end of the file belong to no version.
  const entry = section?.replace(/^.*\n?/, '').replace(/^\[[^\]]+\]: .*$/gm, '');
  return entry?.trim() || undefined;
}

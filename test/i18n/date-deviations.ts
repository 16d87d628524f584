/** Where our dates differ from those of CLDR (48, as Node's Intl writes them), and why. No-break spaces do not count. */
export const dateDeviations: Readonly<
  Record<
    string,
    ReadonlyArray<{ readonly intl: string | RegExp; readonly ours: string; readonly reason: string }>
  >
> = {
  de: [{ intl: /$/, ours: ' Uhr', reason: 'a time is followed by “Uhr” in running text' }],
};

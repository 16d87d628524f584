/** Those that the package ships, and all countries: check-package.js writes them over this file, where there is no folder to read them from. */
export const locales = /** @type {string[]} */ ([]);
export const countryCodes = /** @type {string[]} */ ([]);

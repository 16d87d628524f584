/** Those that the package ships: check-package.js writes their tags over this file, where there is no folder to read them from. */
export default /** @type {string[]} */ ([]);

// Prints the mails of a compiled template, where no React is installed.
import { readFile } from 'node:fs/promises';
import { fillAll } from './fill-all.mjs';

await import('react').then(
  () => Promise.reject(new Error('React is installed')),
  ({ code }) => code === 'ERR_MODULE_NOT_FOUND' || Promise.reject(code),
);
console.log(await fillAll(JSON.parse(await readFile('template.json', 'utf8'))));

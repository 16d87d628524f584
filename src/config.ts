import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, parse, resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { WelcomeEmailInputError } from './errors.js';
import type { RendererOptions } from './options.js';
import { createWelcomeEmailRenderer, type WelcomeEmailRenderer } from './renderer.js';
import { attempt, isRecord } from './untrusted/fields.js';

/** The config files that are looked for, in this order, if the user names none. */
const DEFAULT_FILES = ['welcome-email.config.js', 'welcome-email.config.mjs', 'welcome-email.config.ts'];

/** Thrown if a config file cannot be used. The message is one line that says where the error is, and why. */
export class ConfigError extends Error {}

/** The options of a renderer, and where they come from. */
export interface Config {
  /** The path of the config file, relative to the current folder. `undefined` if there is no file. */
  readonly name: string | undefined;
  /** Not yet checked: `createRenderer` checks them. */
  readonly options: RendererOptions;
}

/**
 * Finds the config file.
 *
 * @param file - the file that the user names. Default: `welcome-email.config.js`, `.mjs` or `.ts` in the current folder.
 * @returns the absolute path, or `undefined` if the user names no file and the folder has none
 * @throws ConfigError if the named file does not exist
 */
export function findConfig(file?: string): string | undefined {
  if (file !== undefined && !existsSync(file)) throw new ConfigError(`--config: there is no file ${file}`);
  const found = file ?? DEFAULT_FILES.find((name) => existsSync(name));
  return found === undefined ? undefined : resolve(found);
}

/**
 * Loads a config file. Its default export has the options of a renderer.
 *
 * @param path - without a path, the options are empty
 * @throws ConfigError if the file throws, cannot be loaded, or has no default export
 */
export async function loadConfig(path: string | undefined): Promise<Config> {
  if (path === undefined) return { name: undefined, options: {} };
  const name = shorten(path);
  const { href } = pathToFileURL(path);
  const module: object = await import(/* @vite-ignore */ href).catch((error) => {
    throw new ConfigError(describeError(name, error, href));
  });
  if (!('default' in module))
    throw new ConfigError(`${name}: has no default export. It must be the options of a renderer`);
  if (!isRecord(module.default))
    throw new ConfigError(`${name}: its default export must be an object with the options of a renderer`);
  return { name, options: module.default };
}

/**
 * Creates a renderer with the options of a config.
 *
 * @param overrides - options that replace those of the config
 * @throws ConfigError if an option is invalid
 */
export function createRenderer(
  { name, options }: Config,
  overrides: RendererOptions = {},
): WelcomeEmailRenderer {
  try {
    return createWelcomeEmailRenderer({ ...options, ...overrides });
  } catch (error) {
    throw error instanceof WelcomeEmailInputError ? new ConfigError(describeError(name, error)) : error;
  }
}

/**
 * Describes an error of a config file on one line: where it is, its kind, and why.
 *
 * @param name - the path of the config file, which is shown if no line of a file is known
 * @param href - the URL of the config file. With it, the line of a syntax error can be found.
 */
export function describeError(name = 'options', error: unknown, href?: string): string {
  if (!(error instanceof Error)) return `${name}: throws a value that is not an Error`;
  const { code } = error as NodeJS.ErrnoException;
  const message = shorten(error.message).replace(/\s*\n\s*/g, ' ');
  if (isInputError(error)) return `${name}: ${message}`;
  const extension = /^Unknown file extension "(\.\w+)"/.exec(message)?.[1];
  const why = extension?.endsWith('x') || /Unexpected token '<'/.test(message) ? JSX : TYPESCRIPT;
  if (code === 'ERR_UNKNOWN_FILE_EXTENSION' && /^\.[cm]?[jt]sx?$/.test(extension ?? ''))
    return `${name}: ${why}`;
  const place =
    placeOf(error) ?? (error instanceof SyntaxError && href ? placeOfSyntaxError(href) : undefined);
  return `${place ?? name}: ${error.name}: ${message}${why === JSX ? `. ${JSX}` : ''}`;
}

const WITH_TSX = 'node --import tsx node_modules/welcome-email/dist/cli.js …';
const JSX = `JSX must be compiled. Install tsx, and run: ${WITH_TSX}`;
const TYPESCRIPT = `TypeScript needs Node 22.18 or newer, and this is Node ${process.version.slice(1)}. Update Node, or install tsx and run: ${WITH_TSX}`;

/** Also recognizes errors of another copy of this package, which the config may import. */
function isInputError(error: Error): boolean {
  return error instanceof WelcomeEmailInputError || error.name === 'WelcomeEmailInputError';
}

/** Returns the file and line where the stack is first in one of the user's files, not in a package. */
function placeOf({ stack = '' }: Error): string | undefined {
  for (const line of stack.split('\n')) {
    // Node begins the stack of some syntax errors with `path:line`. Other lines are `at name (path:line:column)`.
    const [, file, position] =
      /^(\S.*?):(\d+)$/.exec(line) ??
      /^ +at (?:.*\()?((?:file:|\/|[A-Z]:\\).*?):(\d+:\d+)\)?$/.exec(line) ??
      [];
    const path = file?.startsWith('file:') ? attempt(() => fileURLToPath(file)) : file;
    if (path && !path.includes(`${sep}node_modules${sep}`) && existsSync(path))
      return `${shorten(path)}:${position}`;
  }
  return undefined;
}

/**
 * Finds the line of a syntax error. Only the message that Node prints when it exits has it, so another process imports the module.
 */
function placeOfSyntaxError(href: string): string | undefined {
  const args = [...process.execArgv, '--input-type=module', '--eval', `import ${JSON.stringify(href)}`];
  try {
    execFileSync(process.execPath, args, { stdio: 'pipe', encoding: 'utf8', timeout: 5000 });
    return undefined;
  } catch (error) {
    const { stderr } = error as { readonly stderr?: string };
    return placeOf({ name: '', message: '', stack: stderr ?? '' });
  }
}

/** Makes a path, or the paths in a message, relative to the current folder. */
function shorten(text: string): string {
  const folder = join(process.cwd(), sep);
  // In the root folder, this would remove every slash.
  return folder === parse(folder).root ? text : text.replaceAll(folder, '');
}

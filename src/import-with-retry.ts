import { LoadError } from './errors.js';

/**
 * Makes the URL of each retry unique, since Node 20 caches each URL that failed. Only failures are counted: after a success, the URL stays
 * the same, and Node loads the module once.
 */
let failedRetries = 0;

/**
 * Imports a module of this package, and retries after a failure.
 *
 * Node 20 caches a failed import for the life of the process: only another URL reads the file again. Node 22 and later do not cache it.
 *
 * @param what - names the module in the error's message
 * @param expectedExport - an export of the module. If the file that failed is one that the module imports, the retry loads only that file,
 *   which does not have this export. Then the import fails.
 * @param importModule - imports the module, with a constant path for bundlers
 * @throws LoadError
 */
export async function importWithRetry<Module extends object>(
  what: string,
  expectedExport: keyof Module & string,
  importModule: () => Promise<Module>,
): Promise<Module> {
  try {
    return await importModule();
  } catch (error) {
    const module = await importAgain(error).catch(() => undefined);
    if (module !== undefined && expectedExport in module) return module as Module;
    throw new LoadError(what, error);
  }
}

/** Imports the file that a file system error names. */
async function importAgain(error: unknown): Promise<object | undefined> {
  const path = (error as NodeJS.ErrnoException | undefined)?.path;
  if (typeof path !== 'string') return undefined;
  // While the file cannot be read, this throws before a new URL is tried.
  await process.getBuiltinModule('node:fs/promises').readFile(path);
  const url = `${process.getBuiltinModule('node:url').pathToFileURL(path)}?again=${failedRetries}`;
  const { constants, runInThisContext } = process.getBuiltinModule('node:vm');
  try {
    // A string of code, since bundlers for workerd reject an import whose URL is not constant. Node 20 prints an ExperimentalWarning once.
    return await runInThisContext(`import(${JSON.stringify(url)})`, {
      importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    });
  } catch {
    failedRetries += 1;
    return undefined;
  }
}

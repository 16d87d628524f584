import { LoadError } from './errors.js';

/**
 * Makes the URL of each retry unique, since Node 20 caches each one that fails. It counts only failures, so a retry that succeeds keeps its
 * URL, and Node loads the module once.
 */
let failedRetries = 0;

/**
 * Imports a module of this package, so that a failure does not last.
 *
 * Node 20 caches a failed import for the life of the process: only another URL reads the file again. (Node 22 and later forget the
 * failure.)
 *
 * @param what - names the module in the error's message
 * @param expectedExport - an export of the module. The file that failed may be one that the module imports: then the retry does not have
 *   this export, and does not count.
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
  // While the file cannot be read, this throws, and no URL is used up.
  await process.getBuiltinModule('node:fs/promises').readFile(path);
  const url = `${process.getBuiltinModule('node:url').pathToFileURL(path)}?again=${failedRetries}`;
  const { constants, runInThisContext } = process.getBuiltinModule('node:vm');
  try {
    // As text, since bundlers for workerd reject an import whose URL is not constant. Node 20 prints an ExperimentalWarning, once.
    return await runInThisContext(`import(${JSON.stringify(url)})`, {
      importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    });
  } catch {
    failedRetries += 1;
    return undefined;
  }
}

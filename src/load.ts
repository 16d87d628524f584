import { LoadError } from './errors.js';

/** Part of the address of a module that is loaded again. It counts the addresses that failed: Node 20 keeps each of them. */
let failedAgain = 0;

/**
 * Loads a part of this package.
 *
 * Node 20 keeps a failed import for the life of the process: only another address of the same file reads the file again. (Node 22 and
 * later forget the failure.)
 *
 * @param what - what is loaded, for the error's message
 * @param member - what the module exports: another module that failed, on which this one depends, does not have it
 * @param importModule - the import, with a constant path, for bundlers
 * @throws LoadError
 */
export async function load<Module extends object>(
  what: string,
  member: keyof Module & string,
  importModule: () => Promise<Module>,
): Promise<Module> {
  try {
    return await importModule();
  } catch (error) {
    const module = await importAgain(error).catch(() => undefined);
    if (module !== undefined && member in module) return module as Module;
    throw new LoadError(what, error);
  }
}

/** Loads the file that an error of the file system names. */
async function importAgain(error: unknown): Promise<object | undefined> {
  const path = (error as NodeJS.ErrnoException | undefined)?.path;
  if (typeof path !== 'string') return undefined;
  // As long as the file cannot be read, no address is used up.
  await process.getBuiltinModule('node:fs/promises').readFile(path);
  const address = `${process.getBuiltinModule('node:url').pathToFileURL(path)}?again=${failedAgain}`;
  const { constants, runInThisContext } = process.getBuiltinModule('node:vm');
  try {
    // As text, since bundlers for workerd refuse an import whose address is not constant. Node 20 prints an ExperimentalWarning, once.
    return await runInThisContext(`import(${JSON.stringify(address)})`, {
      importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    });
  } catch {
    failedAgain += 1;
    return undefined;
  }
}

import { access, constants, mkdir, stat } from 'node:fs/promises';

/**
 * Creates the folder if it is missing. Its parent must exist.
 *
 * @throws Error if this user cannot use it, or if other users can read it, since its mails have working links
 */
export async function openDataFolder(folder: string): Promise<string> {
  await mkdir(folder, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw new Error(`DATA_DIR: must be in a folder that exists (${error.code})`);
  });
  const found = await stat(folder);
  if (!found.isDirectory()) throw new Error('DATA_DIR: must be a folder, but is something else');
  await access(folder, constants.R_OK | constants.W_OK | constants.X_OK).catch(({ code }) => {
    throw new Error(`DATA_DIR: must be readable and writable for this user (${code})`);
  });
  // Windows has no such permissions.
  if (process.platform !== 'win32' && (found.mode & 0o077) !== 0) {
    throw new Error('DATA_DIR: must be closed to other users: chmod 700');
  }
  return folder;
}

import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Returns the size of all files in a folder, in megabytes. */
export function megabytesOf(folder: string): number {
  const bytes = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
  return bytes / 1e6;
}

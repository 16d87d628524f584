import { type FSWatcher, watch } from 'node:fs';

/** Waits for the last change, since editors write a file in several steps. */
const DEBOUNCE_MS = 50;

/** Files that a config may import or read. Others, such as logs, may change all the time. */
const RELEVANT = /\.(?:[cm]?[jt]sx?|json\w?|ya?ml|toml|txt|csv|html?|md)$/;

/** Watches folders. */
export interface FolderWatcher {
  /** Watches another folder, without its subfolders. */
  add(folder: string): void;
  close(): void;
}

/**
 * Calls back once after files in the folders have changed. It watches folders, since many editors replace a file instead of changing it.
 *
 * @param onError - called if a folder cannot be watched
 */
export function watchFolders(
  onChange: () => void,
  onError: (folder: string, code: string | undefined) => void,
): FolderWatcher {
  const watchers = new Map<string, FSWatcher>();
  let timer: NodeJS.Timeout | undefined;
  return {
    add(folder) {
      if (watchers.has(folder)) return;
      try {
        const watcher = watch(folder, (_, name) => {
          if (name !== null && !RELEVANT.test(name)) return;
          clearTimeout(timer);
          timer = setTimeout(onChange, DEBOUNCE_MS);
        });
        watcher.on('error', () => watchers.delete(folder));
        watchers.set(folder, watcher);
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        // A config may import from a folder that does not exist.
        if (code !== 'ENOENT') onError(folder, code);
      }
    },
    close() {
      clearTimeout(timer);
      for (const watcher of watchers.values()) watcher.close();
    },
  };
}

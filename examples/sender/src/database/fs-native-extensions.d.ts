/** It has no types. */
declare module 'fs-native-extensions' {
  /** Returns `false` if another process has locked the file. Closing the descriptor releases the lock. */
  export function tryLock(fd: number): boolean;
}

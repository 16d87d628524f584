/** It has no types. */
declare module 'fs-native-extensions' {
  /** Gives `false` if another process has locked the file. The lock ends with the file's descriptor. */
  export function tryLock(fd: number): boolean;
}

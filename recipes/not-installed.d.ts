// What the recipes use of Next.js, which next.ts installs: it is too large to be installed for each check.
declare module 'next' {
  export interface NextConfig {
    readonly serverExternalPackages?: readonly string[];
  }
}
declare module 'next/server' {
  export function after(task: () => unknown): void;
}

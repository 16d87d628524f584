import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** The path of a folder for what test files share. It is removed after all tests. */
    scratch: string;
  }
}

export default function makeScratch({ provide }: TestProject) {
  const scratch = mkdtempSync(join(tmpdir(), 'welcome-email-test-'));
  provide('scratch', scratch);
  return () => rmSync(scratch, { recursive: true });
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

/** Provides a folder for what test files share, and removes it after all tests. */
export default function makeScratch({ provide }: TestProject) {
  const scratch = mkdtempSync(join(tmpdir(), 'welcome-email-test-'));
  provide('scratch', scratch);
  return () => rmSync(scratch, { recursive: true });
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { readConfig } from '../../src/config.js';
import { createLog } from '../../src/log.js';
import { startSender } from '../../src/sender.js';
import { migrateServer, startPostgres } from './postgres.js';

declare module 'vitest' {
  interface ProvidedContext {
    preparedFolder: string;
    /** The Postgres that each test file makes databases on; none is for Postgres in WASM. */
    server: string | undefined;
  }
}

/** Starts a sender with nothing configured, and keeps its folder for the tests to copy: to make one takes seconds. */
export default async function prepare(project: TestProject) {
  const folder = await mkdtemp(join(tmpdir(), 'welcome-email-sender-prepared-'));
  const sender = await startSender(readConfig({ PORT: '0', DATA_DIR: folder }), createLog('silent'));
  // Each test has a secret of its own.
  await sender.database.query('delete from sender.link_secret');
  await sender.close();
  project.provide('preparedFolder', folder);
  const postgres = process.env['TEST_ON'] === 'postgres' ? await startPostgres() : undefined;
  if (postgres) await migrateServer(postgres.url);
  project.provide('server', postgres?.url);
  return async () => {
    await postgres?.stop();
    await rm(folder, { recursive: true, force: true });
  };
}

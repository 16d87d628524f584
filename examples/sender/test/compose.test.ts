import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readConfig } from '../src/config.js';

interface Service {
  readonly build?: { readonly context: string; readonly dockerfile: string };
  readonly environment?: Record<string, string>;
  readonly ports?: string[];
  readonly depends_on?: Record<string, { condition: string }>;
  readonly healthcheck?: object;
}

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');

/** As Compose reads the file where this is exported. */
const exported: Record<string, string> = { LINK_SECRET: 's'.repeat(64) };
const { services } = parse(
  read('compose.yaml'),
  (_key, value: unknown) =>
    typeof value === 'string'
      ? value.replace(/\$\{(\w+):\?[^}]+\}/g, (_, name) => exported[name] ?? '')
      : value,
  { merge: true },
) as { services: Record<string, Service> };

const dockerfile = read('Dockerfile');
/** What the image sets, apart from what is Node's own. */
const { NODE_ENV, ...ofImage } = Object.fromEntries(
  Array.from(/^ENV .+/m.exec(dockerfile)?.[0].matchAll(/(\w+)=(\S+)/g) ?? [], ([, name, value]) => [
    name,
    value,
  ]),
) as Record<string, string>;

const senders = Object.entries(services).filter(([, { ports, build }]) => build && ports);

test('there are two senders, at ports of this machine only', () => {
  expect(senders.map(([, { ports }]) => ports)).toEqual([['127.0.0.1:3080:3080'], ['127.0.0.1:3081:3080']]);
  for (const port of Object.values(services).flatMap(({ ports = [] }) => ports))
    expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
});

test('the image is for production, and made of what its build may see', () => {
  expect(NODE_ENV).toBe('production');
  for (const [, { build }] of senders)
    expect(read(`${build?.context}/${build?.dockerfile}`)).toBe(dockerfile);
  const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, paths]) =>
    paths?.split(' '),
  );
  const seen = read('Dockerfile.dockerignore')
    .split('\n')
    .filter((line) => line.startsWith('!'));
  expect(seen.map((line) => line.slice(1)).sort()).toEqual(copied.sort());
});

describe.each(senders)('%s', (_name, service) => {
  const env = { ...ofImage, ...service.environment };
  const config = readConfig(env);

  test('is told only what it knows', () => {
    const known = new Set<unknown>();
    readConfig(new Proxy({}, { get: (_, name) => void known.add(name) }));
    for (const name of Object.keys(env)) expect(known).toContain(name);
  });

  test('listens where it is asked whether it is healthy, and where its port leads', () => {
    expect(config.host).toBe('0.0.0.0');
    expect(JSON.stringify(service.healthcheck)).toContain(`http://127.0.0.1:${config.port}/healthz`);
    expect(service.ports?.[0]?.split(':')[2]).toBe(String(config.port));
  });

  test('starts when the database and the mail server are healthy, which it finds', () => {
    const hosts = [config.databaseUrl, config.smtpUrl].map((url) => new URL(url ?? '').hostname);
    expect([...hosts, 'migrate']).toEqual(Object.keys(service.depends_on ?? {}));
    for (const host of hosts) {
      expect(service.depends_on?.[host]?.condition).toBe('service_healthy');
      expect(services[host]?.healthcheck).toBeDefined();
    }
  });

  test('starts when the tables of its database are made', () => {
    expect(service.depends_on?.['migrate']?.condition).toBe('service_completed_successfully');
    expect(services['migrate']?.environment?.['DATABASE_URL']).toBe(config.databaseUrl);
    expect(services['migrate']?.build).toEqual(service.build);
  });

  test('has the name and the password of the database', () => {
    const { username, password, pathname } = new URL(config.databaseUrl ?? '');
    expect(services['postgres']?.environment).toEqual({
      POSTGRES_USER: username,
      POSTGRES_PASSWORD: password,
      POSTGRES_DB: pathname.slice(1),
    });
  });
});

// Tries the recipe for Next.js in an empty folder, with the package as npm packs it: builds it, moves what is deployed elsewhere, and asks it
// for an email. Next.js takes 500 MB and a build a minute, so CI does not run this.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { blocks } from './blocks.js';
import { headers, resetUrl } from './values.js';

const packages = [
  'geoip-lite@1.4.10',
  'next@16',
  'react@19',
  'react-dom@19',
  'typescript@5',
  '@types/node',
  '@types/react',
];

/** What the shared file takes from its reader. An email is a line of the server's output. */
const ours = `
  const from = 'Acme <welcome@acme.example>';
  const makeLink = async (to: string) => ({ to, name: 'Ada', resetUrl: '${resetUrl}' });
  const transport = { sendMail: async (mail: { text: string }) => console.log('EMAIL', JSON.stringify(mail.text)) };
`;

const layout = `export default function Layout({ children }: { children: React.ReactNode }) {
  return <html><body>{children}</body></html>;
}`;

const root = fileURLToPath(new URL('../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'next-'));
const app = join(folder, 'app');
const deployed = join(folder, 'deployed');
try {
  const inApp = { cwd: app, env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1' } };
  const pack = ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder];
  const tarball = execFileSync('npm', pack, { cwd: root, encoding: 'utf8' }).trim();
  write('package.json', '{ "private": true }');
  execFileSync('npm', ['install', '--ignore-scripts', join(folder, tarball), ...packages], inApp);

  write('app/layout.tsx', layout);
  for (const { name, code } of blocks) {
    if (name === 'mail.ts') write(name, code + ours);
    if (name === 'app/forgot/route.ts') write(name, code);
    if (name === 'next.config.ts') write(name, code.replace('= {', "= {\n  output: 'standalone',"));
  }
  execFileSync('npx', ['next', 'build'], { ...inApp, stdio: 'inherit' });
  renameSync(join(app, '.next/standalone'), deployed);
  rmSync(app, { recursive: true });

  const server = spawn('node', ['server.js'], {
    cwd: deployed,
    env: { ...process.env, PORT: '3999', HOSTNAME: '127.0.0.1' },
  });
  const output = Promise.all([text(server.stdout), text(server.stderr)]);
  const answer = await ask();
  assert.equal(answer.status, 202);
  // The email is sent behind the answer, and the first one reads the location data.
  await setTimeout(5_000);
  server.kill();
  const [stdout, stderr] = await output;
  assert.match(stdout, /^EMAIL.*Brave on Windows.*United Kingdom/m, stdout + stderr);
  process.stdout.write('Next.js builds the recipe and sends an email with device and place\n');
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Asks for an email, as soon as the server listens. */
async function ask(tries = 60): Promise<Response> {
  try {
    return await fetch('http://127.0.0.1:3999/forgot', {
      method: 'POST',
      headers: { ...headers, 'x-real-ip': '81.2.69.142' },
      body: JSON.stringify({ email: 'ada@reader.example' }),
    });
  } catch (error) {
    if (tries === 0) throw error;
    await setTimeout(500);
    return ask(tries - 1);
  }
}

function write(name: string, content: string): void {
  mkdirSync(dirname(join(app, name)), { recursive: true });
  writeFileSync(join(app, name), content);
}

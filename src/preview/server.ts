import { readFileSync } from 'node:fs';
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { attempt } from '../untrusted/fields.js';
import type { Live, LiveEvent } from './live.js';

/** The files of the page, in the folder of the built page. */
const pageFiles = {
  'index.html': 'text/html; charset=utf-8',
  'page.js': 'text/javascript; charset=utf-8',
  'page.css': 'text/css; charset=utf-8',
} as const;

/** In bytes. An input has a link of 2 KB, a few headers and a brand. */
const MAX_BODY = 100_000;

/** How many ports are tried. */
const MAX_PORTS = 20;

/**
 * The mails are in sandboxed frames without an address, which inherit this policy. So no script can run there, and of other hosts only the
 * images are loaded that a mail names.
 */
const HEADERS = {
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' https: http://localhost:* data:; " +
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-store',
};

/** A server that listens. */
export interface Listening {
  readonly port: number;
  close(): void;
}

/**
 * Listens on the loopback addresses, on this port or the next free one.
 *
 * @param port - 0 for any free port
 */
export async function listen(listener: RequestListener, port: number): Promise<Listening> {
  for (let next = port; ; next += port === 0 ? 0 : 1) {
    try {
      return await listenOn(listener, next);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'EADDRINUSE' || next >= Math.min(port + MAX_PORTS - 1, 65_535)) throw error;
    }
  }
}

async function listenOn(listener: RequestListener, port: number): Promise<Listening> {
  const servers: Server[] = [];
  const close = () => {
    for (const server of servers) {
      server.close();
      server.closeAllConnections();
    }
  };
  try {
    const first = await startServer(listener, port, '127.0.0.1');
    servers.push(first);
    const { port: chosen } = first.address() as AddressInfo;
    // Browsers may try this address of localhost first.
    const second = await startServer(listener, chosen, '::1').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') throw error;
      return undefined;
    });
    if (second !== undefined) servers.push(second);
    return { port: chosen, close };
  } catch (error) {
    close();
    throw error;
  }
}

function startServer(listener: RequestListener, port: number, host: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer(listener);
    server.once('error', reject);
    server.listen(port, host, () => resolve(server));
  });
}

/**
 * Answers the requests of the page, and no others.
 *
 * @param folder - the folder of the built page
 */
export function createListener(live: Live, folder: URL): RequestListener {
  return (request, response) => {
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
    answer(live, folder, request, response).catch(() => end(response, 500, 'The preview has failed'));
  };
}

async function answer(
  live: Live,
  folder: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method, url, headers, socket } = request;
  // Browsers leave out the default port.
  const port = socket.localPort === 80 ? '' : `:${socket.localPort}`;
  const hosts = ['localhost', '127.0.0.1', '[::1]'].map((name) => name + port);
  // Another name may belong to a page of a stranger, whose name server has answered with this address (DNS rebinding).
  if (!hosts.includes(headers.host ?? '')) return end(response, 403, 'This host is not allowed');
  const name = (url ?? '').replace(/\?.*/, '').slice(1) || 'index.html';
  if (name === 'mail') return answerMail(live, request, response);
  if (method !== 'GET' && method !== 'HEAD') return end(response, 405, 'Only GET is allowed');
  if (name === 'events') return sendEvents(live, response);
  if (!Object.hasOwn(pageFiles, name)) return end(response, 404, 'There is no such file');
  response.setHeader('Content-Type', pageFiles[name as keyof typeof pageFiles]);
  response.end(readFileSync(new URL(name, folder)));
}

async function answerMail(live: Live, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method, headers } = request;
  if (method !== 'POST') return end(response, 405, 'Only POST is allowed');
  if (headers.origin !== undefined && headers.origin !== `http://${headers.host}`)
    return end(response, 403, 'This origin is not allowed');
  // A page of another origin cannot send this type without asking first.
  if (!/^application\/json\s*(?:;|$)/.test(headers['content-type'] ?? ''))
    return end(response, 415, 'The body must be application/json');
  const body = await readBody(request);
  if (body === undefined) return end(response, 413, `The body has more than ${MAX_BODY} bytes`);
  const input: unknown = attempt(() => JSON.parse(body));
  if (input === undefined) return end(response, 400, 'The body is not JSON');
  const view = await live.render(input);
  response.statusCode = view === undefined ? 503 : 200;
  response.setHeader('Content-Type', 'application/json');
  response.end(view ?? JSON.stringify({ error: { field: '', code: 'not-loaded', message: NOT_LOADED } }));
}

const NOT_LOADED = 'The config has not loaded, or its renderer does not answer';

/** Returns `undefined` if the body is too long. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  let length = 0;
  async function* limited() {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length <= MAX_BODY) yield chunk;
    }
  }
  const body = await text(limited());
  return length > MAX_BODY ? undefined : body;
}

function sendEvents(live: Live, response: ServerResponse): void {
  response.setHeader('Content-Type', 'text/event-stream');
  response.flushHeaders();
  const send = ({ name, data }: LiveEvent) => response.write(`event: ${name}\ndata: ${data}\n\n`);
  live.current().forEach(send);
  response.on('close', live.subscribe(send));
}

function end(response: ServerResponse, status: number, message: string): void {
  if (response.headersSent) return void response.destroy();
  response.statusCode = status;
  response.setHeader('Content-Type', 'text/plain; charset=utf-8');
  response.end(`${message}\n`);
}

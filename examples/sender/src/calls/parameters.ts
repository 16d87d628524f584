import { MIMEType } from 'node:util';
import { parse as parseJson } from 'lossless-json';
import { SaxesParser } from 'saxes';
import { ApiError, type Format, formatOf } from './answer.js';

/** The parameters of send_welcome, each of the right type. */
export interface Parameters {
  /** That of the body; it may come as `Authorization: Bearer` in its place. */
  readonly token: string | undefined;
  readonly accountId: number;
  readonly name: string;
}

const NAMES = ['token', 'account_id', 'name'];

/** Characters, not UTF-16 units: no control, and no half of a surrogate pair. */
const NAME = /^[^\p{Cc}\p{Cs}]{1,256}$/u;

/** @throws ApiError 400 that names the first parameter that is wrong, and what is expected of it */
export function readParameters(contentType: string | undefined, body: Buffer | undefined): Parameters {
  const given = readBody(readContentType(contentType), decode(body));
  // What a stranger calls a parameter is not repeated.
  if ([...given.keys()].some((name) => !NAMES.includes(name))) {
    throw incorrect('body', `must have no parameters but ${NAMES.join(', ')}`);
  }
  const [token, accountId, name] = NAMES.map((name) => given.get(name));
  if (token !== undefined && typeof token !== 'string') throw incorrect('token', 'must be a string');
  if (typeof accountId !== 'number' || Number.isNaN(accountId)) {
    throw incorrect('account_id', 'must be an integer between -(2^53 - 1) and 2^53 - 1');
  }
  if (typeof name !== 'string' || !NAME.test(name)) {
    throw incorrect('name', 'must be a string of 1 to 256 characters, none of them a control');
  }
  return { token, accountId, name };
}

function incorrect(parameter: string, expected: string): ApiError {
  return new ApiError(400, `Incorrect request: ${parameter} ${expected}`);
}

function readContentType(contentType: string | undefined): Format {
  const format = attempt(() => {
    const { params } = new MIMEType(contentType ?? '');
    return /^utf-8$/i.test(params.get('charset') ?? 'utf-8') ? formatOf(contentType) : undefined;
  });
  if (format === undefined) {
    throw incorrect('Content-Type', 'must be application/json, application/xml or text/xml, in UTF-8');
  }
  return format;
}

function decode(body: Buffer | undefined): string {
  const text = attempt(() => new TextDecoder('utf-8', { fatal: true }).decode(body));
  if (text === undefined) throw incorrect('body', 'must be in UTF-8');
  return text;
}

function readBody(format: Format, text: string): ReadonlyMap<string, unknown> {
  const parameters = format === 'xml' ? readXml(text) : readJson(text);
  if (parameters === undefined) {
    throw incorrect(
      'body',
      format === 'xml' ? 'must be an xml element of parameters' : 'must be a JSON object',
    );
  }
  return parameters;
}

/** Numbers are read by their digits, so that 7.0 is no integer and none is rounded; a key with two values is an error. */
function readJson(text: string): ReadonlyMap<string, unknown> | undefined {
  const value = attempt(() => parseJson(text, undefined, { parseNumber: readInteger }));
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? new Map(Object.entries(value)) : undefined;
}

/**
 * Reads `<xml><account_id>7</account_id>…</xml>`: elements of text in one element, without attributes, and nothing else.
 * A document type is refused, so the only entities are those that XML itself has, as `&amp;`.
 */
function readXml(text: string): ReadonlyMap<string, unknown> | undefined {
  const parameters = new Map<string, unknown>();
  const path: string[] = [];
  let content = '';
  const refuse = () => {
    throw new Error('not the structure of a request');
  };
  const parser = new SaxesParser();
  parser.on('error', refuse);
  parser.on('doctype', refuse);
  parser.on('comment', refuse);
  parser.on('processinginstruction', refuse);
  parser.on('xmldecl', ({ encoding }) => {
    if (encoding !== undefined && !/^utf-8$/i.test(encoding)) refuse();
  });
  parser.on('opentag', ({ name, attributes }) => {
    path.push(name);
    const isExpected = path.length === 1 ? name === 'xml' : path.length === 2 && !parameters.has(name);
    if (!isExpected || Object.keys(attributes).length > 0) refuse();
    content = '';
  });
  const addText = (text: string) => {
    if (path.length === 2) content += text;
    else if (text.trim() !== '') refuse();
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', ({ name }) => {
    if (path.length === 2) parameters.set(name, name === 'account_id' ? readInteger(content) : content);
    path.pop();
  });
  return attempt(() => {
    parser.write(text).close();
    return parameters;
  });
}

/** An integer as JSON writes it, if a number holds it exactly; else `NaN`. */
function readInteger(digits: string): number {
  const value = /^-?(?:0|[1-9]\d*)$/.test(digits) ? Number(digits) : Number.NaN;
  return Number.isSafeInteger(value) ? value : Number.NaN;
}

/** Gives `undefined` where `read` throws: what a parser says of a text would repeat parts of it. */
function attempt<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

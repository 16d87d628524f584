import { MIMEType } from 'node:util';
import { parse as parseJson } from 'lossless-json';
import { SaxesParser } from 'saxes';
import { isUserName, USER_NAME_RULE } from '../database/accounts.js';
import { ApiError, type Format, formatOf } from './answer.js';

/** The checked parameters of send_welcome. */
export interface Parameters {
  /** The token in the body. It may be in `Authorization: Bearer` instead. */
  readonly token: string | undefined;
  readonly accountId: number;
  readonly name: string;
}

const NAMES = ['token', 'account_id', 'name'];

const STRUCTURE: Readonly<Record<Format, string>> = {
  json: 'must be a JSON object, without duplicate keys',
  xml: 'must be an xml element of parameters, each of them once, without attributes, comments or a document type',
};

/** @throws ApiError 400 that names the first invalid parameter and what is expected */
export function readParameters(contentType: string | undefined, body: Buffer | undefined): Parameters {
  const given = readBody(readContentType(contentType), decode(body));
  // The error does not contain the unknown name, since a stranger chose it.
  if ([...given.keys()].some((name) => !NAMES.includes(name))) {
    throw incorrect('body', `must have no parameters but ${NAMES.join(', ')}`);
  }
  const [token, accountId, name] = NAMES.map((name) => given.get(name));
  if (token !== undefined && typeof token !== 'string') throw incorrect('token', 'must be a string');
  if (typeof accountId !== 'number' || Number.isNaN(accountId)) {
    throw incorrect('account_id', 'must be an integer between -(2^53 - 1) and 2^53 - 1');
  }
  if (typeof name !== 'string' || !isUserName(name)) throw incorrect('name', USER_NAME_RULE);
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
  if (text === undefined) throw incorrect('body', 'must be in UTF-8, and not compressed');
  return text;
}

function readBody(format: Format, text: string): ReadonlyMap<string, unknown> {
  const parameters = format === 'xml' ? readXml(text) : readJson(text);
  if (parameters === undefined) {
    throw incorrect('body', STRUCTURE[format]);
  }
  return parameters;
}

/** Reads numbers by their digits, so that 7.0 is not an integer and no number is rounded. Duplicate keys are an error. */
function readJson(text: string): ReadonlyMap<string, unknown> | undefined {
  const value = attempt(() => parseJson(text, undefined, { parseNumber: readInteger }));
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? new Map(Object.entries(value)) : undefined;
}

/**
 * Reads `<xml><account_id>7</account_id>…</xml>`: one element that contains elements of text, without attributes, and nothing else.
 * A document type is an error, so the only entities are those of XML itself, such as `&amp;`.
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

/** Reads an integer in JSON's notation. Returns `NaN` for anything else, and beyond 2^53 - 1. */
function readInteger(digits: string): number {
  const value = /^-?(?:0|[1-9]\d*)$/.test(digits) ? Number(digits) : Number.NaN;
  return Number.isSafeInteger(value) ? value : Number.NaN;
}

/** Returns `undefined` if `read` throws. The error is dropped, since a parser's message contains parts of the text. */
function attempt<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

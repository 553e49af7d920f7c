import { MAX_BODY_BYTES } from '../../kit/read-body.ts';
import { badField, badRequest, tooLarge } from '../http/problems.ts';

export type FieldType = 'string' | 'strings' | 'int' | 'bool' | 'object' | 'objects' | 'id' | 'ids';

/** The fields of a request, checked against what its route takes. */
export type Input = Record<string, unknown>;

export interface FieldSource {
  fields: Record<string, FieldType>;
  required: string[];
}

/** Fields of a POST body. Unknown ones are refused: a double that ignores a misspelt filter would hide it. */
export function fieldsOfBody({ fields, required, body, type }: FieldSource & { body: Buffer; type: string }): Input {
  if (body.length > MAX_BODY_BYTES) throw tooLarge(MAX_BODY_BYTES);
  if (!type.startsWith('application/json')) throw badRequest('Expected application/json', 'invalid_content_type');
  const input = parse(body.toString('utf8'));
  for (const [name, value] of Object.entries(input)) {
    const wanted = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (wanted === undefined) throw badField('invalid_field', name);
    if (!hasType({ value, type: wanted })) {
      throw badField('unexpected_json_type', name, {
        expected: wanted,
        actual: Array.isArray(value) ? 'array' : typeof value,
      });
    }
  }
  return checkRequired({ input, required });
}

/** Fields of a GET query: arrays are one comma-separated parameter, whose items may stand in double quotes. */
export function fieldsOfQuery({ fields, required, query }: FieldSource & { query: URLSearchParams }): Input {
  const input: Input = {};
  for (const [name, text] of query) {
    const wanted = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (wanted === undefined) throw badField('invalid_field', name);
    if (wanted === 'strings' || wanted === 'ids') input[name] = text.split(',').map(unquote);
    else if (wanted === 'int') input[name] = /^-?[0-9]+$/.test(text) ? Number(text) : Number.NaN;
    else if (wanted === 'bool') input[name] = text === 'true';
    else input[name] = text;
    if (Number.isNaN(input[name])) throw badField('invalid_field', name);
  }
  return checkRequired({ input, required });
}

function parse(text: string): Input {
  let value: unknown;
  try {
    value = JSON.parse(text === '' ? '{}' : text);
  } catch {
    throw badRequest('Cannot parse body', 'parse_error');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw badRequest('Expected an object', 'parse_error');
  return { ...value };
}

function hasType({ value, type }: { value: unknown; type: FieldType }): boolean {
  if (type === 'strings' || type === 'ids')
    return Array.isArray(value) && value.every((item) => typeof item === 'string');
  if (type === 'int') return Number.isInteger(value);
  if (type === 'bool') return typeof value === 'boolean';
  if (type === 'object') return isObject(value);
  if (type === 'objects') return Array.isArray(value) && value.every(isObject);
  return typeof value === 'string';
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function checkRequired({ input, required }: { input: Input; required: string[] }): Input {
  for (const name of required) {
    if (input[name] === undefined || input[name] === '') throw badField('missing_required_field', name);
  }
  return input;
}

function unquote(item: string): string {
  return item.startsWith('"') && item.endsWith('"') && item.length > 1 ? item.slice(1, -1) : item;
}

import type { WriteOptions } from '../../crm.ts';
import type { Transport, WriteRequest } from '../transport.ts';
import { accepted } from '../writing/accepted.ts';
import { contactPath } from '../writing/paths.ts';

/** Gives a contact these fields, by an e-mail that is its alone, in one request. Throws CrmError; a TypeError for what cannot be given so. */
export function setFields(
  transport: Transport,
  { address, fields }: { address: string; fields: Record<string, unknown> },
  options?: WriteOptions,
): Promise<void> {
  return accepted(transport, requestOf(contactPath(address), Object.entries(fields)), options);
}

function requestOf(path: string, [one, more]: [string, unknown][]): WriteRequest {
  if (one === undefined || more !== undefined)
    throw new TypeError('Expected one field: each takes a request of its own');
  const [name, value] = one;
  const [kind, uid] = [name.slice(0, name.indexOf('.')), encodeURIComponent(name.slice(name.indexOf('.') + 1))];
  if (name === 'address')
    return { method: 'PATCH', path, body: { address: value }, call: 'PATCH /v4/contacts/{identifier}' };
  if (kind === 'tag' && value === true)
    return { method: 'POST', path: `${path}/tags/${uid}`, body: {}, call: 'POST /v4/contacts/{identifier}/tags/{uid}' };
  if (kind === 'attribute' && value !== null) {
    const call = 'POST /v4/contacts/{identifier}/attributes/{uid}';
    return { method: 'POST', path: `${path}/attributes/${uid}`, body: { value }, call };
  }
  throw new TypeError(`Expected a field that a contact can be given, not '${name}'`);
}

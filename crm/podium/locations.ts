import type { BaseLocation } from '../../contacts/base/base-contact.ts';
import type { CallOptions } from '../crm.ts';
import { CrmError } from '../errors.ts';
import { statusError } from '../http/failures.ts';
import { badAnswer, parseAnswer } from '../http/json.ts';
import { locationsPage, type PodiumLocation } from './schemas.ts';
import type { Transport } from './transport.ts';

const CALL = 'GET /v4/locations';
const A_PAGE = 100;
/** No organization has so many places. */
const MOST_PAGES = 200;

/** Every place of the organization, with its country. Throws CrmError. */
export async function listLocations(transport: Transport, options?: CallOptions): Promise<BaseLocation[]> {
  const found: PodiumLocation[] = [];
  let cursor: string | null = null;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const { locations, nextCursor } = await locationPage({ transport, cursor, limit: A_PAGE, options });
    found.push(...locations);
    cursor = nextCursor;
    if (cursor === null) return found.map(locationOf);
  }
  throw new CrmError({ kind: 'bad-answer', message: `${CALL}: answer goes on for ever` });
}

export async function locationPage(request: {
  transport: Transport;
  cursor: string | null;
  limit: number;
  options: CallOptions | undefined;
}): Promise<{ locations: PodiumLocation[]; nextCursor: string | null }> {
  const { transport, cursor, limit, options } = request;
  const query = { limit: String(limit), ...(cursor !== null && { cursor }) };
  const answer = await transport.get({ path: '/v4/locations', query, call: CALL }, options);
  if (answer.status !== 200) throw statusError(CALL, answer);
  const { data, metadata } = parseAnswer({ call: CALL, status: 200, body: answer.body, schema: locationsPage });
  // As of contacts: places that are missed would have their numbers read as another country's.
  if (metadata.nextCursor === undefined && data.length >= A_PAGE) {
    throw badAnswer({ call: CALL, status: 200, problem: 'holds a full page and says nothing of a next one' });
  }
  return { locations: data, nextCursor: metadata.nextCursor || null };
}

function locationOf({ uid, name, displayName, addressDetails }: PodiumLocation): BaseLocation {
  const country = addressDetails?.country?.trim().toUpperCase() ?? '';
  return { uid, name: displayName || name || '', country: /^[A-Z]{2}$/.test(country) ? country : '' };
}

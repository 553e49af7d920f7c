import type { CallOptions, Identity } from '../crm.ts';
import { CrmError } from '../errors.ts';
import { statusError } from '../http/failures.ts';
import { badAnswer, parseAnswer } from '../http/json.ts';
import { locationPage } from './locations.ts';
import { contactsPage } from './schemas.ts';
import type { PodiumSettings } from './settings.ts';
import type { Transport } from './transport.ts';

/**
 * Whose the tokens are: Podium has no question for it, so a place is asked, else a contact, else the settings say. Throws CrmError
 * `unauthorized` where the file with the tokens names another organization.
 */
export async function identify(
  transport: Transport,
  { org: named }: Pick<PodiumSettings, 'org'>,
  options?: CallOptions,
): Promise<Identity> {
  const org = await organizationNow(transport, named, options);
  const known = transport.access.organization();
  if (known !== null && known !== org) {
    throw new CrmError({ kind: 'unauthorized', message: 'No access to Podium: the tokens reach another organization' });
  }
  return { org, expiresAt: null, countedBy: org };
}

/** Without a look into the file with the tokens: it does not say yet. */
export async function organizationNow(
  transport: Transport,
  named: string | null,
  options?: CallOptions,
): Promise<string> {
  const org = (await ofPlace(transport, options)) ?? (await ofContact(transport, options)) ?? named;
  if (org !== null) return org;
  throw badAnswer({ call: 'GET /v4/locations', status: 200, problem: 'names no organization: PODIUM_ORG may' });
}

async function ofPlace(transport: Transport, options: CallOptions | undefined): Promise<string | null> {
  try {
    const { locations } = await locationPage({ transport, cursor: null, limit: 1, options });
    return locations[0]?.organizationUid ?? null;
  } catch (error) {
    if (error instanceof CrmError && error.kind === 'forbidden') return null;
    throw error;
  }
}

async function ofContact(transport: Transport, options: CallOptions | undefined): Promise<string | null> {
  const call = 'GET /v4/contacts';
  const answer = await transport.get({ path: '/v4/contacts', query: { limit: '1' }, call }, options);
  if (answer.status !== 200) throw statusError(call, answer);
  const { data } = parseAnswer({ call, status: 200, body: answer.body, schema: contactsPage });
  return data[0]?.organization.uid ?? null;
}

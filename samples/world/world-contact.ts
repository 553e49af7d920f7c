import { BOT, type ContactSpec } from '../people/contact-spec.ts';
import type { Random } from '../random.ts';
import { instant } from '../time.ts';
import { AGENTS, BOT_USER } from './agents.ts';
import type { WorldContact, WorldWorkspace } from './world.ts';

/** The contact as the CRM has it. One without an account in the CSV is in the first workspace all the same. */
export function worldContact(spec: ContactSpec, random: Random, workspaces: readonly WorldWorkspace[]): WorldContact {
  const { id, person, account, externalRef, modifiedBy, updatedAt } = spec;
  const workspace = workspaces.find((one) => one.account === account?.id) ?? workspaces[0];
  return {
    id,
    email: person.email.trim(),
    displayName: person.name.split(' ')[0] ?? person.name,
    fullName: person.name,
    externalRef: externalRef || id,
    workspace: workspace?.id ?? '',
    isVerified: true,
    phoneNumbers: random.chance(0.3) ? [`+1202555${String(random.int(100, 199)).padStart(4, '0')}`] : [],
    customFields: { tnt__language: random.pick(['de', 'en', 'ja']), tnt__newsletter: random.chance(0.5) },
    createdAt: instant(updatedAt - 500_000),
    modifiedAt: instant(updatedAt),
    modifiedBy: modifiedBy === BOT ? BOT_USER : random.pick(AGENTS),
  };
}

import { revuBadRows } from './csv/revu-bad-rows.ts';
import { revuCsvText, revuRow } from './csv/revu-rows.ts';
import type { GeneratedWorld } from './generate-world.ts';
import { type ContactSpec, contactSpec } from './people/contact-spec.ts';
import { REVU_RECIPES } from './people/revu-recipes.ts';
import { createStudio } from './people/studio.ts';
import { createRandom } from './random.ts';
import { buildTickets } from './world/build-tickets.ts';
import { countTickets } from './world/count-tickets.ts';
import { createTicketMaker } from './world/ticket-maker.ts';
import { worldContact } from './world/world-contact.ts';

const ORG = 'PRACTICE';

/** The export for profile `revu-user` and the CRM it came from. The same seed gives the same bytes. All people are invented. */
export function generateRevuUsers({ seed }: { seed: number }): GeneratedWorld {
  const random = createRandom(seed);
  const studio = createStudio(random);
  const { companies } = studio;
  const helpDesk = contactSpec(studio, { person: { name: 'Help desk', email: 'help.desk@example.org' }, tickets: 0 });
  const bad = revuBadRows(studio, ORG);
  const recipes = REVU_RECIPES.flatMap(([count, recipe]) => Array.from({ length: count }, () => recipe(studio)));
  const clusters = [...recipes, ...bad.clusters];
  for (const contact of clusters[0]?.contacts.slice(0, 1) ?? []) {
    contact.person = { ...contact.person, email: ` ${contact.person.email.toUpperCase()} ` };
  }
  const make = createTicketMaker(random, {});
  buildTickets({ clusters, helpDesk, make, plain: false });

  const singles = Array.from({ length: 12 }, () => contactSpec(studio, {}));
  const listed: ContactSpec[] = [...clusters.flatMap(({ contacts }) => contacts), ...singles, helpDesk];
  const counts = countTickets(make.tickets);
  const { accounts, workspaces } = companies;
  const rows = listed.map((spec) => revuRow({ spec, org: ORG, tickets: counts.get(spec.id) ?? 0 }));
  const contacts = [...listed, ...bad.contacts].map((spec) => worldContact(spec, random, workspaces));
  return {
    world: { org: ORG, accounts, workspaces, contacts, tickets: make.tickets },
    csv: revuCsvText(random.shuffle([...rows, ...bad.rows])),
  };
}

import { badRows } from './csv/bad-rows.ts';
import { csvRow, csvText } from './csv/rows.ts';
import { type ClusterSpec, type ContactSpec, clusterSpec, contactSpec, type Studio } from './people/contact-spec.ts';
import { cxpUid } from './people/recipes.ts';
import { sampleClusters } from './people/sample-clusters.ts';
import { createStudio } from './people/studio.ts';
import { createRandom } from './random.ts';
import { addFiles } from './world/add-files.ts';
import { buildConversations } from './world/build-conversations.ts';
import { buildTickets } from './world/build-tickets.ts';
import { countTickets } from './world/count-tickets.ts';
import type { MessageOptions } from './world/messages.ts';
import { createTicketMaker } from './world/ticket-maker.ts';
import type { World, WorldTicket } from './world/world.ts';
import { worldContact } from './world/world-contact.ts';

export interface GenerateWorldOptions extends MessageOptions {
  seed: number;
  /** So many plain pairs that one rule decides, for benchmarks. Absent: the sample, with everything in it. */
  clusters?: number;
  /** With `clusters`: exactly so many of its own for each contact, none shared. */
  ticketsPerContact?: number;
}

export interface GeneratedWorld {
  world: World;
  /** The export that fits the world, 16 columns. */
  csv: string;
}

/** Makes a CSV and the CRM it came from. The same options give the same bytes. All people are invented. */
export function generateWorld(options: GenerateWorldOptions): GeneratedWorld {
  const random = createRandom(options.seed);
  const studio = createStudio(random);
  const { companies } = studio;
  const helpDesk = contactSpec(studio, { person: { name: 'Help desk', email: 'help.desk@example.org' }, tickets: 0 });
  const plain = options.clusters !== undefined;
  const cast = plain ? plainCast(studio, options) : sampleCast(studio);
  const make = createTicketMaker(random, options);
  buildTickets({ clusters: cast.clusters, helpDesk, make, plain });

  const listed = [...cast.clusters.flatMap(({ contacts }) => contacts), ...cast.singles, helpDesk];
  const { accounts, workspaces } = companies;
  const contacts = [...listed, ...cast.unlisted].map((spec) => worldContact(spec, random, workspaces));
  const rows = [...csvRows(listed, make.tickets), ...cast.rows];
  const conversations = plain ? [] : buildConversations(cast.clusters, createRandom(options.seed));
  const world: World = { org: 'PRACTICE', accounts, workspaces, contacts, tickets: make.tickets, conversations };
  return {
    world: plain ? world : addFiles(world, createRandom(options.seed)),
    csv: csvText(plain ? rows : random.shuffle(rows)),
  };
}

interface Cast {
  clusters: ClusterSpec[];
  /** Contacts with a row and no duplicate. */
  singles: ContactSpec[];
  /** Contacts of the world whose good row the CSV lacks. */
  unlisted: ContactSpec[];
  /** Rows beyond those of the contacts. */
  rows: string[][];
}

function sampleCast(studio: Studio): Cast {
  const bad = badRows(studio);
  const noReply = ['noreply', 'no-reply'].map((name) => {
    const person = { name, email: `${name}@example.net` };
    return clusterSpec(studio, [{ person }, { person }]);
  });
  const formula = cxpUid(studio);
  for (const { person } of formula.contacts) person.name = '=cmd() Doe';
  const shouting = cxpUid(studio);
  for (const contact of shouting.contacts.slice(0, 1)) {
    contact.person = { ...contact.person, email: ` ${contact.person.email.toUpperCase()} ` };
  }
  const singles = Array.from({ length: 18 }, () => contactSpec(studio, {}));
  const nameless = Array.from({ length: 3 }, () => contactSpec(studio, { person: { name: 'Unknown', email: '' } }));
  const clusters = [...sampleClusters(studio), ...bad.clusters, formula, shouting, ...noReply];
  return { clusters, singles: [...singles, ...nameless], unlisted: bad.contacts, rows: bad.rows };
}

function plainCast(studio: Studio, { clusters = 0, ticketsPerContact: tickets = 3 }: GenerateWorldOptions): Cast {
  const pair = (): ClusterSpec => clusterSpec(studio, [{ tickets }, { tickets, externalRef: '' }], 0);
  return { clusters: Array.from({ length: clusters }, pair), singles: [], unlisted: [], rows: [] };
}

function csvRows(listed: readonly ContactSpec[], tickets: readonly WorldTicket[]): string[][] {
  const counts = countTickets(tickets);
  return listed.map((spec) => csvRow(spec, Math.max(0, (counts.get(spec.id) ?? 0) + spec.csvExtra)));
}

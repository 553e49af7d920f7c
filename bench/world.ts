import { csvInMemory } from '../contacts/csv/source.ts';
import type { Plan } from '../contacts/plan.ts';
import { planFromCsv } from '../contacts/planning/plan-from-csv.ts';
import { DEFAULT_PROFILE } from '../contacts/profiles/profiles.ts';
import { readRules } from '../contacts/rules/rules.ts';
import { generateWorld } from '../samples/generate-world.ts';
import type { World } from '../samples/world/world.ts';

export const TICKETS_PER_CONTACT = 3;
export const ATTACHMENTS_PER_CONTACT = 1;

/** Clusters of one pair each: three tickets of four messages and one attachment of 16 KiB for each contact. */
export async function benchWorld(size: {
  clusters: number;
  /** Of each contact. */
  tickets?: number | undefined;
}): Promise<{ world: World; plan: Plan }> {
  const { world, csv } = generateWorld({
    seed: 7,
    clusters: size.clusters,
    ticketsPerContact: size.tickets ?? TICKETS_PER_CONTACT,
    messagesPerTicket: 4,
    attachmentsPerContact: ATTACHMENTS_PER_CONTACT,
    attachmentBytes: 16_384,
  });
  const rules = await readRules('rules.default.yaml');
  const source = csvInMemory('bench.csv', csv);
  const { plan } = await planFromCsv({ source, rules, neverMerge: new Map(), profile: DEFAULT_PROFILE });
  return { world, plan };
}

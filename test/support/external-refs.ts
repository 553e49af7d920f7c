import { sql } from 'drizzle-orm';
import type { Plan } from '../../contacts/plan.ts';
import { planDigest } from '../../contacts/planning/plan-text.ts';
import type { World } from '../../samples/world/world.ts';
import type { Scene } from './scene.ts';
import type { ClusterSpec } from './small-world.ts';

/** DevRev's own contact and two of the product's users, the second of them newer. */
export const TRIO: ClusterSpec = {
  members: { 'REVU-1': ['TKT-1'], 'REVU-2': ['TKT-2'], 'REVU-3': ['TKT-3'] },
  strategy: 'revu-ref',
};

export const OLD = 'REVU-1';
export const OLDER = 'user_older';
export const NEW = 'user_newer';

/** Contact to its external reference and when it was last changed, in the CSV and in the CRM. */
export type Refs = Record<string, { ref: string; updatedAt?: string }>;

export const TRIO_REFS: Refs = {
  'REVU-1': { ref: OLD, updatedAt: '2025-05-01T00:00:00.000000000Z' },
  'REVU-2': { ref: NEW, updatedAt: '2025-03-01T00:00:00.000000000Z' },
  'REVU-3': { ref: OLDER, updatedAt: '2025-02-01T00:00:00.000000000Z' },
};

/** The world and its plan as profile `revu-user` would have them. */
export function withRefs({ world, plan }: { world: World; plan: Plan }, refs: Refs): { world: World; plan: Plan } {
  const contacts = world.contacts.map((one) => ({ ...one, externalRef: refs[one.id]?.ref ?? one.externalRef }));
  const clusters = plan.clusters.map((cluster) => ({
    ...cluster,
    members: cluster.members.map((member) => ({
      ...member,
      externalRef: refs[member.id]?.ref ?? member.externalRef,
      updatedAt: refs[member.id]?.updatedAt ?? member.updatedAt,
    })),
  }));
  const content = { crm: plan.crm, profile: 'revu-user', clusters };
  return { world: { ...world, contacts }, plan: { ...plan, ...content, digest: planDigest(content) } };
}

/** The external reference of a living contact now. */
export function refOf(scene: Scene, contact: string): unknown {
  return scene.sandbox.state().contacts[contact]?.externalRef;
}

/** What the sandbox applied, in order: merges as `REVU-1<-REVU-2`, references as `REVU-1: old -> new`. */
export function appliedInOrder(scene: Scene): string[] {
  return scene.sandbox.effects().map(({ kind, primary, duplicate, contact, changed }) => {
    const ref = changed?.externalRef;
    return kind === 'merge' ? `${primary}<-${duplicate}` : `${contact}: ${ref?.before} -> ${ref?.after}`;
  });
}

/** Writes of a contact that reached the sandbox, applied or not. */
export function updatePosts(scene: Scene): number {
  return scene.sandbox.requests().filter(({ path }) => path === 'rev-users.update').length;
}

export interface RefFacts {
  state: string;
  reason: string | null;
  sends: number;
}

/** Where the ledger has the change of a cluster's reference. */
export async function refChange(scene: Scene, mode: 'real' | 'dry' = 'real'): Promise<RefFacts | null> {
  const [row] = await scene.database.db.execute<RefFacts & Record<string, unknown>>(
    sql`select state, reason, sends from ref_changes where mode = ${mode}`,
  );
  return row ?? null;
}

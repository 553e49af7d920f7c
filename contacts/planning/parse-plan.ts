import { z } from 'zod';
import { InputError } from '../input-error.ts';
import type { Plan, PlanCluster } from '../plan.ts';
import { clusterId, planDigest } from './plan-text.ts';

const text = z.string();
const id = z.string().min(1);

const memberSchema = z.strictObject({
  id,
  externalRef: text,
  modifiedBy: text,
  userId: text,
  accountId: text,
  accountName: text,
  updatedAt: text,
  updatedByBi: z.boolean(),
  tickets: z.int().nonnegative(),
});

const clusterSchema = z.strictObject({
  id: z.string().regex(/^[0-9a-f]{32}$/),
  email: z.string().min(1),
  decision: z.enum(['auto', 'review', 'blocked']),
  strategy: z.string().min(1),
  reason: text,
  primary: id,
  duplicates: z.array(id).min(1),
  members: z.array(memberSchema).min(2),
});

const planSchema = z.strictObject({
  version: z.literal(1),
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  crm: z.string().min(1),
  profile: z.string().min(1),
  clusters: z.array(clusterSchema),
});

const MAKE_ANOTHER = 'make another plan with preview';

/** Reads a plan file. Throws InputError when it is no plan, or not the one that preview wrote. */
export function parsePlan(content: string, file: string = 'plan.json'): Plan {
  const parsed = planSchema.safeParse(jsonOf(content, file));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const path = issue?.path.join('.') || 'the file';
    throw new InputError({ file, problem: `is not a plan: ${path}: ${issue?.message}`, todo: MAKE_ANOTHER });
  }
  const plan: Plan = parsed.data;
  if (planDigest(plan) !== plan.digest) {
    throw new InputError({
      file,
      problem: 'was changed after preview wrote it: its digest does not fit',
      todo: MAKE_ANOTHER,
    });
  }
  const flaw = flawOf(plan.clusters);
  if (flaw !== null) throw new InputError({ file, problem: flaw, todo: MAKE_ANOTHER });
  return plan;
}

function jsonOf(content: string, file: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    throw new InputError({ file, problem: 'is not JSON', todo: MAKE_ANOTHER });
  }
}

/** What a plan with a fitting digest could still get wrong: it would have to be forged. */
function flawOf(clusters: readonly PlanCluster[]): string | null {
  const seen = new Set<string>();
  let last = '';
  for (const { id, primary, duplicates, members } of clusters) {
    const ids = members.map((member) => member.id);
    if (id !== clusterId(ids.toSorted())) return `cluster ${id} has another id than its members give`;
    if (id <= last) return `cluster ${id} is out of order`;
    if (duplicates.includes(primary)) return `cluster ${id} merges ${primary} into itself`;
    if ([primary, ...duplicates].sort().join() !== ids.join())
      return `cluster ${id} does not list its members once each`;
    const shared = ids.find((member) => seen.has(member));
    if (shared !== undefined) return `${shared} is in two clusters`;
    for (const member of ids) seen.add(member);
    last = id;
  }
  return null;
}

import { eq } from 'drizzle-orm';
import type { Plan } from '../../contacts/plan.ts';
import { parsePlan } from '../../contacts/planning/parse-plan.ts';
import type { Tx } from '../database.ts';
import { NotInStore } from '../not-in-store.ts';
import { plans } from '../schema.ts';

/** A plan as it was stored when its run was started. */
export async function readStoredPlan(db: Tx, digest: string): Promise<Plan> {
  const [row] = await db.select({ body: plans.body }).from(plans).where(eq(plans.digest, digest));
  if (row === undefined) throw new Error(`Plan ${digest} is not in the store`);
  return parsePlan(row.body, `plan ${digest.slice(0, 12)}`);
}

/** Whose plan it is. */
export async function planHead(db: Tx, digest: string): Promise<{ crm: string; profile: string }> {
  const [row] = await db.select({ crm: plans.crm, profile: plans.profile }).from(plans).where(eq(plans.digest, digest));
  if (row === undefined) throw new NotInStore(`Plan ${digest}`);
  return row;
}

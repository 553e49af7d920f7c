import { sql } from 'drizzle-orm';
import type { ConsentMapping } from '../../contacts/rules/consent.ts';
import type { World } from '../../samples/world/world.ts';
import type { Effect } from '../../sandbox/devrev/objects/effect-log.ts';
import type { Settings } from '../../sandbox/devrev/settings.ts';
import type { ConsentRecord } from '../../store/types.ts';
import type { Scene } from './scene.ts';

export const FIELD = 'tnt__marketing_opt_out';

/** The field says "opted out" with true. */
export const MAPPING: ConsentMapping[] = [{ field: FIELD, optedOut: true }];

/** Custom fields by contact; a contact that is not named has none. */
export type Consents = Record<string, Record<string, unknown>>;

export const OUT = { [FIELD]: true };
export const IN = { [FIELD]: false };

/** The world with custom fields, and its plan untouched. */
export function withConsents(world: World, consents: Consents): World {
  const contacts = world.contacts.map((contact) => ({ ...contact, customFields: consents[contact.id] ?? {} }));
  return { ...world, contacts };
}

/** Requests that reached the sandbox and may change something. */
export function writes(scene: Scene): string[] {
  return scene.sandbox
    .requests()
    .filter((request) => request.write)
    .map(({ path, subjects }) => `${path} ${subjects.join(' ')}`);
}

/** Opt-outs that the sandbox applied, in order, as `REVU-1 {"tnt__…":true}`. */
export function optOuts(scene: Scene): string[] {
  return scene.sandbox
    .effects()
    .filter((effect) => effect.kind === 'update')
    .map(({ contact, changed }) => `${contact} ${JSON.stringify(changed?.customFields?.after)}`);
}

/** What the consent field of a living contact is now. */
export function consentOf(scene: Scene, contact: string): unknown {
  const fields = scene.sandbox.state().contacts[contact]?.customFields as Record<string, unknown> | undefined;
  return fields?.[FIELD];
}

/**
 * The field of a contact after each effect of the log, as a model of the CRM's rules has it: the first entry is before all
 * effects. A model, because the log shows what a merge did to the contacts, but not to their fields.
 */
export function historyOf(
  scene: Scene,
  options: { world: World; contact: string; rule: Settings['mergeCustomFields'] },
): unknown[] {
  const fields = new Map(options.world.contacts.map(({ id, customFields }) => [id, customFields]));
  const now = (): unknown => fields.get(options.contact)?.[FIELD];
  const history = [now()];
  for (const effect of scene.sandbox.effects()) {
    apply(fields, effect, options.rule);
    history.push(now());
  }
  return history;
}

function apply(
  fields: Map<string, Record<string, unknown>>,
  effect: Effect,
  rule: Settings['mergeCustomFields'],
): void {
  const { kind, contact = '', primary = '', duplicate = '', changed } = effect;
  if (changed?.customFields) fields.set(contact, changed.customFields.after as Record<string, unknown>);
  if (kind !== 'merge') return;
  const [kept, lost] = [fields.get(primary) ?? {}, fields.get(duplicate) ?? {}];
  if (rule === 'fill') fields.set(primary, { ...lost, ...kept });
  if (rule === 'overwrite') fields.set(primary, { ...kept, ...lost });
}

/** What the journal says of consent, in order. */
export async function consentJournal(scene: Scene): Promise<string[]> {
  const rows = await scene.database.db.execute<{ detail: string }>(
    sql`select detail from pair_events where detail like 'consent%' order by id`,
  );
  return rows.map((row) => row.detail);
}

/** What the ledger keeps of a pair's consent. */
export async function consentRecord(scene: Scene, duplicate: string): Promise<ConsentRecord | null> {
  const [row] = await scene.database.db.execute<{ consent: ConsentRecord | null }>(
    sql`select consent from pairs where duplicate_id = ${duplicate} and mode = 'real'`,
  );
  return row?.consent ?? null;
}

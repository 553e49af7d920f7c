import { settingsOf } from '../../config/crm-settings.ts';
import type { Config } from '../../config/env.ts';
import { type Control, withControl } from '../../control/open-control.ts';
import { Refused } from '../../control/refused.ts';
import { connectorOf } from '../../crm/connect.ts';
import { mergeKind } from '../../store/proofs/merge-kind.ts';
import { proofsOf } from '../../store/proofs/merge-proofs.ts';

/** Of a CRM that documents no merge, before anybody is asked anything. Throws Refused while nobody has shown that it can in any organization. */
export async function refuseUnshown(config: Config, crm: string): Promise<void> {
  const { provable } = connectorOf(crm).description;
  const { title } = settingsOf(config, crm);
  if (provable === undefined) throw cannot(title);
  await withControl(config, async ({ db }) => {
    if ((await proofsOf(db, crm)).length === 0) throw cannot(title, SHOW);
  });
}

/** Before anything is stored. Throws Refused where nobody has shown it for this organization, or nobody would look at what is deleted. */
export async function refuseUnproven(
  request: Pick<Control, 'config' | 'db'> & { crm: string; org: string; approve: 'auto' | 'none' },
): Promise<void> {
  const { config, db, crm: name, org, approve } = request;
  const settings = settingsOf(config, name);
  const { description, version } = connectorOf(name);
  const kind = await mergeKind(db, { crm: { name, description, version: version?.(settings) }, org });
  const { title } = settings;
  if (kind === 'none') throw cannot(title, SHOW);
  if (kind !== 'emulated' || approve !== 'auto') return;
  throw new Refused(
    `${title} deletes what it merges, for good as far as anybody knows, and nothing was started: leave out --approve auto, and approve clusters`,
  );
}

const SHOW = ', or show that it can: npm run prove-merge -- --help';

function cannot(title: string, more = ''): Refused {
  return new Refused(
    `${title} cannot merge contacts, and nothing was started: give --dry-run to see what would be merged${more}`,
  );
}

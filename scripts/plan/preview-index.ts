import { settingsOf } from '../../config/crm-settings.ts';
import type { Config } from '../../config/env.ts';
import { type BaseChoices, type BasePreview, previewBase } from '../../contacts/base/preview-base.ts';
import type { RegionRules } from '../../contacts/base/regions.ts';
import { withControl } from '../../control/open-control.ts';
import type { ChangedKeys } from '../../store/base/changed-keys.ts';
import { withBaseIndex } from '../../store/base/index-source.ts';
import { scannedOrgs } from '../../store/base/scans.ts';
import { regionRules } from '../../store/base/stored-regions.ts';
import type { Db } from '../../store/database.ts';
import { UsageError } from '../cli/usage-error.ts';
import { type IndexFacts, indexFacts } from './index-facts.ts';

export interface IndexPreview extends BasePreview {
  scan: IndexFacts;
  changedKeys: ChangedKeys | null;
}

/** Previews the last complete scan of the organization that the settings name, or of the only one that was scanned. */
export async function previewIndex(
  choices: BaseChoices,
  { region, config }: { region: RegionRules['region']; config: Config },
): Promise<IndexPreview> {
  const { crm } = choices;
  return await withControl(
    config,
    async ({ db }) => {
      const org = settingsOf(config, crm).org ?? (await onlyOrg(db, crm));
      return await withBaseIndex(db, { crm, org }, async (index) => {
        if (index === null) throw notScanned(crm, org);
        const { scan, source, changed } = index;
        const stored = regionRules(scan.regions);
        const facts = indexFacts(scan);
        const preview = await previewBase({
          ...choices,
          scan: facts,
          source,
          regions: { ...stored, region: region ?? stored.region },
        });
        return { ...preview, scan: facts, changedKeys: await changed() };
      });
    },
    { onlyLooks: true },
  );
}

async function onlyOrg(db: Db, crm: string): Promise<string> {
  const [org, ...others] = await scannedOrgs(db, crm);
  if (org === undefined) throw notScanned(crm, null);
  if (others.length === 0) return org;
  throw new UsageError(
    `Which organization of ${crm}? Scanned are ${[org, ...others].join(', ')}: name one in the settings`,
  );
}

function notScanned(crm: string, org: string | null): UsageError {
  const whose = org === null ? '' : ` of ${org}`;
  return new UsageError(
    `There is no complete scan of ${crm}${whose}: npm run scan -- --crm ${crm}, or name a FILE of one`,
  );
}

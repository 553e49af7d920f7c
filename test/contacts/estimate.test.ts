import { expect, test } from 'vitest';
import { addToEstimate, callsPerBackup, emptyEstimate } from '../../contacts/planning/estimate.ts';
import { DEVREV } from '../../crm/devrev/description.ts';
import { contacts, onlyCluster } from './make.ts';

test('A cluster costs a call per ticket, some per contact and pair, and about 1 MB per ticket and 16 KiB per pair', () => {
  const estimate = emptyEstimate();
  addToEstimate(estimate, onlyCluster({ contacts: contacts({ tickets: 250 }, { tickets: 3 }, {}) }));
  expect(estimate).toEqual({
    clusters: 1,
    pairs: 2,
    tickets: 253,
    bytes: 253_000_000 + 2 * 16_384,
    // The last: the members of more than two are compared before the first merge.
    calls: 253 + 3 * 6 + 2 + 2 * 22 + 3,
  });
});

test('To back up a contact without tickets takes a call for it, for what was written on it, and for each way in which things name it', () => {
  expect(callsPerBackup(0)).toBe(2 + DEVREV.relations.length);
});

test('Where consent is checked, each pair reads its contacts and the duplicates still to come once more', () => {
  const cluster = onlyCluster({ contacts: contacts({ tickets: 1 }, {}, {}, {}) });
  const [without, withConsent] = [emptyEstimate(), emptyEstimate()];
  addToEstimate(without, cluster);
  addToEstimate(withConsent, cluster, { checksConsent: true });
  expect(withConsent.calls - without.calls).toBe(4 + 3 + 2);
});

test('A list beside the usual ones costs a call for each backup and for both contacts of each pair', () => {
  const cluster = onlyCluster({ contacts: contacts({ tickets: 1 }, {}, {}) });
  const [without, withLists] = [emptyEstimate(), emptyEstimate()];
  addToEstimate(without, cluster);
  addToEstimate(withLists, cluster, { moreLists: 5 });
  expect(withLists.calls - without.calls).toBe(5 * (3 + 2 * 2));
});

import { expect, test } from 'vitest';
import { LOG_IDS } from '../../activities/log-ids.ts';

const CLUSTER = { runId: 'run-1', mode: 'real', crm: 'devrev', org: 'o', clusterId: 'c1', part: 1 } as const;
const PAIR = { cluster: CLUSTER, primary: 'A', duplicate: 'B', token: 't', step: 1 };
const { crm, org, mode } = CLUSTER;
const KEY = { mode, crm, org, clusterId: 'c1', primaryId: 'A', duplicateId: 'B' };

test('A step is logged with its run, wherever its request names it', () => {
  expect(LOG_IDS.openRun({ runId: 'run-1' })).toEqual({ run: 'run-1' });
  expect(LOG_IDS.closeCluster(CLUSTER)).toEqual({ run: 'run-1', cluster: 'c1' });
  expect(LOG_IDS.backUpContact({ cluster: CLUSTER, contact: 'A' })).toEqual({
    run: 'run-1',
    cluster: 'c1',
    contact: 'A',
  });
  expect(LOG_IDS.changeExternalRef({ cluster: CLUSTER })).toEqual({ run: 'run-1', cluster: 'c1' });
  expect(LOG_IDS.sendMerge({ pair: PAIR })).toEqual({ run: 'run-1', cluster: 'c1', duplicate: 'B' });
  expect(LOG_IDS.verifyBackups(PAIR)).toEqual({ run: 'run-1', cluster: 'c1', duplicate: 'B' });
});

test('The step that begins outside of a run is logged under a name of its own, with its pair', () => {
  const request = { key: KEY, as: 'abandon', by: 'someone', token: 't' } as const;
  expect(LOG_IDS.adoptPair(request)).toEqual({ run: 'resolve', cluster: 'c1', duplicate: 'B' });
});

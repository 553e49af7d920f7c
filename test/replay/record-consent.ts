import { deepStrictEqual } from 'node:assert/strict';
import { failedCompliance } from '../../store/ledger/consent/compliance.ts';
import { loosened } from '../podium/loosened.ts';
import { openMergeScene } from '../podium/merge-scene.ts';
import { contact, mobile, phone } from '../podium/people.ts';
import { cleanHistory } from './clean-history.ts';
import type { Recorded, Recording } from './scenes.ts';
import type { RecordingServers } from './stage.ts';

/** What goes on after a merge that took refusals away. */
export const RECORDED_CONSENT: Recording[] = [
  { shapes: ['merge-cluster-refusals-missing', 'watch-consent-kept'], record: keptAgain },
];

/** The pair is held and left to its own workflow, which refuses again until a read shows it. */
async function keptAgain(servers: RecordingServers): Promise<Recorded> {
  const scene = await openMergeScene([contact({ name: 'Sam Single', channels: [phone(mobile())] })], {}, servers);
  try {
    await scene.workerHere();
    const { pair } = await loosened(scene);
    deepStrictEqual(pair?.why?.code, 'compliance-failed');
    const [failed] = await failedCompliance(scene.database.db);
    const [clusterId] = failed?.pair.split('.') ?? [];
    const of = { crm: 'podium', org: scene.world.org };
    const cluster = scene.client.workflow.getHandle(`merge-${of.crm}-${of.org}-${clusterId}`);
    await cluster.result();
    scene.podium.clearFaults();
    const watch = scene.client.workflow.getHandle(`consent-${of.crm}-${of.org}-${failed?.pair}`);
    deepStrictEqual(await watch.result(), { outcome: 'kept' });
    return {
      'merge-cluster-refusals-missing': cleanHistory(await cluster.fetchHistory()),
      'watch-consent-kept': cleanHistory(await watch.fetchHistory()),
    };
  } finally {
    await scene.close();
  }
}

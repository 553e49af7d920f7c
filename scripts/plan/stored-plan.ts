import { BASE_PROFILE } from '../../contacts/base/plan-base.ts';
import { requireOne } from '../../contacts/planning/find-cluster.ts';
import { findRun, settingsOfOthers } from '../../control/find-run.ts';
import { withControl } from '../../control/open-control.ts';
import { knownOfBase } from '../../store/base/known-of-base.ts';
import { readDecided } from '../../store/decisions/read-decided.ts';
import { NotInStore } from '../../store/not-in-store.ts';
import { clustersNamed } from '../../store/runs/clusters-named.ts';
import { readPlanCluster } from '../../store/runs/records.ts';
import { planHead } from '../../store/runs/stored-plan.ts';
import { settings } from '../cli/run-args.ts';
import { namesOf } from './names-of.ts';
import type { Planned } from './planned.ts';

/** A cluster of a run in the store; of the newest when none is named. Its plan's body is not read. */
export function storedCluster(name: string, run: string | null): Promise<Planned> {
  return withControl(
    settings(),
    async ({ db, config }) => {
      const found = await findRun({ db, config, id: run, asks: false, onlyLooks: true });
      const { id, planDigest, crm, org } = found;
      const file = `the plan of ${run === null ? `the newest run, ${id}` : `run ${id}`}`;
      const settingsFor = await settingsOfOthers({ db, config }, found);
      const { profile } = await planHead(db, planDigest);
      const there = await clustersNamed(db, { run: found, name });
      const clusterId = requireOne(there, { profile: namesOf(profile, file), name, file });
      const cluster = await readPlanCluster(db, { planDigest, clusterId });
      if (cluster === null) throw new NotInStore(`Cluster ${clusterId}`);
      const decided = await readDecided(db, { runId: id, clusterId });
      const uids = cluster.members.map((member) => member.id);
      const known = profile === BASE_PROFILE && { known: await knownOfBase(db, { crm, org, uids }) };
      return { cluster, digest: planDigest, profile, file, run: { crm, org, settingsFor }, decided, ...known };
    },
    { onlyLooks: true },
  );
}

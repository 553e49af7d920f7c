import type { ReportSource } from '../../pages/report/report-page.ts';
import { folderPlace } from '../../store/backups/folder-place.ts';
import type { Proof } from '../../store/types.ts';
import { makePair, makeReport } from './make-report.ts';

export const EVIL = `"'><script>alert(1)</script><img src=x onerror="alert(2)">`;
/** An id that would be a command, were it pasted into a shell. */
export const EVIL_ID = `x'; rm -rf ~ #`;

/** A report in which everything from outside wants to be more than text. */
export function hostileReport(): ReportSource {
  const pairs = [
    makePair(1, { duplicate: EVIL_ID, strategy: EVIL }),
    makePair(2, { result: 'held', state: 'not-applied', reason: EVIL, cluster: EVIL, duplicate: EVIL }),
    makePair(0, { duplicate: EVIL, primary: EVIL, strategy: EVIL, proof: EVIL as Proof }),
  ];
  const people = { decided: [{ by: EVIL, choice: EVIL, clusters: 1 }], resolved: [{ by: EVIL, as: EVIL, pairs: 1 }] };
  const values = [{ field: EVIL, value: EVIL, reading: 'unknown' as const, contacts: 1 }];
  const consent = { fields: [EVIL], checked: 1, tightened: 0, values };
  const ref = { cluster: EVIL, primary: EVIL, from: EVIL, oldRef: EVIL, newRef: EVIL, reason: EVIL, why: null };
  const externalRefs = [{ ...ref, state: 'held' as const, done: false, otherRun: null, sentAt: null, doneAt: null }];
  return {
    ...makeReport(pairs, { externalRefs, org: EVIL, crm: EVIL, run: EVIL, plan: EVIL, consent, ...people }),
    backups: folderPlace(`/srv/it's here`),
  };
}

import { setCurrentDetails } from '@temporalio/workflow';
import type { Steps } from '../steps.ts';
import type { ScanProgress } from './types.ts';

/** What the parts of a scan share. */
export interface ScanContext extends Steps {
  progress: ScanProgress;
  /** Grows with every word that may end a wait. */
  words: number;
}

/** Keeps the scan's page in the Temporal UI readable. */
export function describeScan({ progress }: ScanContext): void {
  const { isFull, pages, contacts, waitingFor, stage } = progress;
  const what = isFull ? 'all contacts' : 'changes';
  const waits = waitingFor === 'nothing' ? '' : `, waits for ${waitingFor}`;
  setCurrentDetails(`${stage}: ${what}, ${contacts} contacts on ${pages} pages${waits}`);
}

import type { OpenBaseScan, ScanSeen } from '../../activities/base/open-base-scan.ts';
import type { Route } from '../route.ts';
import type { Timing } from '../timing.ts';

export interface ScanBaseInput extends Partial<Omit<OpenBaseScan, 'token'>> {
  /** Of scans of before, like all that says whose contacts are read and how: now the store has it. */
  route?: Route;
  timing?: Timing;
  /** What an earlier execution of this scan hands on. */
  carried?: ScanProgress;
}

/** What a scan waits for that does not come from going on. */
export type ScanWait = 'nothing' | 'resume' | 'authorize' | 'crm' | 'postgres';

/** What the `progress` query returns and what continue-as-new carries on. */
export interface ScanProgress extends Omit<ScanSeen, 'scan'> {
  /** Null until it is opened. */
  scan: number | null;
  stage: 'opening' | 'reading' | 'completing' | 'ended';
  paused: boolean;
  waitingFor: ScanWait;
  /** How often the list was begun again. */
  restarts: number;
}

export interface ScanResult extends ScanProgress {
  state: 'complete' | 'cancelled';
}

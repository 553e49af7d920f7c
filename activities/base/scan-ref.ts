import type { Whose } from '../crm-access.ts';

/** Which scan a step is about. `token`: of the workflow that reads. */
export interface ScanRef extends Whose {
  scan: number;
  token: string;
}

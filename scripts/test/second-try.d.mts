/** What of Vitest's JSON report is looked at. */
interface FileReport {
  name: string;
  status: string;
  assertionResults: { status: string; fullName?: string; failureMessages?: string[] }[];
}

interface Report {
  testResults: FileReport[];
}

export interface BothTries {
  files: FileReport[];
  onlyThen: string[];
  passed: number;
  failed: number;
  left: number;
  broken: boolean;
}

export function triedAgain(files: FileReport[], root: string): string[];
export function bothTries(first: Report, second: Report | null, root: string): BothTries;

/** Where an upload stands. `refused`: its file cannot be planned, or what was wanted of it cannot be. */
export type UploadState =
  | { is: 'waiting' }
  | { is: 'reading' }
  | { is: 'refused'; because: string }
  | { is: 'ready' }
  | { is: 'starting' }
  | { is: 'started'; run: string };

/** What is kept beside an upload's files, as `upload.json`. */
export interface Upload {
  id: string;
  /** `csv`: a preview is made of it. `plan`: it was made elsewhere. */
  kind: 'csv' | 'plan';
  /** Its file's name, as its sender says. */
  name: string;
  bytes: number;
  /** Who sent it. */
  by: string;
  /** ISO 8601. */
  at: string;
  state: UploadState;
  /** Why the last start was refused; null: none was. */
  notStarted: string | null;
}

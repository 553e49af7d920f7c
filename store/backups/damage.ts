/** What is wrong with a backup. `file`: a path in it, without an attachment's own name, which is contact data. */
export type Damage =
  | { is: 'unknown' }
  /** Its folder is none of the backup folder, or a link that leads out of it. */
  | { is: 'outside' }
  | { is: 'missing' | 'changed' | 'not-listed' | 'another-list' | 'link'; file: string }
  | { is: 'resized'; file: string; bytes: number; expected: number };

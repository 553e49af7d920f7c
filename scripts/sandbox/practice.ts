/** A practice CRM that is up, or how to ask for one. */
export type Practice =
  | { usage: string }
  | {
      /** What says that it is up, and where. */
      ready: string;
      /** Whether it ends when standard input closes. */
      leash: boolean;
      close(): Promise<void>;
    };

/** The lines for `.env`: where the practice CRM is, and folders away from those of real runs, the local stack's database among them. */
export function practiceEnv(crm: Record<string, string>): string {
  const folders = {
    DEDUPE_DATA_DIR: '.data/practice',
    BACKUP_DIR: '.data/practice/backups',
    REPORTS_DIR: '.data/practice/reports',
    LOGS_DIR: '.data/practice/logs',
  };
  const lines = Object.entries({ ...crm, ...folders }).map(([name, value]) => `${name}=${value}`);
  return [
    '# The practice CRM of npm run sandbox: nobody in it is real. It is up, with all that is in it, until Ctrl-C.',
    ...lines,
    '',
  ].join('\n');
}

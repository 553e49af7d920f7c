/**
 * What a person can do about an error, as data: a code and what differs from case to case. Each surface has its own words
 * for it; those of the scripts, with their command lines: scripts/cli/todo-words.ts.
 */
export interface TodoValues {
  /** Nobody names a server, and none of ours is up. */
  'start-stack': None;
  /** A server that the settings name does not answer. */
  'reach-server': { server: 'temporal' | 'postgres' };
  'start-first-run': None;
  /** Nothing but a run, or a person, says whose contacts are meant. */
  'name-organization-or-start': None;
  /** Another run of the plan takes up what is left. */
  'start-again': None;
  /** The same, after a look at why the run ended. */
  'look-and-start-again': None;
  'look-or-end-run': None;
  'look-at-runs': None;
  'resume-run': None;
  'resume-everything': None;
  'start-worker': None;
  'take-name-from-status': None;
  'name-clusters-in-review': None;
  /** A sample of the auto band is judged before the band is approved. */
  'judge-band': { run: string };
  /** The database was made elsewhere. */
  'say-moved-or-copy': None;
  /** The database is older than its workflows. */
  'restore-newer-or-accept': None;
  /** The database has an older version's schema. */
  migrate: None;
  /** It has a newer one's. */
  'use-newer-program': None;
  /** Backups are elsewhere. */
  'name-backups': None;
  /** A CRM's tokens are none, or over: a person lets us in. */
  authorize: { crm: string };
  /** A scan of the organization is open. */
  'look-at-scan': { scan: string };
  /** An undo of the organization is open. */
  'look-at-undo': { undo: string };
  /** The data folder belongs to the customers API. */
  'end-api': None;
}

type None = Record<never, never>;

export type TodoCode = keyof TodoValues;

/** One thing to do. `values` fit the code. */
export type Todo = { [Code in TodoCode]: { code: Code; values: TodoValues[Code] } }[TodoCode];

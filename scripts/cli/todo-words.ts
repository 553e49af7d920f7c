import type { Todo, TodoCode, TodoValues } from '../../config/todo.ts';

/** Each goes on with the sentence of its error, or begins the next one. A code without words here does not compile. */
const WORDS: { [Code in TodoCode]: (values: TodoValues[Code]) => string } = {
  'start-stack': () => '. Start one: npm run up',
  'reach-server': ({ server }) =>
    server === 'temporal'
      ? '. Start it, correct TEMPORAL_ADDRESS, or unset it and use the local stack: npm run up'
      : '. Start it, correct DATABASE_URL or POSTGRES_*, or unset them and use the local stack: npm run up',
  'start-first-run': () => ". Start one: 'npm run start -- --help'",
  'name-organization-or-start': () =>
    ". Name it with both --crm and --org, or start a run first: 'npm run start -- --help'",
  'start-again': () => '. A new run of its plan takes up what is left: npm run start',
  'look-and-start-again': () => ". See why with 'npm run status'; a new run of its plan takes up what is left",
  'look-or-end-run': () => ". See it with 'npm run status', end it with 'npm run finish' or 'npm run cancel'",
  'look-at-runs': () => ". See which: 'npm run runs'",
  'resume-run': () => ": 'npm run resume' first",
  'resume-everything': () => ": 'npm run resume -- --everything' first",
  'start-worker': () => ". Is a worker up? 'npm run worker' starts one",
  'take-name-from-status': () => ", as 'npm run status' shows it",
  'name-clusters-in-review': () => '. Clusters in review are named with --cluster or --strategy',
  'judge-band': ({ run }) => `. Judge them: npm run review -- ${run} --band auto --by NAME`,
  'say-moved-or-copy': () =>
    ". Say which: 'npm run store -- moved' where it is the only one from now on, 'npm run store -- copy' where the original stays",
  'restore-newer-or-accept': () => ". Put a newer dump back, or, where there is none: 'npm run store -- accept-older'",
  migrate: () => ". Bring it up to date: 'npm run migrate', with nothing of the older version at work on it any more",
  'use-newer-program': () => '. Use the newer program, or another database',
  'name-backups': () =>
    ". Set BACKUP_DIR to that place, or, where the backups are here from now on: 'npm run store -- backups'",
  authorize: ({ crm }) => `. Let us in: npm run authorize -- --crm ${crm}`,
  'look-at-scan': ({ scan }) => `. See it: npm run status -- ${scan}`,
  'look-at-undo': ({ undo }) => `. See it: npm run status -- ${undo}`,
  'end-api': () => ', for npm run api',
};

/** What there is to do about an error, if it says so. */
function todoOf(error: Error): Todo | null {
  return 'todo' in error ? (error.todo as Todo | null) : null;
}

/** A text and what to do about it. */
export function withTodo(text: string, todo: Todo | null): string {
  if (todo === null) return text;
  const words = WORDS[todo.code] as (values: Todo['values']) => string;
  return `${text}${words(todo.values)}`;
}

/** What an error says to a person, with what to do about it. */
export function toldError(error: Error): string {
  return withTodo(error.message, todoOf(error));
}

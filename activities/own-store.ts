import { ApplicationFailure, activityInfo } from '@temporalio/activity';
import { currentStore } from '../store/identity/current-store.ts';
import { claim, type PairRow } from '../store/ledger/ledger.ts';
import { NotInStore } from '../store/not-in-store.ts';
import { StaleAttemptError } from '../store/stale-attempt-error.ts';
import type { Attempt, PairKey } from '../store/types.ts';
import type { Deps } from './deps.ts';

/** A worker that has waited for this step takes it before the one that does not fit asks again. */
const OTHER_WORKERS_TURN_MS = 2_000;

/** Steps whose first word to the world is `claimOwn`: it asks for them. */
const BEGIN_WITH_CLAIM: ReadonlySet<string> = new Set([
  'checkFresh',
  'reconcileMerge',
  'sendMerge',
  'tightenConsent',
  'verifyBackups',
]);

type Own = Pick<Deps, 'db' | 'store'>;
type Activity = (request: never) => Promise<unknown>;

/** What a workflow adds to every request, where it was started with a queue of its database's own. */
interface Addressed {
  databaseId?: string;
}

/** One type of all fields, so that the compiler names the field that is missing. */
type Flat<T> = { [Field in keyof T]: T[Field] };

type AddressedSteps<T extends Record<string, Activity>> = {
  [Name in keyof T]: (request: Flat<Parameters<T[Name]>[0] & Addressed>) => ReturnType<T[Name]>;
};

/**
 * Before any step reads or sends: it is this database's, which still is what it was when the worker began, with the backups that the worker
 * has. Workflows of before do not say whose they are.
 */
export function onlyOwnStore<T extends Record<string, Activity>>(activities: T, { db, store }: Own): AddressedSteps<T> {
  const entries = Object.entries(activities).map(([name, activity]) => {
    const checked = async ({ databaseId, ...request }: Addressed): Promise<unknown> => {
      if (databaseId !== undefined && databaseId !== store.databaseId)
        throw refusal('WrongDatabase', `The step is of database ${databaseId}, this worker's is ${store.databaseId}`);
      if (!BEGIN_WITH_CLAIM.has(name)) await requireStore({ db, store });
      return activity(request as never).catch((error: unknown) => {
        const isOurs = databaseId !== undefined || activityInfo().taskQueue.includes(store.databaseId);
        throw isOurs ? finalIfUnknown(error) : error;
      });
    };
    return [name, checked];
  });
  return Object.fromEntries(entries) as AddressedSteps<T>;
}

/**
 * As `claim`, for a step that begins with it: the same statement asks whose database it is, so that the step has asked before it reads or sends,
 * with no question of its own.
 */
export async function claimOwn({ db, store }: Own, key: PairKey, attempt: Attempt): Promise<PairRow> {
  try {
    return await claim(db, key, attempt, store);
  } catch (error) {
    if (error instanceof StaleAttemptError) await requireStore({ db, store });
    throw error;
  }
}

/** Throws WrongDatabase or WrongBackups. */
async function requireStore({ db, store }: Own): Promise<void> {
  const now = await currentStore(db);
  if (now.databaseId !== store.databaseId)
    throw refusal(
      'WrongDatabase',
      `The database has become ${now.databaseId}: this worker began with ${store.databaseId}`,
    );
  if (now.backupStore !== store.backupStore)
    throw refusal(
      'WrongBackups',
      `The backups are in ${now.backupStore} by now, this worker's in ${store.backupStore}`,
    );
}

/** What the run's own database does not have, nobody else has: the run can end. */
function finalIfUnknown(error: unknown): unknown {
  return error instanceof NotInStore ? ApplicationFailure.nonRetryable(error.message, error.name) : error;
}

/** Tried again: by then another worker may take it, or a person has put it right. */
function refusal(type: string, message: string): ApplicationFailure {
  return ApplicationFailure.create({ type, message, nextRetryDelay: OTHER_WORKERS_TURN_MS });
}

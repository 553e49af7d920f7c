import type pg from 'pg';
import { withConnection } from '../connection.ts';

/** What a request is answered with: a status, and JSON as text. */
export interface KeptAnswer {
  status: number;
  body: string;
}

/** How the sender names a request, so that sending it again does not do it again. */
export interface IdempotencyKey {
  key: string;
  /** Method and path: another route may use the same key. */
  route: string;
  /** SHA-256 of what is sent. Asked for when all of it has been read, or reads the rest. */
  digest(): Promise<string>;
}

export type Outcome = { answer: KeptAnswer; isReplay: boolean } | 'under-way' | 'other-body';

type Write = (client: pg.PoolClient) => Promise<KeptAnswer>;

const LIFE = '24 hours';

/** Writes, or answers what was answered when it was written under the same key. Without a key it always writes. */
export async function writeIdempotently(pool: pg.Pool, request: IdempotencyKey | null, write: Write): Promise<Outcome> {
  if (request === null) return { answer: await withConnection(pool, write), isReplay: false };
  const found = await withConnection(pool, (client) => writeUnderKey(client, request, write));
  if (found === 'under-way' || 'answer' in found) return found;
  return (await request.digest()) === found.digest ? { answer: found, isReplay: true } : 'other-body';
}

/** Key and records are committed together: after a crash there are both or neither. */
async function writeUnderKey(
  client: pg.PoolClient,
  request: IdempotencyKey,
  write: Write,
): Promise<Exclude<Outcome, 'other-body'> | Kept> {
  await client.query('begin');
  const isOurs = await lockKey(client, request);
  const kept = isOurs ? await findKept(client, request) : null;
  if (!isOurs || kept !== null) {
    await client.query('rollback');
    return kept ?? 'under-way';
  }
  const answer = await write(client);
  await keep(client, request, { ...answer, digest: await request.digest() });
  await client.query('commit');
  return { answer, isReplay: false };
}

interface Kept extends KeptAnswer {
  digest: string;
}

/** Held until the transaction ends, however it ends. False when another request with this key is under way. */
async function lockKey(client: pg.PoolClient, { route, key }: IdempotencyKey): Promise<boolean> {
  const { rows } = await client.query<{ locked: boolean }>(
    'select pg_try_advisory_xact_lock(hashtextextended($1, 0)) as locked',
    [`${route} ${key}`],
  );
  return rows[0]?.locked ?? false;
}

async function findKept(client: pg.PoolClient, { route, key }: IdempotencyKey): Promise<Kept | null> {
  const { rows } = await client.query<Kept>(
    `select status, answer as body, digest from idempotency_keys
     where route = $1 and key = $2 and expires_at > clock_timestamp()`,
    [route, key],
  );
  return rows[0] ?? null;
}

async function keep(client: pg.PoolClient, { route, key }: IdempotencyKey, kept: Kept): Promise<void> {
  await client.query(
    `insert into idempotency_keys (route, key, digest, status, answer, expires_at)
     values ($1, $2, $3, $4, $5, clock_timestamp() + interval '${LIFE}')
     on conflict (route, key) do update
     set digest = excluded.digest, status = excluded.status, answer = excluded.answer, expires_at = excluded.expires_at`,
    [route, key, kept.digest, kept.status, kept.body],
  );
  await dropExpiredKeys(client);
}

/** Those that another transaction is dropping are left to it. */
export async function dropExpiredKeys(client: pg.Pool | pg.PoolClient): Promise<void> {
  await client.query(
    `delete from idempotency_keys where (route, key) in (
       select route, key from idempotency_keys where expires_at <= clock_timestamp() limit 1000 for update skip locked)`,
  );
}

import { sql } from 'drizzle-orm';
import type { Damage } from '../../store/backups/damage.ts';
import { verifyFolder } from '../../store/backups/verify.ts';
import type { Scene } from './scene.ts';

/** Reopens every finished backup and hashes every byte: `{ folder: problems }`, all empty when all are intact. */
export async function backupProblems(scene: Scene): Promise<Record<string, Damage[]>> {
  const rows = await scene.database.db.execute<{ folder: string; digest: string }>(
    sql`select folder, digest from backups where digest is not null`,
  );
  const root = scene.env.BACKUP_DIR ?? '';
  const checked = rows.map(
    async ({ folder, digest }) => [folder, await verifyFolder({ root, folder, digest })] as const,
  );
  return Object.fromEntries(await Promise.all(checked));
}

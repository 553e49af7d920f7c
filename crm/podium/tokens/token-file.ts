import { mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { ConfigError } from '../../../config/config-error.ts';
import { AtomicFile } from '../../../contacts/preview/atomic-file.ts';

const tokens = z.object({
  /** Whose contacts they reach. */
  organization: z.string(),
  accessToken: z.string().min(1),
  /** ISO 8601. */
  obtainedAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  refreshToken: z.string().min(1),
  scopes: z.array(z.string()).nullable(),
  /**
   * Since when they are being exchanged for others: written before the refresh token leaves, since it may be good once. What is found
   * so by nobody who does it means that the answer was lost.
   */
  exchangingSince: z.iso.datetime().optional(),
  /** Podium has refused the refresh token. */
  refused: z.literal(true).optional(),
});
export type Tokens = z.infer<typeof tokens>;

/** Null where there is no such file. Throws ConfigError for one that others may read, or that holds something else. */
export function readTokens(path: string): Tokens | null {
  const text = textOf(path);
  if (text === null) return null;
  const parsed = tokens.safeParse(jsonOf(text));
  if (parsed.success) return parsed.data;
  throw new ConfigError(`The token file '${path}' holds no tokens of ours: move it away, and authorize again`);
}

/** The whole file or none of it, for its owner only. One process writes at a time. */
export function writeTokens(path: string, content: Tokens): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  // Of a process that was killed while it wrote, and had our number.
  rmSync(`${path}.${process.pid}.part`, { force: true });
  const file = new AtomicFile(path);
  try {
    file.write(`${JSON.stringify(content, null, 2)}\n`);
    file.save();
    file.publish();
  } finally {
    file.discard();
  }
}

function textOf(path: string): string | null {
  try {
    const mode = statSync(path).mode & 0o777;
    if ((mode & 0o077) !== 0) {
      throw new ConfigError(
        `The token file '${path}' may be read by others (mode ${mode.toString(8)}): chmod 600 '${path}'`,
      );
    }
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

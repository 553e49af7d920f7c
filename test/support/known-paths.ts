import type { DevrevSandbox } from '../../sandbox/devrev/start.ts';

/** Throws when a request came for a path that DevRev does not document: `/rev-users/merge`, `/internal/…` and the like. */
export function refuseUnknownPaths(sandbox: Pick<DevrevSandbox, 'requests'>): void {
  const unknown = sandbox.requests().find((request) => request.unknownPath);
  if (unknown !== undefined) throw new Error(`Undocumented path: ${unknown.method} /${unknown.path}`);
}

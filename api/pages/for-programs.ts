import type { Context } from 'hono';

/** Whether an answer is for a program: problems and JSON, no pages. */
export function isForPrograms(c: Context): boolean {
  return c.req.path.startsWith('/api/');
}

/** Whether a browser asks to look at something, where programs ask at the same address. */
export function wantsPage(c: Context): boolean {
  return (c.req.header('accept') ?? '').split(',').some((type) => type.trim().startsWith('text/html'));
}

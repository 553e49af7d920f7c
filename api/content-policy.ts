/** What no page of ours does, whatever gets into it: run scripts that are no files of ours, load from or send to anybody else, stand in a frame. */
export function contentPolicy({ more }: { more: readonly string[] }): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    ...more,
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

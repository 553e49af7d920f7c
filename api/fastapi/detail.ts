/** One thing that is wrong with a request, in FastAPI's words. It never repeats the value. */
export interface Fault {
  /** Where: `['body', 'customers', 3, 'email']`. */
  loc: readonly (string | number)[];
  msg: string;
  type: string;
}

/** FastAPI's error body: a sentence, or the faults of a 422. */
export function detail(
  status: number,
  what: string | readonly Fault[],
  headers: Record<string, string> = {},
): Response {
  return Response.json({ detail: what }, { status, headers });
}

/** A body in JSON that is text already. */
export function jsonText(text: string, status = 200): Response {
  return new Response(text, { status, headers: { 'content-type': 'application/json' } });
}

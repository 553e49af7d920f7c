import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody } from '../../kit/read-body.ts';
import { encodeBody } from '../../kit/reply.ts';
import type { SandboxControl } from '../control.ts';
import { parseAct, parseFault, parseSettings, parseToken } from './parse-control.ts';

type Handler = (request: { control: SandboxControl; query: URLSearchParams; body: unknown }) => unknown;

const HANDLERS: Record<string, Handler> = {
  'GET health': () => ({ ok: true }),
  'GET effects': ({ control, query }) => control.effects().slice(Number(query.get('after') ?? 0)),
  'GET requests': ({ control, query }) => control.requests().slice(Number(query.get('after') ?? 0)),
  'GET state': ({ control }) => control.state(),
  'GET settings': ({ control }) => control.settings(),
  'GET faults': ({ control }) => ({ armed: control.faults(), applied: control.faultsApplied() }),
  'GET settled': async ({ control }) => {
    await control.settled();
    return { settled: true };
  },
  'POST configure': ({ control, body }) => {
    control.configure(parseSettings(body));
    return control.settings();
  },
  'POST faults': ({ control, body }) => {
    const faults = (Array.isArray(body) ? body : [body]).map(parseFault);
    return { ids: faults.map((fault) => control.addFault(fault)) };
  },
  'DELETE faults': ({ control }) => {
    control.clearFaults();
    return {};
  },
  'POST act': ({ control, body }) => {
    control.act(parseAct(body));
    return {};
  },
  'POST tokens': ({ control, body }) => {
    const { token, grant } = parseToken(body);
    if (grant === 'revoke') control.revokeToken(token);
    else control.setToken(token, grant);
    return {};
  },
};

/** `/__sandbox/…`: needs no token, costs no budget, leaves no trace in the request log. */
export async function serveControl(options: {
  control: SandboxControl;
  req: IncomingMessage;
  res: ServerResponse;
  url: URL;
}): Promise<void> {
  const { control, req, res, url } = options;
  const name = `${req.method} ${url.pathname.replace('/__sandbox/', '')}`;
  const handler = Object.hasOwn(HANDLERS, name) ? HANDLERS[name] : undefined;
  const text = (await readBody(req)).toString('utf8');
  const answer = (status: number, value: unknown): void => {
    res.writeHead(status, { 'Content-Type': 'application/json' });
    res.end(encodeBody(value).bytes);
  };
  if (handler === undefined) return answer(404, { message: `No control "${name}"`, known: Object.keys(HANDLERS) });
  try {
    answer(200, await handler({ control, query: url.searchParams, body: text === '' ? {} : JSON.parse(text) }));
  } catch (error) {
    answer(400, { message: error instanceof Error ? error.message : String(error) });
  }
}

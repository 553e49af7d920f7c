import { createHash, type Hash } from 'node:crypto';
import type { Context } from 'hono';
import type { Desk } from '../desk.ts';
import { keepAnswer, keptName, openKeptAnswers, replay, underWay } from '../runs/kept-answers.ts';
import { receiveUpload, sentBytes } from './receive-upload.ts';

/**
 * Takes in what is sent, and answers. Under an `Idempotency-Key` once: what comes again is read, to see that it is the same, and not kept.
 * A file is too large to be held as other bodies are, so that its digest is known when it is here.
 */
export function takeOnce(desk: Desk): (c: Context) => Promise<Response> {
  const kept = openKeptAnswers();
  const take = async (c: Context, hash: Hash | null): Promise<Response> => {
    const taken = await receiveUpload(c, desk, hash);
    return c.json(taken, 202, { location: `/api/v1/plans/${taken.id}` });
  };
  return async (c) => {
    const name = keptName(c);
    if (name === null) return await take(c, null);
    const known = kept.find(name);
    if (known?.answer === null) throw underWay();
    if (known !== undefined) return replay(known, await digestOf(c, desk));
    const entry = kept.begin(name, null);
    try {
      const hash = createHash('sha256');
      const response = await take(c, hash);
      entry.digest = hash.digest('hex');
      await keepAnswer(entry, response);
      return response;
    } catch (error) {
      kept.forget(name);
      throw error;
    }
  };
}

async function digestOf(c: Context, { settings }: Desk): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of sentBytes(c, settings)) hash.update(chunk);
  return hash.digest('hex');
}

import type { Context } from 'hono';
import { html } from 'hono/html';
import { HTTPException } from 'hono/http-exception';
import { NotReachable } from '../../config/not-reachable.ts';
import type { Todo } from '../../config/todo.ts';
import { connectionCode, isTemporalAway } from '../../control/connection-code.ts';
import { Refused } from '../../control/refused.ts';
import { RunIsOpen } from '../../control/run-is-open.ts';
import { Unreachable } from '../../control/unreachable.ts';
import { NotInStore } from '../../store/not-in-store.ts';
import { answerPage } from '../pages/answer-page.ts';
import { isForPrograms } from '../pages/for-programs.ts';
import { type ProblemName, problem } from '../problem.ts';

interface Told {
  name: ProblemName;
  detail: string;
  members?: Record<string, unknown>;
}

/** What an error of a route about runs says to who asked, as a problem or as a page; null for one that is our own fault. */
export async function answerRunsError(c: Context, error: Error): Promise<Response | null> {
  const told = toldBy(error);
  if (told !== null && isForPrograms(c)) return problem(told.name, told);
  if (told !== null) return await toldOnPage(c, problem(told.name, told), told.detail);
  if (!(error instanceof HTTPException) || isForPrograms(c)) return null;
  const answer = error.getResponse();
  if (answer.headers.get('content-type') !== 'application/problem+json') return null;
  const { detail } = (await answer.clone().json()) as { detail: string };
  return await toldOnPage(c, answer, detail);
}

async function toldOnPage(c: Context, { status }: Response, detail: string): Promise<Response> {
  const main = html`<h1>That could not be done</h1>
<p class="told bad" role="alert">${detail}</p>
<p><a href="/">To the start</a> · <a href="/runs">To the runs</a></p>`;
  return await answerPage(c, { title: 'Not done', here: null, main, status: status as 409 });
}

function toldBy(error: Error): Told | null {
  if (error instanceof Refused) {
    const { message, why, todo } = error;
    return { name: 'refused', detail: message, members: { why, todo } };
  }
  if (error instanceof NotInStore) return { name: 'not-found', detail: error.message };
  if (error instanceof RunIsOpen) return { name: 'refused', detail: error.message, members: { todo: error.todo } };
  if (error instanceof NotReachable || error instanceof Unreachable) {
    return { name: 'away', detail: error.message, members: { todo: error.todo } };
  }
  if (isTemporalAway(error)) return { name: 'away', detail: 'Temporal does not answer: try again later' };
  if (connectionCode(error) !== null) {
    return { name: 'away', detail: 'The database cannot be reached: try again later' };
  }
  // Of a database that was moved, or is a copy: the message says what it is.
  if ('todo' in error && error.todo !== null && 'exitCode' in error) {
    return { name: 'refused', detail: error.message, members: { todo: error.todo as Todo } };
  }
  return null;
}

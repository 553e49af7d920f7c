import { getEventListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createTurnstile } from '../../activities/ends/turnstile.ts';

const { signal } = new AbortController();

test('A step that is to run alone begins when those before it have ended, and others only after it', async () => {
  const turnstile = createTurnstile();
  const order: string[] = [];
  const enter = async (name: string, alone: boolean): Promise<() => void> => {
    const leave = await turnstile.enter({ alone, signal });
    order.push(`${name} begins`);
    return () => {
      order.push(`${name} ends`);
      leave();
    };
  };
  const [first, second] = [await enter('first', false), await enter('second', false)];
  const alone = enter('alone', true);
  const later = enter('later', false);
  await sleep(0);
  first();
  await sleep(0);
  second();
  (await alone)();
  (await later)();
  expect(order).toEqual([
    ...['first begins', 'second begins', 'first ends', 'second ends'],
    ...['alone begins', 'alone ends', 'later begins', 'later ends'],
  ]);
});

test('One that gives up waiting to be alone keeps nobody waiting', async () => {
  const turnstile = createTurnstile();
  const leave = await turnstile.enter({ alone: false, signal });
  const givingUp = new AbortController();
  const alone = turnstile.enter({ alone: true, signal: givingUp.signal });
  const later = turnstile.enter({ alone: false, signal });
  givingUp.abort(new Error('worker ends'));
  await expect(alone).rejects.toThrow('worker ends');
  (await later)();
  leave();
});

test('However often others come and go meanwhile, a step that has waited leaves no listener on its signal', async () => {
  const turnstile = createTurnstile();
  const waiting = new AbortController();
  const before = await Promise.all([1, 2, 3].map(() => turnstile.enter({ alone: false, signal })));
  const alone = turnstile.enter({ alone: true, signal: waiting.signal });
  for (const leave of before) {
    leave();
    await sleep(0);
  }
  (await alone)();
  expect(getEventListeners(waiting.signal, 'abort')).toEqual([]);
});

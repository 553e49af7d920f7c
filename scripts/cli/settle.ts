import { type StartResolve, startResolve } from '../../control/start-resolve.ts';
import { seenWords } from '../../pages/kit/seen-words.ts';
import type { ConsentSettlement, Settlement } from '../../store/ledger/settlement.ts';
import { ask } from './ask.ts';
import { EXIT } from './fail.ts';
import { print, say } from './print.ts';
import { UsageError } from './usage-error.ts';

/** Shorter reasons say nothing to whoever reads them later. */
const SHORTEST = 10;

export interface SettleWord {
  as: Settlement | ConsentSettlement;
  because: string;
  /** The digest that was printed; null: show and ask. */
  yes: string | null;
  json: boolean;
}

/** A person's reason, as it will be kept. Throws UsageError where it is none. */
export function requireBecause(because: string | undefined): string {
  const text = because?.trim() ?? '';
  if (text.length >= SHORTEST) return text;
  throw new UsageError(`Expected --because TEXT, ${SHORTEST} characters or more: why is recorded with the word`);
}

/** Shows what is proven of a pair and what is not, asks, and ends it on the person's word. */
export async function settle(request: Omit<StartResolve, 'as'>, word: SettleWord): Promise<number> {
  const { pair } = request;
  const { as, because, json } = word;
  const digest = word.yes ?? (await shownAndAgreed(request, word));
  if (digest === null) return EXIT.waiting;
  const { result } = await startResolve({ ...request, as, word: { because, digest } });
  const { outcome } = await result();
  print({ json, value: { pair, outcome }, text: `Pair ${pair} is ${outcome}` });
  return EXIT.done;
}

/** The digest of what the person has seen and agreed to; null where nobody has agreed. */
async function shownAndAgreed(request: Omit<StartResolve, 'as'>, { as, json }: SettleWord): Promise<string | null> {
  const { pair } = request;
  const { result } = await startResolve({ ...request, as });
  const { seen } = await result();
  if (seen === undefined) throw new Error('The worker is of an older version: it cannot settle a pair');
  const next = `Agree to exactly this: the same command with --yes ${seen.digest}`;
  const canAsk = !json && process.stdin.isTTY && process.stderr.isTTY;
  if (!canAsk) {
    print({ json, value: { pair, seen }, text: `${seenWords(pair, seen)}\n${next}` });
    return null;
  }
  say(seenWords(pair, seen));
  const question =
    as === 'settled-consent'
      ? `End pair ${pair} with these refusals? It is reported as your word, and nobody refuses them again.`
      : `Is pair ${pair} ${as}? Nothing proves it, and no run will ever send it again.`;
  const agreed = await ask(question);
  return agreed ? seen.digest : null;
}

import type { Reading } from '../../store/ledger/readings.ts';
import type { Reason } from '../../store/reasons.ts';

/** `strict`: the primary says what it must, `primary` is its reading now and `raw` its body. `loose`: it does not, and waiting may (or will not) help. */
export type KeptConsent =
  | { kind: 'strict'; primary: Reading; raw: Uint8Array | null }
  | { kind: 'loose'; why: Reason; final: boolean };

import type { EffectLog, Numbered } from '../kit/effect-log.ts';

/** `write`: the API was asked to change something. All else is what people and Podium itself do. */
export interface PodiumEffectBody {
  kind: 'write' | 'updated' | 'deleted' | 'restored' | 'merged' | 'added';
  /** Uids, of a write the path. */
  subject: string;
  /** The contact that Podium merged the subject into. */
  into?: string;
}

export type PodiumEffect = PodiumEffectBody & Numbered;

export type PodiumEffects = EffectLog<PodiumEffectBody>;

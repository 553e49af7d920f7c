import { CrmError } from '../../errors.ts';
import type { Http } from '../http.ts';
import type { PodiumSettings } from '../settings.ts';
import { askForTokens } from './ask-for-tokens.ts';
import { readTokens, type Tokens, writeTokens } from './token-file.ts';

/** So long before its end a token is exchanged for another; of one that lives for less than three hours, at a tenth of its life. */
const AHEAD_MS = 15 * 60_000;
/** So long nobody asks again after Podium could not be asked for others. */
const PAUSE_MS = 60_000;

export interface Access {
  /** One that is good now. Throws CrmError `unauthorized` where only a person can help. */
  token(): Promise<string>;
  /** Podium has refused this one: another, or CrmError `unauthorized`. */
  instead(refused: string): Promise<string>;
  /** Whose the tokens are, as the file says. */
  organization(): string | null;
}

/**
 * The tokens of the file, read anew for every call: whichever process has exchanged them, all go on with the others. The exchange is
 * one process's alone, and the file says that it is under way before the refresh token leaves.
 */
export function createAccess(http: Http, settings: PodiumSettings): Access {
  const { tokenFile, exclusively } = settings;
  let begunWith: string | null = null;
  let askAgainAt = 0;

  const current = (): Tokens => {
    const tokens = readTokens(tokenFile);
    if (tokens === null) throw refuse('nobody has let us in yet');
    begunWith ??= tokens.organization;
    if (tokens.organization !== begunWith) throw refuse('the tokens are of another organization than those before');
    return tokens;
  };

  /** Exchanges the tokens unless somebody has by then: the access token that is good afterwards. */
  const exchange = (isGood: (tokens: Tokens) => boolean): Promise<string> => {
    if (exclusively === undefined) throw refuse('the access token is over, and this process does not exchange it');
    return exclusively(`tokens of ${settings.clientId}`, async () => {
      const tokens = current();
      // Whoever began an exchange is no more, or we would not be here.
      if (tokens.exchangingSince !== undefined) throw refuse('the answer to a refresh was lost');
      if (tokens.refused) throw refuse('Podium has refused the refresh token');
      return isGood(tokens) ? tokens.accessToken : ask(tokens);
    });
  };

  const ask = async (tokens: Tokens): Promise<string> => {
    writeTokens(tokenFile, { ...tokens, exchangingSince: new Date().toISOString() });
    const proof = { grant_type: 'refresh_token', refresh_token: tokens.refreshToken } as const;
    const asked = await askForTokens(http, settings, proof);
    switch (asked.kind) {
      case 'given': {
        const { kind: _, ...given } = asked;
        writeTokens(tokenFile, { organization: tokens.organization, ...given, scopes: given.scopes ?? tokens.scopes });
        return given.accessToken;
      }
      case 'refused':
        writeTokens(tokenFile, { ...tokens, refused: true });
        throw refuse('Podium has refused the refresh token');
      case 'nothing-done':
        writeTokens(tokenFile, tokens);
        askAgainAt = Date.now() + PAUSE_MS;
        throw asked.error;
      case 'lost':
        throw refuse('the answer to a refresh was lost');
    }
  };

  return {
    token: async () => {
      const tokens = current();
      const { accessToken, exchangingSince } = tokens;
      if (tokens.refused) throw refuse('Podium has refused the refresh token');
      const isOver = leftMs(tokens) <= 0;
      const mayWait = exclusively === undefined || Date.now() < askAgainAt;
      const isGood = (one: Tokens): boolean => leftMs(one) > aheadMs(one);
      if (exchangingSince === undefined && (isGood(tokens) || (!isOver && mayWait))) return accessToken;
      return exchange(isGood).catch((error: unknown) => {
        if (!isOver && error instanceof CrmError && error.retryable) return accessToken;
        throw error;
      });
    },
    instead: async (refused) => {
      const { accessToken } = current();
      return accessToken === refused ? exchange((tokens) => tokens.accessToken !== refused) : accessToken;
    },
    organization: () => readTokens(tokenFile)?.organization ?? null,
  };
}

function leftMs({ expiresAt }: Tokens): number {
  return Date.parse(expiresAt) - Date.now();
}

function aheadMs({ obtainedAt, expiresAt }: Tokens): number {
  return Math.min(AHEAD_MS, (Date.parse(expiresAt) - Date.parse(obtainedAt)) / 10);
}

function refuse(why: string): CrmError {
  return new CrmError({ kind: 'unauthorized', message: `No access to Podium: ${why}` });
}

import { ConfigError } from './config-error.ts';
import { isLoopback } from './loopback.ts';
import { type Secret, secret } from './secret.ts';
import { type Env, secretText, text } from './variables.ts';

/** Who is told when a run waits, pauses or ends. */
export interface NotifySettings {
  /** Whoever knows it may write there: some addresses are their own password. */
  url: Secret;
  /** What each word is signed with; null: with nothing. */
  secret: Secret | null;
  format: 'json' | 'slack';
}

/** Null: nobody is told. Throws ConfigError naming the variable, never its value. */
export function readNotifySettings(env: Env): NotifySettings | null {
  const url = secretText(env, 'NOTIFY_URL');
  const key = secretText(env, 'NOTIFY_SECRET');
  const format = text(env, 'NOTIFY_FORMAT') ?? 'json';
  if (format !== 'json' && format !== 'slack')
    throw new ConfigError(`NOTIFY_FORMAT is '${format}', expected json or slack`);
  if (url === null) return null;
  checkUrl(url);
  if (key === null && format === 'json')
    throw new ConfigError(
      'NOTIFY_SECRET is not set, and NOTIFY_URL is: choose a long random one, with which the receiver checks who writes',
    );
  return { url: secret(url), secret: key === null ? null : secret(key), format };
}

function checkUrl(value: string): void {
  const url = URL.canParse(value) ? new URL(value) : null;
  if (url === null || !['http:', 'https:'].includes(url.protocol))
    throw new ConfigError('NOTIFY_URL is not a usable address: expected something like https://example.com/hook');
  if (url.username !== '' || url.password !== '')
    throw new ConfigError('NOTIFY_URL has a name or password before its host, which are not sent: leave them out');
  if (url.protocol === 'http:' && !isLoopback(url.hostname))
    throw new ConfigError(`NOTIFY_URL uses http: on '${url.hostname}': expected https, except to this machine`);
}

/** The settings are wrong or incomplete. The message names the variable, what it is, and what was expected. Exit code 2. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** What a person must put into `.env` before Compose starts anything. */
export const SETTINGS = {
  API_TOKEN: 'only for this machine',
  DEVREV_API_TOKEN: 'sandbox-token',
  POSTGRES_PASSWORD: 'only for this test, with @ and /',
  TEMPORAL_POSTGRES_PASSWORD: 'another one',
};

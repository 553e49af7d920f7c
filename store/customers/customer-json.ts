const time = (column: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** A row of `customers` as the JSON that callers see. Made by Postgres: exact integers, and no work for the event loop. */
export const CUSTOMER_JSON = `'{"id":' || id || ',"customer_id":' || customer_id || ',"name":' || to_json(name)
  || ',"email":' || to_json(email) || ',"source":' || to_json(source)
  || ',"created_at":"' || ${time('created_at')} || '","updated_at":"' || ${time('updated_at')} || '"}'`;

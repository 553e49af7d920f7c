/** The only paths this client ever asks for: one dotted segment each, sent by POST. Source: reference/devrev-api.md, section 1. */
export type DevrevPath =
  | 'artifacts.locate'
  | 'auth-tokens.info'
  | 'conversations.get'
  | 'conversations.list'
  | 'dev-users.self'
  | 'rev-users.get'
  | 'rev-users.merge'
  | 'rev-users.update'
  | 'timeline-entries.list'
  | 'works.get'
  | 'works.list';

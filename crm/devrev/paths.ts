/** The only paths this client ever asks for: one dotted segment each, sent by POST. */
export type DevrevPath =
  | 'artifacts.locate'
  | 'auth-tokens.info'
  | 'conversations.get'
  | 'conversations.list'
  | 'conversations.update'
  | 'dev-users.self'
  | 'rev-users.associations.list'
  | 'rev-users.create'
  | 'rev-users.get'
  | 'rev-users.list'
  | 'rev-users.merge'
  | 'rev-users.update'
  | 'timeline-entries.list'
  | 'works.get'
  | 'works.list'
  | 'works.update';

import { accountsGet } from '../endpoints/accounts-get.ts';
import { artifactsGet } from '../endpoints/artifacts-get.ts';
import { artifactsLocate } from '../endpoints/artifacts-locate.ts';
import { authTokensInfo } from '../endpoints/auth-tokens-info.ts';
import { conversationsGet } from '../endpoints/conversations-get.ts';
import { conversationsList } from '../endpoints/conversations-list.ts';
import { conversationsUpdate } from '../endpoints/conversations-update.ts';
import { devUsersSelf } from '../endpoints/dev-users-self.ts';
import { revOrgsGet } from '../endpoints/rev-orgs-get.ts';
import { revUsersAssociationsAdd } from '../endpoints/rev-users-associations-add.ts';
import { revUsersAssociationsList } from '../endpoints/rev-users-associations-list.ts';
import { revUsersAssociationsRemove } from '../endpoints/rev-users-associations-remove.ts';
import { revUsersCreate } from '../endpoints/rev-users-create.ts';
import { revUsersDelete } from '../endpoints/rev-users-delete.ts';
import { revUsersGet } from '../endpoints/rev-users-get.ts';
import { revUsersList } from '../endpoints/rev-users-list.ts';
import { revUsersMerge } from '../endpoints/rev-users-merge.ts';
import { revUsersScan } from '../endpoints/rev-users-scan.ts';
import { revUsersUpdate } from '../endpoints/rev-users-update.ts';
import { timelineEntriesList } from '../endpoints/timeline-entries-list.ts';
import { worksCount } from '../endpoints/works-count.ts';
import { worksGet } from '../endpoints/works-get.ts';
import { worksList } from '../endpoints/works-list.ts';
import { worksUpdate } from '../endpoints/works-update.ts';
import type { Route } from './route.ts';

/** Everything that the sandbox answers; any other path is `route not found`. */
export const ROUTES: ReadonlyMap<string, Route> = new Map([
  ['accounts.get', accountsGet],
  ['artifacts.get', artifactsGet],
  ['artifacts.locate', artifactsLocate],
  ['auth-tokens.info', authTokensInfo],
  ['conversations.get', conversationsGet],
  ['conversations.list', conversationsList],
  ['conversations.update', conversationsUpdate],
  ['dev-users.self', devUsersSelf],
  ['rev-orgs.get', revOrgsGet],
  ['rev-users.associations.add', revUsersAssociationsAdd],
  ['rev-users.associations.list', revUsersAssociationsList],
  ['rev-users.associations.remove', revUsersAssociationsRemove],
  ['rev-users.create', revUsersCreate],
  ['rev-users.delete', revUsersDelete],
  ['rev-users.get', revUsersGet],
  ['rev-users.list', revUsersList],
  ['rev-users.merge', revUsersMerge],
  ['rev-users.scan', revUsersScan],
  ['rev-users.update', revUsersUpdate],
  ['timeline-entries.list', timelineEntriesList],
  ['works.count', worksCount],
  ['works.get', worksGet],
  ['works.list', worksList],
  ['works.update', worksUpdate],
]);

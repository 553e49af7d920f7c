/** Whatever a raw answer may hold; each test looks at the part that its route answers with. */
export interface AnswerBody {
  type: string;
  message: string;
  field_name: string;
  subtype: string;
  retry_after: number;
  rev_user: ShownUser;
  rev_users: ShownUser[];
  work: ShownWork;
  works: ShownWork[];
  count: number;
  has_more: boolean;
  next_cursor: string | undefined;
  prev_cursor: string | undefined;
  timeline_entries: ShownEntry[];
  conversation: ShownConversation;
  conversations: ShownConversation[];
  artifact: { file: { name: string; type: string; size: number } };
  dev_user: { id: string };
  token: { expiry?: string };
  associations: unknown[];
  account: { display_name: string };
  rev_org: { display_id: string; account: { display_id: string } };
  url: string;
  expires_at: string;
}

interface ShownFile {
  display_id: string;
}

interface ShownEntry {
  type?: string;
  id?: string;
  body?: string;
  artifacts?: unknown[];
  event?: { type: string; updated?: { field_deltas: unknown[] } };
}

export interface ShownUser {
  id: string;
  display_id: string;
  display_name: string;
  description?: string;
  external_ref?: string;
  is_verified?: boolean;
  rev_org?: { display_id: string };
  state: string;
  modified_date: string;
  custom_fields?: Record<string, unknown>;
  display_picture?: ShownFile;
  artifacts?: ShownFile[];
  primary_identity?: { id: string; display_id: string };
  x_field_of_tomorrow?: unknown;
}

export interface ShownConversation {
  display_id: string;
  members: ShownUser[];
  artifacts?: ShownFile[];
  messages: unknown[];
}

export interface ShownWork {
  display_id: string;
  reported_by: ShownUser[];
  created_by: ShownUser;
  owned_by: ShownUser[];
  artifacts?: ShownFile[];
  x_field_of_tomorrow?: unknown;
}

import type { Settings } from '../settings.ts';
import { toDon } from './ids.ts';
import type { ContactRecord } from './records.ts';
import { showArtifact, showArtifacts } from './show-artifact.ts';
import { showUser } from './show-user.ts';
import type { View } from './view.ts';

export interface ShownContact {
  view: View;
  contact: ContactRecord;
  settings: Settings;
  /** Whether the caller asked for fields in beta. */
  beta: boolean;
}

/** A contact as the live API was seen to answer it. Undefined values vanish from the JSON: absent, not null. */
export function showContact({ view, contact, settings, beta }: ShownContact): Record<string, unknown> {
  return {
    id: toDon({ org: view.org, displayId: contact.id }),
    display_id: contact.id,
    display_name: contact.displayName || undefined,
    full_name: contact.fullName || undefined,
    email: contact.email || undefined,
    phone_numbers: contact.phoneNumbers.length > 0 ? contact.phoneNumbers : undefined,
    description: describe(contact) || undefined,
    external_ref: contact.externalRef || undefined,
    display_picture: contact.picture && showArtifact({ view, artifact: contact.picture }),
    artifacts:
      beta || settings.contactArtifacts === 'always'
        ? showArtifacts({ view, artifacts: contact.artifacts })
        : undefined,
    rev_org: showWorkspace({ view, id: contact.workspace }),
    state: contact.state,
    is_verified: contact.isVerified,
    custom_fields: Object.keys(contact.customFields).length > 0 ? contact.customFields : undefined,
    stock_schema_fragment: `don:core:dvrv-us-1:stock_sf/1`,
    created_date: contact.createdAt,
    modified_date: contact.modifiedAt,
    modified_by: showUser({ view, id: contact.modifiedBy }),
    ...(settings.extraFields ? { x_field_of_tomorrow: { level: 1 } } : {}),
  };
}

/** A merge leaves a trace here, which no document mentions. */
export function describe({ description, mergedFrom }: ContactRecord): string {
  if (mergedFrom.length === 0) return description;
  return `${description} Merged from ${mergedFrom.join(', ')}.`.trim();
}

function showWorkspace({ view, id }: { view: View; id: string }): Record<string, unknown> | undefined {
  const workspace = view.workspace(id);
  if (workspace === undefined) return undefined;
  return { type: 'rev_org', id: toDon({ org: view.org, displayId: id }), display_id: id, display_name: workspace.name };
}

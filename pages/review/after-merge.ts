import { consentText } from '../../contacts/base/shown/cluster-text.ts';
import { fieldName } from '../../contacts/explain/field-text.ts';
import { type MemberRow, memberRows } from '../../contacts/explain/member-rows.ts';
import type { SeenOutcome } from '../../contacts/explain/merge-outcome.ts';
import type { FilledField, PlanCluster } from '../../contacts/plan.ts';
import type { ExternalRefChange } from '../../contacts/profiles/profile.ts';
import type { ConsentMapping } from '../../contacts/rules/consent.ts';
import { listed } from '../../contacts/words/listed.ts';
import { printable } from '../../contacts/words/printable.ts';
import type { CrmDescription } from '../../crm/crm.ts';
import { crmName } from '../kit/phrases.ts';
import { seenCell } from './seen-cell.ts';

/** What one field of the contact that is kept will be, as far as anybody knows. */
export interface AfterCell {
  /** `ours`: we decide it. `moves`: it follows the merge, which is verified. `seen`: earlier merges show it. `expected`: the CRM does not say. `unchecked`: nobody looks. */
  kind: 'ours' | 'moves' | 'seen' | 'expected' | 'unchecked';
  value: string;
  /** Where that comes from, in words. */
  because: string;
  /** Values that would be on no contact any more. */
  lost: { value: string; of: string[] }[];
}

export interface AfterRow extends MemberRow {
  after: AfterCell;
}

export interface MergedSource {
  crm: string;
  cluster: PlanCluster;
  description: Pick<CrmDescription, 'consent'>;
  /** Of the rules. Empty: consent is not checked. */
  consent: readonly ConsentMapping[];
  refChange: ExternalRefChange | null;
  /** Fields that are lists, and the name of one value as `fill` has it: the one to keep has all of them afterwards. @default none */
  united?: readonly (readonly [field: string, value: string])[];
  /** By field, what earlier merges of the organization have made of it. @default nothing is known */
  seen?: Readonly<Record<string, SeenOutcome>>;
}

/** Each field of a cluster's contacts, with what it will be once all are merged. Tickets and consent are always among them. */
export function afterMerge(source: MergedSource): AfterRow[] {
  const { cluster } = source;
  const rows = withAddress(memberRows(cluster.members), cluster);
  return [...rows.map((row) => ({ ...row, after: afterOf(row, source) })), consentRow(source)];
}

/** A contact whose one address is the cluster's does not name it again. */
function withAddress(rows: MemberRow[], { email, members }: PlanCluster): MemberRow[] {
  if (email === '') return rows;
  const known = rows.find(({ field }) => field === 'e-mail');
  const values = new Map(members.map(({ id }) => [id, known?.values.get(id) || printable(email)]));
  const row: MemberRow = { field: 'e-mail', differs: new Set(values.values()).size > 1, values };
  const [name, ...others] = rows.filter((one) => one !== known);
  if (name === undefined) return [row];
  return name.field === 'name' ? [name, row, ...others] : [row, name, ...others];
}

/** What becomes of one field. */
export function afterOf(row: MemberRow, { crm, cluster, refChange, seen = {}, united = [] }: MergedSource): AfterCell {
  const { primary, members, fill = [] } = cluster;
  const own = row.values.get(primary) ?? '';
  const list = united.find(([field]) => field === row.field);
  if (list !== undefined)
    return unitedCell(
      own,
      fill.filter(({ field }) => field === list[1]),
    );
  if (row.field === 'tickets') {
    const all = members.reduce((sum, { tickets }) => sum + tickets, 0);
    return { kind: 'moves', value: String(all), because: 'all of them, which is verified after the merge', lost: [] };
  }
  if (row.field === fieldName('externalRef') && refChange !== null) {
    const value = printable(refChange.newRef);
    const because = `from ${refChange.from}, which we write once all are merged`;
    return { kind: 'ours', value, because, lost: lostOf(row, [value]) };
  }
  const filled = fill.filter(({ field }) => fieldName(field) === row.field);
  if (filled.length > 0) {
    const values = filled.map(({ value }) => printable(value));
    const because = `from ${listed([...new Set(filled.map(({ from }) => from))])}, which we write before the merge`;
    const value = [own, ...values].filter((one) => one !== '').join(', ');
    return { kind: 'ours', value, because, lost: lostOf(row, [own, ...values]) };
  }
  const outcome = seen[row.field];
  const others = [...new Set([...row.values.values()].filter((value) => value !== '' && value !== own))];
  const told = outcome === undefined ? null : seenCell(outcome, { own, others });
  if (told !== null) {
    const { value, because, stays } = told;
    return { kind: 'seen', value, because, lost: lostOf(row, stays) };
  }
  const both = outcome?.outcome === 'mixed' ? ', and merges of this organization went one way and the other' : '';
  const because = `expected: ${crmName(crm)} does not say which value wins${both}`;
  return { kind: 'expected', value: own, because, lost: lostOf(row, [own]) };
}

/** Nobody's is lost. */
function unitedCell(own: string, taken: readonly FilledField[]): AfterCell {
  const value = [own, ...taken.map((one) => printable(one.value))].filter((one) => one !== '').join(', ');
  const from = listed([...new Set(taken.map((one) => one.from))]);
  const because =
    from === '' ? 'what all of them have' : `what all of them have: from ${from}, which we write before the merge`;
  return { kind: 'ours', value, because, lost: [] };
}

/** Values of contacts that are merged away which nobody has afterwards. */
function lostOf({ values }: MemberRow, kept: readonly string[]): AfterCell['lost'] {
  const of = new Map<string, string[]>();
  for (const [id, value] of values) {
    if (value !== '' && !kept.includes(value)) of.set(value, [...(of.get(value) ?? []), id]);
  }
  return [...of].map(([value, ids]) => ({ value, of: ids }));
}

function consentRow({ crm, cluster, description, consent }: MergedSource): AfterRow {
  const values = new Map(cluster.members.map(({ id }) => [id, '']));
  return { field: 'consent', differs: false, values, after: consentCell({ crm, cluster, description, consent }) };
}

function consentCell({ crm, cluster, description, consent }: Omit<MergedSource, 'refChange'>): AfterCell {
  const strictest =
    'the strictest of all: who opted out anywhere stays so. Only ever tightened, before the merge and after it';
  if (description.consent === 'channels') {
    const value = (cluster.consent ?? []).map((change) => printable(consentText(change))).join('; ');
    return { kind: 'ours', value, because: strictest, lost: [] };
  }
  if (description.consent === 'custom-fields' && consent.length > 0) {
    const value = listed(consent.map(({ field }) => printable(field)));
    return { kind: 'ours', value, because: `${strictest}, as ${crmName(crm)} has it then`, lost: [] };
  }
  const because =
    description.consent === 'none'
      ? `${crmName(crm)} has none that we could read`
      : 'the rules file names no field that carries it';
  return { kind: 'unchecked', value: 'not checked', because, lost: [] };
}

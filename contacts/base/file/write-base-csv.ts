import { stringify } from 'csv-stringify/sync';
import { safeCell } from '../../csv/safe-cell.ts';
import type { BaseContact } from '../base-contact.ts';
import { knownCountry, type RegionRules } from '../regions.ts';
import { BASE_COLUMNS, type BaseColumn } from './columns.ts';

/** What a CSV would not bring back as it is. */
const UNPLAIN = /^"|[\p{Cc}\p{Cs}\p{Co}\ufeff]/u;

export function baseCsvHeader(): string {
  return stringify([[...BASE_COLUMNS]]);
}

/**
 * Rows of our own file: no cell is a formula to a spreadsheet, and all of it reads back as it was. Each row has the country in which
 * its numbers are meant, so that the file needs no settings.
 */
export function baseCsvRows(contacts: readonly BaseContact[], regions: RegionRules): string {
  return stringify(
    contacts.map((contact) => {
      const cells = cellsOf(contact, regions);
      return BASE_COLUMNS.map((column) => safeCell(cells[column]));
    }),
  );
}

function cellsOf(contact: BaseContact, regions: RegionRules): Record<BaseColumn, string> {
  const { uid, name, updatedAt, channels, tags, locations, fields, conversations, askedBy, optOuts, lastTouch } =
    contact;
  const places = locations.map((location) => ({
    uid: location,
    name: regions.locations.get(location)?.name ?? '',
    country: knownCountry(location, regions) ?? '',
  }));
  return {
    uid: plain(uid),
    name: plain(name),
    updated_at: plain(updatedAt),
    channels: JSON.stringify(channels),
    tags: JSON.stringify(tags),
    locations: JSON.stringify(places),
    region: regions.region ?? '',
    fields: JSON.stringify(fields),
    conversations: String(conversations),
    asked_by: askedBy === undefined ? '' : JSON.stringify(askedBy),
    opt_outs: optOuts === undefined ? '' : JSON.stringify(optOuts),
    last_touch: lastTouch === undefined ? '' : JSON.stringify(lastTouch),
  };
}

/** As it is; as JSON's text where it holds what a CSV, or its reader, would change. */
function plain(text: string): string {
  return UNPLAIN.test(text) || text !== text.trim() ? JSON.stringify(text) : text;
}

ALTER TABLE "pair_events" ADD COLUMN "why" jsonb;--> statement-breakpoint
ALTER TABLE "pairs" ADD COLUMN "why" jsonb;--> statement-breakpoint
ALTER TABLE "pairs" ADD COLUMN "answered" integer;--> statement-breakpoint
ALTER TABLE "ref_changes" ADD COLUMN "why" jsonb;--> statement-breakpoint
ALTER TABLE "run_clusters" ADD COLUMN "why" jsonb;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "stop_by" text;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "stop_why" jsonb;--> statement-breakpoint
-- Reasons of before, read from their sentences, this once. What is not recognized is `unknown` and shows its text.
CREATE FUNCTION pg_temp.reason_of(said text) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  m text[];
  rule record;
  kept jsonb;
  part text;
BEGIN
  IF said IS NULL THEN RETURN NULL; END IF;
  IF said ~ '^partial: the duplicate is gone, but ' THEN
    kept := '[]';
    FOREACH part IN ARRAY string_to_array(substr(said, 37), ', and ') LOOP
      m := regexp_match(part, '^(?:(\d+) tickets still name it|its ticket list still shows (\d+)|(\d+) conversations of the two are without the primary|it still takes part in (\d+) conversations)$');
      IF m IS NULL THEN RETURN '{"code":"unknown","values":{}}'; END IF;
      kept := kept || jsonb_build_object('how', CASE WHEN m[1] IS NOT NULL THEN 'named' WHEN m[2] IS NOT NULL THEN 'listed'
        WHEN m[3] IS NOT NULL THEN 'without' ELSE 'taken-part-in' END, 'count', coalesce(m[1], m[2], m[3], m[4])::int,
        'things', CASE WHEN m[1] IS NOT NULL THEN 'tickets' WHEN m[2] IS NOT NULL THEN 'ticket' ELSE 'conversations' END);
    END LOOP;
    RETURN jsonb_build_object('code', 'left-behind', 'values', jsonb_build_object('left', kept));
  END IF;
  FOR rule IN SELECT * FROM (VALUES
    ('not-in-crm', '^(\S+) is not in the CRM any more$', '{contact}', '{}'),
    ('gone', '^(\S+) is no longer there$', '{contact}', '{}'),
    ('other-contact', '^(\S+) is another contact now$', '{contact}', '{}'),
    ('fields-changed', '^the fields of (\S+) were changed$', '{contact}', '{}'),
    ('things-lost', '^(\S+) has lost (\d+) of its (\w+ tickets|conversations)$', '{contact,#lost,things}', '{}'),
    ('no-reading', '^there is no reading of (\S+)$', '{contact}', '{}'),
    ('no-accepted-reading', '^there is no accepted reading of (\S+)$', '{contact}', '{}'),
    ('fewer-things', '^the CSV says (\d+) tickets for (\S+), DevRev has (\d+)$', '{#planned,contact,#found}', '{"things":"tickets","crm":"devrev"}'),
    ('other-email', '^the e-mail of (\S+) in DevRev is not the one in the CSV$', '{contact}', '{"crm":"devrev"}'),
    ('not-mergeable', '^\S+ is in state ''[^'']*'', which this tool does not know$', '{}', '{"crm":"devrev","rule":"state"}'),
    ('not-mergeable', '^one contact is verified and the other is not: DevRev does not merge such a pair$', '{}', '{"crm":"devrev","rule":"verified"}'),
    ('backup-failed', '^the backup of (\S+) failed: (\S+)$', '{contact,failure}', '{}'),
    ('backup-missing', '^there is no complete backup of (\S+)$', '{contact}', '{}'),
    ('reading-failed', '^reading from the CRM failed: (\S+)$', '{failure}', '{}'),
    ('cancelled', '^cancelled before it was sent$', '{}', '{}'),
    ('merged-before', '^(\S+) was merged into (\S+) by run (\S+)$', '{duplicate,primary,run}', '{}'),
    ('sent-too-often', '^sent (\d+) times already: no more than (\d+)$', '{#sends,#most}', '{}'),
    ('locked', '^locked by (\S+)$', '{pair}', '{}'),
    ('no-connection', '^unreachable: (\d+) connections for the merge were refused$', '{#refused}', '{}'),
    ('not-sent-again', '^not applied, and not sent again: the run is paused: resume it, then resolve again$', '{}', '{"because":"paused"}'),
    ('not-sent-again', '^not applied, and not sent again: the CRM refused the token \(401\)$', '{}', '{"because":"reading"}'),
    ('not-sent-again', '^not applied, and not sent again: the CRM refused the token \(401 or 403\) for a merge$', '{}', '{"because":"merge"}'),
    ('not-sent-again', '^not applied, and not sent again: the CRM refused the token \(401 or 403\) for an opt-out$', '{}', '{"because":"opt-out"}'),
    ('not-backed-up-anew', '^a resolved pair is not backed up anew: start a run for it$', '{}', '{}'),
    ('abandoned', '^abandoned by a person$', '{}', '{}'),
    ('stands', '^(held|not-applied|partial|conflict)$', '{state}', '{}'),
    ('primary-gone', '^(\S+) itself is gone$', '{contact}', '{}'),
    ('merged-elsewhere', '^the duplicate was merged into (\S+)$', '{contact}', '{}'),
    ('things-elsewhere', '^(\d+) tickets are with neither of the two contacts$', '{#count}', '{"things":"tickets"}'),
    ('unproven', '^unproven: the duplicate is gone, but had no ticket of its own and our request was not acknowledged$', '{}', '{"proofs":["ticket"]}'),
    ('not-applied', '^not applied: both contacts are as they were, long after the request$', '{}', '{}'),
    ('still-there', '^partial: tickets or conversations moved, but the duplicate is still there$', '{}', '{"things":["tickets","conversations"]}'),
    ('unreadable', '^unreadable: sent, but the CRM would not show what became of it$', '{}', '{}'),
    ('ref-paused', '^external reference: the run is paused; resume it, then start the plan again$', '{}', '{}'),
    ('ref-cancelled', '^external reference: cancelled before it was changed$', '{}', '{}'),
    ('ref-differs', '^external reference: (\S+) had another external reference than the CSV says$', '{contact}', '{}'),
    ('ref-foreign', '^external reference: that of (\S+) is neither the old nor the new one: somebody changed it$', '{contact}', '{}'),
    ('ref-contact-gone', '^external reference: (\S+) is no longer there$', '{contact}', '{}'),
    ('ref-not-shown', '^external reference: written, but the CRM does not show it$', '{}', '{}'),
    ('ref-taken', '^external reference: another contact still holds the new one \((.*)\)$', '{failure}', '{}'),
    ('ref-refused', '^external reference: could not be written \((.*)\)$', '{failure}', '{}'),
    ('cluster-not-started', '^not started$', '{}', '{}'),
    ('cluster-elsewhere', '^another run works on this cluster$', '{}', '{}'),
    ('cluster-failed', '^the cluster workflow failed: see it in the Temporal UI$', '{}', '{}'),
    ('canary', '^canary: (\d+) of (\d+) clusters did not end as done$', '{#bad,#ended}', '{}'),
    ('brake', '^brake: (\d+) of (\d+) clusters were held or failed$', '{#bad,#ended}', '{}'),
    ('token-refused', '^the CRM refused the token \(401\)$', '{}', '{"step":"reading"}'),
    ('token-refused', '^the CRM refused the token \(401 or 403\) for a merge$', '{}', '{"step":"merge"}'),
    ('token-refused', '^the CRM refused the token \(401 or 403\) for an opt-out$', '{}', '{"step":"opt-out"}'),
    ('token-refused', '^the CRM refused the token \(401 or 403\) for an external reference$', '{}', '{"step":"reference"}'),
    ('paused-by-person', '^by a person$', '{}', '{}'),
    ('paused-in-ui', '^by a person, from the Temporal UI$', '{}', '{}')
  ) AS r (code, pattern, names, fixed) LOOP
    m := regexp_match(said, rule.pattern);
    CONTINUE WHEN m IS NULL;
    kept := rule.fixed::jsonb;
    FOR i IN 1 .. coalesce(array_length(rule.names::text[], 1), 0) LOOP
      kept := kept || CASE
        WHEN (rule.names::text[])[i] LIKE '#%' THEN jsonb_build_object(substr((rule.names::text[])[i], 2), m[i]::int)
        ELSE jsonb_build_object((rule.names::text[])[i], m[i]) END;
    END LOOP;
    RETURN jsonb_build_object('code', rule.code, 'values', kept);
  END LOOP;
  RETURN '{"code":"unknown","values":{}}'::jsonb;
END $$;--> statement-breakpoint
UPDATE "pairs" SET "why" = pg_temp.reason_of("reason") WHERE "reason" IS NOT NULL;--> statement-breakpoint
UPDATE "pairs" SET "answered" = substr("outcome", 10)::int WHERE "outcome" ~ '^answered \d{3}$';--> statement-breakpoint
UPDATE "pair_events" SET "why" = pg_temp.reason_of("detail") WHERE "detail" IS NOT NULL
  AND "to_state" IN ('held', 'not-applied', 'partial', 'conflict', 'skipped', 'drifted', 'not-started', 'abandoned')
  AND "from_state" IS DISTINCT FROM "to_state";--> statement-breakpoint
UPDATE "ref_changes" SET "why" = pg_temp.reason_of("reason") WHERE "reason" IS NOT NULL;--> statement-breakpoint
UPDATE "run_clusters" SET "why" = pg_temp.reason_of("reason")
  WHERE "reason" IS NOT NULL AND "state" IN ('done', 'held', 'skipped', 'drifted', 'failed', 'not-started');--> statement-breakpoint
UPDATE "runs" SET "stop_why" = CASE WHEN "stop_reason" = 'cancelled' THEN '{"code":"run-cancelled","values":{}}'::jsonb
  ELSE pg_temp.reason_of("stop_reason") END WHERE "stop_at" IS NOT NULL;--> statement-breakpoint
UPDATE "runs" SET "stop_by" = CASE
  WHEN "stop_why" ->> 'code' IN ('canary', 'brake') THEN "stop_why" ->> 'code'
  WHEN "stop_why" ->> 'code' = 'token-refused' THEN 'token'
  WHEN "stop_why" ->> 'code' = 'run-cancelled' THEN 'cancel'
  WHEN "stop_why" ->> 'code' IN ('paused-by-person', 'paused-in-ui') THEN 'person'
  WHEN "stop_why" ->> 'code' IN ('primary-gone', 'merged-elsewhere', 'things-elsewhere', 'still-there', 'left-behind', 'backup-missing') THEN 'breach'
  WHEN "stop_reason" ~ '^(the backup of \S+ is damaged: |consent: .* of \S+ is looser than before the merge)' THEN 'breach'
  ELSE 'unknown' END WHERE "stop_at" IS NOT NULL;--> statement-breakpoint
DROP FUNCTION pg_temp.reason_of(text);

DROP INDEX "pair_events_pair";--> statement-breakpoint
ALTER TABLE "locks" ADD COLUMN "primary_id" text;--> statement-breakpoint
-- A lock of before named cluster and duplicate alone: it gets the primary of the one pair that was sent and is unresolved. Where
-- that is not unique, it names none: no pair may take it, and it goes with the last of those pairs.
UPDATE "locks" l SET "primary_id" = coalesce((
  SELECT CASE WHEN count(*) = 1 THEN min(p."primary_id") END FROM "pairs" p
  WHERE p."mode" = 'real' AND p."crm" = l."crm" AND p."org" = l."org" AND p."cluster_id" = l."cluster_id"
    AND p."duplicate_id" = l."duplicate_id" AND l."contact_id" IN (p."primary_id", p."duplicate_id")
    AND (p."state" IN ('intent', 'sent', 'merged') OR (p."sends" > 0 AND p."state" IN ('held', 'not-applied', 'partial', 'conflict')))
), (
  SELECT CASE WHEN count(*) = 1 THEN min(p."primary_id") END FROM "pairs" p
  WHERE p."mode" = 'real' AND p."crm" = l."crm" AND p."org" = l."org" AND p."cluster_id" = l."cluster_id"
    AND p."duplicate_id" = l."duplicate_id"
), '');--> statement-breakpoint
ALTER TABLE "locks" ALTER COLUMN "primary_id" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "resolutions" ADD COLUMN "primary_id" text;--> statement-breakpoint
UPDATE "resolutions" r SET "primary_id" = (
  SELECT CASE WHEN count(*) = 1 THEN min(p."primary_id") END FROM "pairs" p
  WHERE p."mode" = 'real' AND p."crm" = r."crm" AND p."org" = r."org" AND p."cluster_id" = r."cluster_id"
    AND p."duplicate_id" = r."duplicate_id"
);--> statement-breakpoint
CREATE INDEX "pair_events_pair" ON "pair_events" USING btree ("crm","org","cluster_id","primary_id","duplicate_id");

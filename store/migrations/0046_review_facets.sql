ALTER TABLE "run_clusters" ADD COLUMN "strategy" text;--> statement-breakpoint
ALTER TABLE "run_clusters" ADD COLUMN "decision" text;--> statement-breakpoint
ALTER TABLE "run_clusters" ADD COLUMN "size" integer;--> statement-breakpoint
ALTER TABLE "run_clusters" ADD COLUMN "matched" boolean;--> statement-breakpoint
ALTER TABLE "run_clusters" ADD COLUMN "names_differ" boolean;--> statement-breakpoint
CREATE INDEX "run_clusters_waiting" ON "run_clusters" USING btree ("run_id","ordinal","cluster_id") WHERE state in ('undecided', 'drifted');--> statement-breakpoint
UPDATE "run_clusters" c SET "strategy" = p.strategy, "decision" = p.decision, "size" = cardinality(p.duplicates) + 1,
	"matched" = l.profile <> 'contact-base' and exists (
		select 1 from cluster_records b where b.plan_digest = p.plan_digest and b.cluster_id = p.cluster_id and b.beside ->> 'band' is not null),
	"names_differ" = (select count(distinct n.value) > 1 from jsonb_each_text(p.names) n where n.value <> '')
FROM "runs" r, "plans" l, "plan_clusters" p WHERE r.id = c.run_id and l.digest = r.plan_digest and p.plan_digest = r.plan_digest and p.cluster_id = c.cluster_id;--> statement-breakpoint
-- Words are looked for by an index where the database has trigrams and lets us have them; everywhere else they are found all the same, by reading all rows.
DO $$ BEGIN
	CREATE EXTENSION IF NOT EXISTS pg_trgm;
	CREATE INDEX "plan_clusters_words" ON "plan_clusters" USING gin (email gin_trgm_ops, (names::text) gin_trgm_ops, tickets);
EXCEPTION WHEN OTHERS THEN
	RAISE NOTICE 'no index of words: %', SQLERRM;
END $$;

CREATE TABLE "doubts" (
	"run_id" text NOT NULL,
	"cluster_id" text NOT NULL,
	"duplicate_id" text NOT NULL,
	"digest" text NOT NULL,
	"mode" text NOT NULL,
	"crm" text NOT NULL,
	"org" text NOT NULL,
	"kind" text NOT NULL,
	"seen" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"approved_by" text,
	"approved_at" timestamp with time zone,
	CONSTRAINT "doubts_run_id_cluster_id_duplicate_id_digest_pk" PRIMARY KEY("run_id","cluster_id","duplicate_id","digest")
);
--> statement-breakpoint
ALTER TABLE "plan_clusters" ADD COLUMN "names" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "readings" ADD COLUMN "name" text;--> statement-breakpoint
CREATE INDEX "doubts_approved" ON "doubts" USING btree ("crm","org","digest");
CREATE TABLE "ref_changes" (
	"mode" text NOT NULL,
	"crm" text NOT NULL,
	"org" text NOT NULL,
	"cluster_id" text NOT NULL,
	"primary_id" text NOT NULL,
	"from_id" text NOT NULL,
	"old_ref" text NOT NULL,
	"new_ref" text NOT NULL,
	"state" text DEFAULT 'planned' NOT NULL,
	"reason" text,
	"token" uuid NOT NULL,
	"seq" integer DEFAULT 0 NOT NULL,
	"run_id" text NOT NULL,
	"sends" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"sent_at" timestamp with time zone,
	"done_at" timestamp with time zone,
	"updated_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "ref_changes_mode_crm_org_cluster_id_primary_id_pk" PRIMARY KEY("mode","crm","org","cluster_id","primary_id")
);
--> statement-breakpoint
ALTER TABLE "plan_clusters" ADD COLUMN "ref_change" jsonb;--> statement-breakpoint
ALTER TABLE "readings" ADD COLUMN "external_ref" text;--> statement-breakpoint
CREATE INDEX "ref_changes_run" ON "ref_changes" USING btree ("run_id");
CREATE TABLE "backups" (
	"run_id" text NOT NULL,
	"cluster_id" text NOT NULL,
	"contact_id" text NOT NULL,
	"part" integer NOT NULL,
	"folder" text NOT NULL,
	"digest" text,
	"tickets" integer DEFAULT 0 NOT NULL,
	"attempt" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "backups_run_id_cluster_id_contact_id_part_pk" PRIMARY KEY("run_id","cluster_id","contact_id","part")
);
--> statement-breakpoint
CREATE TABLE "consumed" (
	"crm" text NOT NULL,
	"org" text NOT NULL,
	"duplicate_id" text NOT NULL,
	"primary_id" text NOT NULL,
	"run_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "consumed_crm_org_duplicate_id_pk" PRIMARY KEY("crm","org","duplicate_id")
);
--> statement-breakpoint
CREATE TABLE "decisions" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"run_id" text NOT NULL,
	"plan_digest" text NOT NULL,
	"cluster_id" text NOT NULL,
	"cluster_digest" text NOT NULL,
	"choice" text NOT NULL,
	"by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "locks" (
	"crm" text NOT NULL,
	"org" text NOT NULL,
	"contact_id" text NOT NULL,
	"cluster_id" text NOT NULL,
	"duplicate_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "locks_crm_org_contact_id_pk" PRIMARY KEY("crm","org","contact_id")
);
--> statement-breakpoint
CREATE TABLE "pair_events" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"mode" text NOT NULL,
	"crm" text NOT NULL,
	"org" text NOT NULL,
	"cluster_id" text NOT NULL,
	"primary_id" text NOT NULL,
	"duplicate_id" text NOT NULL,
	"run_id" text NOT NULL,
	"from_state" text,
	"to_state" text NOT NULL,
	"detail" text,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "pairs" (
	"mode" text NOT NULL,
	"crm" text NOT NULL,
	"org" text NOT NULL,
	"cluster_id" text NOT NULL,
	"primary_id" text NOT NULL,
	"duplicate_id" text NOT NULL,
	"state" text NOT NULL,
	"reason" text,
	"token" uuid,
	"seq" integer DEFAULT 0 NOT NULL,
	"run_id" text NOT NULL,
	"sends" integer DEFAULT 0 NOT NULL,
	"refused" integer DEFAULT 0 NOT NULL,
	"outcome" text,
	"sent_at" timestamp with time zone,
	"gone_at" timestamp with time zone,
	"done_at" timestamp with time zone,
	"proof" text,
	"backups" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"tickets_before" jsonb,
	"tickets_after" integer,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "pairs_mode_crm_org_cluster_id_primary_id_duplicate_id_pk" PRIMARY KEY("mode","crm","org","cluster_id","primary_id","duplicate_id")
);
--> statement-breakpoint
CREATE TABLE "plan_clusters" (
	"plan_digest" text NOT NULL,
	"cluster_id" text NOT NULL,
	"ordinal" integer NOT NULL,
	"digest" text NOT NULL,
	"decision" text NOT NULL,
	"strategy" text NOT NULL,
	"reason" text NOT NULL,
	"email" text NOT NULL,
	"primary_id" text NOT NULL,
	"duplicates" text[] NOT NULL,
	"tickets" jsonb NOT NULL,
	CONSTRAINT "plan_clusters_plan_digest_cluster_id_pk" PRIMARY KEY("plan_digest","cluster_id")
);
--> statement-breakpoint
CREATE TABLE "plans" (
	"digest" text PRIMARY KEY NOT NULL,
	"crm" text NOT NULL,
	"profile" text NOT NULL,
	"body" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rate_budgets" (
	"key" text PRIMARY KEY NOT NULL,
	"blocked_until" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "rate_calls" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"reservation" uuid,
	"expires_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "readings" (
	"mode" text NOT NULL,
	"crm" text NOT NULL,
	"org" text NOT NULL,
	"cluster_id" text NOT NULL,
	"contact_id" text NOT NULL,
	"full_id" text NOT NULL,
	"email" text NOT NULL,
	"state" text NOT NULL,
	"is_verified" boolean,
	"fields_digest" text NOT NULL,
	"reported" text[] NOT NULL,
	"created" text[] NOT NULL,
	"owned" text[] NOT NULL,
	"read_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "readings_mode_crm_org_cluster_id_contact_id_pk" PRIMARY KEY("mode","crm","org","cluster_id","contact_id")
);
--> statement-breakpoint
CREATE TABLE "redirects" (
	"crm" text NOT NULL,
	"org" text NOT NULL,
	"old_id" text NOT NULL,
	"new_id" text NOT NULL,
	"old_full_id" text NOT NULL,
	"new_full_id" text NOT NULL,
	"run_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "redirects_crm_org_old_id_pk" PRIMARY KEY("crm","org","old_id")
);
--> statement-breakpoint
CREATE TABLE "resolutions" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"crm" text NOT NULL,
	"org" text NOT NULL,
	"cluster_id" text NOT NULL,
	"duplicate_id" text NOT NULL,
	"resolution" text NOT NULL,
	"by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "run_clusters" (
	"run_id" text NOT NULL,
	"cluster_id" text NOT NULL,
	"ordinal" integer NOT NULL,
	"state" text NOT NULL,
	"reason" text,
	"token" uuid,
	"canary" boolean DEFAULT false NOT NULL,
	"started_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	CONSTRAINT "run_clusters_run_id_cluster_id_pk" PRIMARY KEY("run_id","cluster_id")
);
--> statement-breakpoint
CREATE TABLE "runs" (
	"id" text PRIMARY KEY NOT NULL,
	"plan_digest" text NOT NULL,
	"crm" text NOT NULL,
	"org" text NOT NULL,
	"workflow_id" text NOT NULL,
	"dry_run" boolean NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"options" jsonb NOT NULL,
	"stop_at" timestamp with time zone,
	"stop_reason" text,
	"stop_seq" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "pair_events" ADD CONSTRAINT "pair_events_mode_crm_org_cluster_id_primary_id_duplicate_id_pairs_mode_crm_org_cluster_id_primary_id_duplicate_id_fk" FOREIGN KEY ("mode","crm","org","cluster_id","primary_id","duplicate_id") REFERENCES "public"."pairs"("mode","crm","org","cluster_id","primary_id","duplicate_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_clusters" ADD CONSTRAINT "plan_clusters_plan_digest_plans_digest_fk" FOREIGN KEY ("plan_digest") REFERENCES "public"."plans"("digest") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_clusters" ADD CONSTRAINT "run_clusters_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "runs" ADD CONSTRAINT "runs_plan_digest_plans_digest_fk" FOREIGN KEY ("plan_digest") REFERENCES "public"."plans"("digest") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "decisions_run" ON "decisions" USING btree ("run_id","cluster_id");--> statement-breakpoint
CREATE INDEX "pair_events_pair" ON "pair_events" USING btree ("crm","org","cluster_id","duplicate_id");--> statement-breakpoint
CREATE INDEX "pairs_run" ON "pairs" USING btree ("run_id");--> statement-breakpoint
CREATE INDEX "rate_calls_window" ON "rate_calls" USING btree ("key","at");--> statement-breakpoint
CREATE INDEX "rate_calls_reservation" ON "rate_calls" USING btree ("reservation");--> statement-breakpoint
CREATE INDEX "run_clusters_next" ON "run_clusters" USING btree ("run_id","state","ordinal");
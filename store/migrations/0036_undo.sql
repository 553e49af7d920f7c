CREATE TABLE "undo_events" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"undo_id" text NOT NULL,
	"cluster_id" text NOT NULL,
	"primary_id" text NOT NULL,
	"duplicate_id" text NOT NULL,
	"from_state" text,
	"to_state" text NOT NULL,
	"detail" text,
	"why" jsonb,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "undo_pairs" (
	"undo_id" text NOT NULL,
	"ordinal" integer NOT NULL,
	"cluster_id" text NOT NULL,
	"primary_id" text NOT NULL,
	"duplicate_id" text NOT NULL,
	"state" text DEFAULT 'planned' NOT NULL,
	"why" jsonb,
	"token" uuid,
	"seq" integer DEFAULT 0 NOT NULL,
	"marker" text NOT NULL,
	"creates" integer DEFAULT 0 NOT NULL,
	"outcome" text,
	"answered" integer,
	"creating_at" timestamp with time zone,
	"quiet_since" timestamp with time zone,
	"last_look_at" timestamp with time zone,
	"new_id" text,
	"new_full_id" text,
	"plan" jsonb,
	"plan_digest" text,
	"result" jsonb,
	"updated_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"done_at" timestamp with time zone,
	CONSTRAINT "undo_pairs_undo_id_cluster_id_primary_id_duplicate_id_pk" PRIMARY KEY("undo_id","cluster_id","primary_id","duplicate_id")
);
--> statement-breakpoint
CREATE TABLE "undos" (
	"id" text PRIMARY KEY NOT NULL,
	"crm" text NOT NULL,
	"org" text NOT NULL,
	"run_id" text NOT NULL,
	"cluster_id" text,
	"duplicate_id" text,
	"workflow_id" text NOT NULL,
	"preview" boolean NOT NULL,
	"keep" text,
	"through" boolean DEFAULT false NOT NULL,
	"by" text NOT NULL,
	"digest" text,
	"state" text DEFAULT 'open' NOT NULL,
	"timing" jsonb NOT NULL,
	"taken_by" text,
	"stop_at" timestamp with time zone,
	"stop_reason" text,
	"stop_by" text,
	"stop_why" jsonb,
	"stop_seq" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "consumed" ADD COLUMN "undo_id" text;--> statement-breakpoint
ALTER TABLE "locks" ADD COLUMN "undo_id" text;--> statement-breakpoint
ALTER TABLE "pairs" ADD COLUMN "after_image" text;--> statement-breakpoint
ALTER TABLE "redirects" ADD COLUMN "former_id" text;--> statement-breakpoint
ALTER TABLE "redirects" ADD COLUMN "former_full_id" text;--> statement-breakpoint
ALTER TABLE "redirects" ADD COLUMN "undo_id" text;--> statement-breakpoint
ALTER TABLE "redirects" ADD COLUMN "undone_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "undo_pairs" ADD CONSTRAINT "undo_pairs_undo_id_undos_id_fk" FOREIGN KEY ("undo_id") REFERENCES "public"."undos"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "undo_events_pair" ON "undo_events" USING btree ("undo_id","cluster_id","duplicate_id");--> statement-breakpoint
CREATE INDEX "undo_pairs_next" ON "undo_pairs" USING btree ("undo_id","state","ordinal");--> statement-breakpoint
CREATE UNIQUE INDEX "undos_one_open" ON "undos" USING btree ("crm","org") WHERE state = 'open' and not preview;--> statement-breakpoint
CREATE INDEX "undos_run" ON "undos" USING btree ("run_id");
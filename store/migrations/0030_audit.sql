CREATE TABLE "audit_events" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"event_id" text NOT NULL,
	"run_id" text NOT NULL,
	"cluster_id" text NOT NULL,
	"event" text NOT NULL,
	"state" text NOT NULL,
	"error" text,
	"attempts" integer NOT NULL,
	"duration_ms" integer NOT NULL,
	"happened_at" timestamp with time zone NOT NULL,
	"written_at" timestamp with time zone,
	CONSTRAINT "audit_events_event_id_unique" UNIQUE("event_id")
);
--> statement-breakpoint
CREATE TABLE "audit_files" (
	"run_id" text PRIMARY KEY NOT NULL,
	"bytes" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE INDEX "audit_events_run" ON "audit_events" USING btree ("run_id","cluster_id");--> statement-breakpoint
CREATE INDEX "audit_events_unwritten" ON "audit_events" USING btree ("run_id","written_at");
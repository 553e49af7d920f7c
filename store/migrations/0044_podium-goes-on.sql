CREATE TABLE "hook_events" (
	"crm" text NOT NULL,
	"event_id" text NOT NULL,
	"org" text NOT NULL,
	"type" text NOT NULL,
	"uids" text[] NOT NULL,
	"received_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"read_at" timestamp with time zone,
	CONSTRAINT "hook_events_crm_event_id_pk" PRIMARY KEY("crm","event_id")
);
--> statement-breakpoint
CREATE TABLE "restored_sightings" (
	"crm" text NOT NULL,
	"org" text NOT NULL,
	"key" text NOT NULL,
	"duplicate_id" text NOT NULL,
	"run_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "restored_sightings_crm_org_duplicate_id_key_run_id_pk" PRIMARY KEY("crm","org","duplicate_id","key","run_id")
);
--> statement-breakpoint
CREATE TABLE "schedules" (
	"name" text PRIMARY KEY NOT NULL,
	"crm" text NOT NULL,
	"org" text NOT NULL,
	"at" text NOT NULL,
	"tz" text NOT NULL,
	"approve" text NOT NULL,
	"by" text NOT NULL,
	"regions" jsonb NOT NULL,
	"timing" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);

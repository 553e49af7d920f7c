CREATE TABLE "forgotten_runs" (
	"run_id" text PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);

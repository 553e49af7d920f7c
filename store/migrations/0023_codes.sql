CREATE TABLE "approval_codes" (
	"digest" text PRIMARY KEY NOT NULL,
	"run_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"spent_at" timestamp with time zone,
	"spent_by" text,
	"answer" integer
);
--> statement-breakpoint
CREATE TABLE "everything" (
	"only" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"seq" integer DEFAULT 0 NOT NULL,
	"stop_at" timestamp with time zone,
	"by" text,
	CONSTRAINT "everything_one_row" CHECK ("everything"."only")
);
--> statement-breakpoint
CREATE TABLE "untrusted_signals" (
	"run_id" text NOT NULL,
	"signal" text NOT NULL,
	"problem" text NOT NULL,
	"times" integer DEFAULT 1 NOT NULL,
	"last_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "untrusted_signals_run_id_signal_problem_pk" PRIMARY KEY("run_id","signal","problem")
);
--> statement-breakpoint
ALTER TABLE "decisions" ADD COLUMN "through" text;--> statement-breakpoint
CREATE INDEX "approval_codes_run" ON "approval_codes" USING btree ("run_id");
--> statement-breakpoint
INSERT INTO "everything" DEFAULT VALUES;

CREATE TABLE "notices" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"key" text,
	"event" text NOT NULL,
	"run_id" text,
	"facts" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"next_try_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"sent_at" timestamp with time zone,
	"given_up_at" timestamp with time zone,
	"failure" text,
	CONSTRAINT "notices_key_unique" UNIQUE("key")
);
--> statement-breakpoint
CREATE TABLE "quiet_nights" (
	"crm" text NOT NULL,
	"org" text NOT NULL,
	"profile" text NOT NULL,
	"last_at" timestamp with time zone NOT NULL,
	CONSTRAINT "quiet_nights_crm_org_profile_pk" PRIMARY KEY("crm","org","profile")
);
--> statement-breakpoint
CREATE INDEX "notices_due" ON "notices" USING btree ("next_try_at") WHERE sent_at is null and given_up_at is null;
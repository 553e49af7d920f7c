CREATE TABLE "settlements" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"crm" text NOT NULL,
	"org" text NOT NULL,
	"cluster_id" text NOT NULL,
	"primary_id" text NOT NULL,
	"duplicate_id" text NOT NULL,
	"word" text NOT NULL,
	"by" text NOT NULL,
	"because" text NOT NULL,
	"digest" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"settled_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "consumed" ADD COLUMN "by_person" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "redirects" ADD COLUMN "by_person" boolean DEFAULT false NOT NULL;
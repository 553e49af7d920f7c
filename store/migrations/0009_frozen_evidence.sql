ALTER TABLE "pairs" ADD COLUMN "evidence" jsonb;--> statement-breakpoint
ALTER TABLE "pairs" ADD COLUMN "quiet_since" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "pairs" ADD COLUMN "last_look_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "pairs" ADD COLUMN "unchanged_since" timestamp with time zone;
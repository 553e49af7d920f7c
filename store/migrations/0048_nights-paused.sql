ALTER TABLE "base_scans" ADD COLUMN "changed_keys" jsonb;--> statement-breakpoint
ALTER TABLE "base_scans" ADD COLUMN "changed_keys_seen_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "schedules" ADD COLUMN "threshold" integer;--> statement-breakpoint
ALTER TABLE "schedules" ADD COLUMN "cross_location" text DEFAULT 'review' NOT NULL;--> statement-breakpoint
ALTER TABLE "schedules" ADD COLUMN "paused_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "schedules" ADD COLUMN "paused_by" text;
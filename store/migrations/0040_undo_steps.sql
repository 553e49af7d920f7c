ALTER TABLE "undo_pairs" ADD COLUMN "absent_since" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "undo_pairs" ADD COLUMN "frozen" jsonb;
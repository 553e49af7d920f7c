ALTER TABLE "plan_clusters" ADD COLUMN "moments" jsonb;--> statement-breakpoint
ALTER TABLE "readings" ADD COLUMN "modified_at" text;
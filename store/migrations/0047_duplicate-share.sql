ALTER TABLE "base_scans" ADD COLUMN "in_force" integer;--> statement-breakpoint
ALTER TABLE "base_scans" ADD COLUMN "duplicates" integer;
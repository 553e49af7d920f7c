ALTER TABLE "runs" ADD COLUMN "schema_version" integer;--> statement-breakpoint
ALTER TABLE "workers" ADD COLUMN "schema_version" integer;
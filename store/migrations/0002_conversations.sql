ALTER TABLE "backups" ADD COLUMN "conversations" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "backups" ADD COLUMN "private_messages" integer;--> statement-breakpoint
ALTER TABLE "pairs" ADD COLUMN "conversations_before" jsonb;--> statement-breakpoint
ALTER TABLE "pairs" ADD COLUMN "conversations_after" integer;--> statement-breakpoint
ALTER TABLE "readings" ADD COLUMN "conversations" text[];
ALTER TABLE "backups" ADD COLUMN "things" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "pairs" ADD COLUMN "relations_before" jsonb;--> statement-breakpoint
ALTER TABLE "pairs" ADD COLUMN "relations_after" jsonb;--> statement-breakpoint
ALTER TABLE "readings" ADD COLUMN "relations" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
UPDATE "readings" SET "relations" = jsonb_strip_nulls(jsonb_build_object(
  'reported', "reported", 'created', "created", 'owned', "owned", 'conversations', "conversations"));--> statement-breakpoint
UPDATE "pairs" SET
  "relations_before" = CASE WHEN "tickets_before" IS NULL THEN NULL
    ELSE jsonb_strip_nulls(jsonb_build_object('reported', "tickets_before", 'conversations', NULLIF("conversations_before", 'null'))) END,
  "relations_after" = CASE WHEN "tickets_after" IS NULL THEN NULL
    ELSE jsonb_strip_nulls(jsonb_build_object('reported', "tickets_after", 'conversations', "conversations_after")) END,
  "proof" = CASE "proof" WHEN 'tickets' THEN 'by reported' WHEN 'a person and the tickets' THEN 'a person' ELSE "proof" END
WHERE "tickets_before" IS NOT NULL OR "tickets_after" IS NOT NULL OR "proof" IS NOT NULL;--> statement-breakpoint
UPDATE "backups" SET "things" = jsonb_build_object('tickets', "tickets", 'conversations', "conversations");--> statement-breakpoint
ALTER TABLE "backups" DROP COLUMN "tickets";--> statement-breakpoint
ALTER TABLE "backups" DROP COLUMN "conversations";--> statement-breakpoint
ALTER TABLE "pairs" DROP COLUMN "tickets_before";--> statement-breakpoint
ALTER TABLE "pairs" DROP COLUMN "tickets_after";--> statement-breakpoint
ALTER TABLE "pairs" DROP COLUMN "conversations_before";--> statement-breakpoint
ALTER TABLE "pairs" DROP COLUMN "conversations_after";--> statement-breakpoint
ALTER TABLE "readings" DROP COLUMN "reported";--> statement-breakpoint
ALTER TABLE "readings" DROP COLUMN "created";--> statement-breakpoint
ALTER TABLE "readings" DROP COLUMN "owned";--> statement-breakpoint
ALTER TABLE "readings" DROP COLUMN "conversations";

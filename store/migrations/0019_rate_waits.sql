CREATE TABLE "rate_waits" (
	"key" text PRIMARY KEY NOT NULL,
	"until" timestamp with time zone NOT NULL
);
--> statement-breakpoint
INSERT INTO "rate_waits" ("key", "until") SELECT "key", "blocked_until" FROM "rate_budgets" WHERE "blocked_until" > clock_timestamp();
--> statement-breakpoint
ALTER TABLE "rate_budgets" DROP COLUMN "blocked_until";

ALTER TABLE "rate_budgets" ADD COLUMN "scope" text;--> statement-breakpoint
ALTER TABLE "rate_budgets" ADD COLUMN "owner" text;
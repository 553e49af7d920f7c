ALTER TABLE "rate_budgets" ADD COLUMN "saved_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "rate_budgets" ADD COLUMN "saved_for" uuid;
CREATE TABLE "scan_orders" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"workflow_id" text NOT NULL,
	"crm" text NOT NULL,
	"org" text NOT NULL,
	"is_full" boolean NOT NULL,
	"regions" jsonb NOT NULL,
	"region" text,
	"timing" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"taken_by" text
);
--> statement-breakpoint
CREATE INDEX "scan_orders_workflow" ON "scan_orders" USING btree ("workflow_id");
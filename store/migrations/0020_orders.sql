CREATE TABLE "handed_out" (
	"run_id" text NOT NULL,
	"cluster_id" text NOT NULL,
	"execution" text NOT NULL,
	"handed_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "handed_out_run_id_cluster_id_pk" PRIMARY KEY("run_id","cluster_id")
);
--> statement-breakpoint
CREATE TABLE "orders" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"workflow_id" text NOT NULL,
	"mode" text NOT NULL,
	"crm" text NOT NULL,
	"org" text NOT NULL,
	"cluster_id" text NOT NULL,
	"primary_id" text NOT NULL,
	"duplicate_id" text NOT NULL,
	"word" text NOT NULL,
	"by" text NOT NULL,
	"settlement" bigint,
	"digest" text,
	"timing" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"taken_by" text,
	"taken_at" timestamp with time zone,
	"withdrawn_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "run_orders" (
	"run_id" text PRIMARY KEY NOT NULL,
	"timing" jsonb,
	"page_size" integer,
	"pages_per_execution" integer,
	"first_execution" text
);
--> statement-breakpoint
CREATE INDEX "orders_workflow" ON "orders" USING btree ("workflow_id");
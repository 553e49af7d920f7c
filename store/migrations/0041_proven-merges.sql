CREATE TABLE "merge_proofs" (
	"crm" text NOT NULL,
	"org" text NOT NULL,
	"version" text NOT NULL,
	"kind" text,
	"answers" jsonb NOT NULL,
	"by" text NOT NULL,
	"proven_at" timestamp with time zone NOT NULL,
	CONSTRAINT "merge_proofs_crm_org_pk" PRIMARY KEY("crm","org")
);
--> statement-breakpoint
ALTER TABLE "pairs" ADD COLUMN "addresses" jsonb;--> statement-breakpoint
ALTER TABLE "base_contacts" ADD COLUMN "addresses" text[];
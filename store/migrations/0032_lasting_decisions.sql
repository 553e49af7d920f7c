CREATE TABLE "lasting_decisions" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"crm" text NOT NULL,
	"org" text NOT NULL,
	"kind" text NOT NULL,
	"members" text[] NOT NULL,
	"people" text NOT NULL,
	"by" text NOT NULL,
	"because" text,
	"through" text NOT NULL,
	"run_id" text,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"forgotten_at" timestamp with time zone,
	"forgotten_by" text
);
--> statement-breakpoint
CREATE TABLE "lasting_members" (
	"crm" text NOT NULL,
	"org" text NOT NULL,
	"contact_id" text NOT NULL,
	"decision_id" bigint NOT NULL,
	CONSTRAINT "lasting_members_crm_org_contact_id_decision_id_pk" PRIMARY KEY("crm","org","contact_id","decision_id")
);
--> statement-breakpoint
CREATE TABLE "run_overlays" (
	"run_id" text PRIMARY KEY NOT NULL,
	"digest" text NOT NULL,
	"decisions" integer NOT NULL,
	"clusters" integer NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "run_refusals" (
	"run_id" text NOT NULL,
	"cluster_id" text NOT NULL,
	"decision_id" bigint NOT NULL,
	"contacts" text[] NOT NULL,
	CONSTRAINT "run_refusals_run_id_cluster_id_decision_id_pk" PRIMARY KEY("run_id","cluster_id","decision_id")
);
--> statement-breakpoint
ALTER TABLE "lasting_members" ADD CONSTRAINT "lasting_members_decision_id_lasting_decisions_id_fk" FOREIGN KEY ("decision_id") REFERENCES "public"."lasting_decisions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "lasting_decisions_stand" ON "lasting_decisions" USING btree ("crm","org","kind","people") WHERE forgotten_at is null;--> statement-breakpoint
CREATE INDEX "run_refusals_decision" ON "run_refusals" USING btree ("decision_id");--> statement-breakpoint
CREATE INDEX "consumed_by" ON "consumed" USING btree ("crm","org","primary_id");
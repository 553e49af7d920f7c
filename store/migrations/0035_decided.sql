CREATE TABLE "decided" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"run_id" text NOT NULL,
	"cluster_id" text NOT NULL,
	"cluster_digest" text NOT NULL,
	"said" jsonb NOT NULL,
	"by" text NOT NULL,
	"because" text NOT NULL,
	"lasting" bigint[] NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"undone_at" timestamp with time zone,
	"undone_by" text
);
--> statement-breakpoint
CREATE TABLE "decided_parts" (
	"plan_digest" text NOT NULL,
	"cluster_id" text NOT NULL,
	"decided_id" bigint NOT NULL,
	CONSTRAINT "decided_parts_plan_digest_cluster_id_pk" PRIMARY KEY("plan_digest","cluster_id")
);
--> statement-breakpoint
ALTER TABLE "decided_parts" ADD CONSTRAINT "decided_parts_decided_id_decided_id_fk" FOREIGN KEY ("decided_id") REFERENCES "public"."decided"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "decided_run" ON "decided" USING btree ("run_id","cluster_id");--> statement-breakpoint
CREATE INDEX "decided_parts_of" ON "decided_parts" USING btree ("decided_id");
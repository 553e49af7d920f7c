CREATE TABLE "cluster_records" (
	"plan_digest" text NOT NULL,
	"cluster_id" text NOT NULL,
	"records" jsonb NOT NULL,
	"beside" jsonb,
	CONSTRAINT "cluster_records_plan_digest_cluster_id_pk" PRIMARY KEY("plan_digest","cluster_id")
);
--> statement-breakpoint
ALTER TABLE "cluster_records" ADD CONSTRAINT "cluster_records_cluster" FOREIGN KEY ("plan_digest","cluster_id") REFERENCES "public"."plan_clusters"("plan_digest","cluster_id") ON DELETE cascade ON UPDATE no action;
CREATE TABLE "review_claims" (
	"run_id" text NOT NULL,
	"cluster_id" text NOT NULL,
	"by" text NOT NULL,
	"holder" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"seen_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "review_claims_run_id_cluster_id_pk" PRIMARY KEY("run_id","cluster_id")
);

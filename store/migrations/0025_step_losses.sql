CREATE TABLE "step_losses" (
	"run_id" text NOT NULL,
	"step" text NOT NULL,
	"subject" text NOT NULL,
	"activity" text NOT NULL,
	"begun" integer DEFAULT 0 NOT NULL,
	"ended" integer DEFAULT 0 NOT NULL,
	"alone" integer DEFAULT 0 NOT NULL,
	"losses" integer DEFAULT 0 NOT NULL,
	"place" bigint DEFAULT 0 NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "step_losses_run_id_step_subject_pk" PRIMARY KEY("run_id","step","subject")
);

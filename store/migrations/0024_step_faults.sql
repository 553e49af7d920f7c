CREATE TABLE "step_faults" (
	"run_id" text NOT NULL,
	"step" text NOT NULL,
	"subject" text NOT NULL,
	"faults" integer DEFAULT 0 NOT NULL,
	"failure" text NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "step_faults_run_id_step_subject_pk" PRIMARY KEY("run_id","step","subject")
);

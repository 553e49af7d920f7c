CREATE TABLE "base_contacts" (
	"scan" bigint NOT NULL,
	"uid" text NOT NULL,
	"updated_at" text NOT NULL,
	"field_count" integer NOT NULL,
	"faults" text[],
	"body" text NOT NULL,
	CONSTRAINT "base_contacts_scan_uid_pk" PRIMARY KEY("scan","uid")
);
--> statement-breakpoint
CREATE TABLE "base_keys" (
	"scan" bigint NOT NULL,
	"uid" text NOT NULL,
	"key" text NOT NULL,
	"type" text,
	"locations" text NOT NULL,
	"version" text NOT NULL,
	CONSTRAINT "base_keys_scan_uid_key_pk" PRIMARY KEY("scan","uid","key")
);
--> statement-breakpoint
CREATE TABLE "base_scans" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "base_scans_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"crm" text NOT NULL,
	"org" text NOT NULL,
	"token" text NOT NULL,
	"is_full" boolean NOT NULL,
	"state" text NOT NULL,
	"holder" bigint NOT NULL,
	"phase" text NOT NULL,
	"since" timestamp with time zone,
	"cursor" text,
	"pages" integer DEFAULT 0 NOT NULL,
	"contacts" integer DEFAULT 0 NOT NULL,
	"rejected" integer DEFAULT 0 NOT NULL,
	"rejected_first" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"regions" jsonb NOT NULL,
	"started_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "base_tombstones" (
	"crm" text NOT NULL,
	"org" text NOT NULL,
	"uid" text NOT NULL,
	"gone_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "base_tombstones_crm_org_uid_pk" PRIMARY KEY("crm","org","uid")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "base_scans_one_open" ON "base_scans" USING btree ("crm","org") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "base_scans_ended" ON "base_scans" USING btree ("crm","org","ended_at");
import { sql } from 'kysely'
import type { MigrationSet } from '../bundle.ts'
import { claimKeysFunction } from './claim-keys.ts'
import { lockDueJobsFunction } from './lock-due-jobs.ts'
import { lockedJobsFunctions } from './locked-jobs.ts'
import { storeJobsFunction } from './store-jobs.ts'

/**
 * The tables of schema `backlot_jobs`: what pg-boss has no place for. Rows speak of pg-boss jobs by id, without a
 * foreign key: its retention deletes jobs on its own, and the `cleanup` kind follows.
 */
export const jobsMigrations: MigrationSet = {
  owner: 'jobs',
  migrations: {
    '0001_core': {
      up: async (db) => {
        await sql`
          create table backlot_jobs.progress (
            job_id uuid primary key,
            attempt integer not null,
            sequence bigint not null,
            phase text not null,
            current bigint not null,
            total bigint not null,
            percentage double precision not null,
            message text not null,
            updated_at timestamptz not null default now()
          )`.execute(db)
        await sql`
          create table backlot_jobs.results (
            job_id uuid primary key,
            attempt integer not null,
            value jsonb not null,
            created_at timestamptz not null default now()
          )`.execute(db)
        await sql`
          create table backlot_jobs.attempts (
            job_id uuid not null,
            attempt integer not null,
            outcome text not null,
            error text,
            started_at timestamptz not null,
            ended_at timestamptz not null default now(),
            host text not null
          )`.execute(db)
        await sql`create index attempts_of_job on backlot_jobs.attempts (job_id, ended_at)`.execute(db)
        await sql`
          create table backlot_jobs.log_lines (
            job_id uuid not null,
            line bigint generated always as identity,
            attempt integer not null,
            level text not null,
            message text not null,
            fields jsonb not null,
            at timestamptz not null
          )`.execute(db)
        await sql`create index log_lines_of_job on backlot_jobs.log_lines (job_id, line)`.execute(db)
        await sql`
          create table backlot_jobs.cancellations (
            job_id uuid primary key,
            requested_at timestamptz not null default now()
          )`.execute(db)
        await sql`
          create table backlot_jobs.unique_keys (
            key bytea primary key,
            kind text not null,
            job_id uuid not null,
            inserted_at timestamptz not null default now()
          )`.execute(db)
        await sql`
          create table backlot_jobs.pauses (
            scope text not null check (scope in ('all', 'queue', 'kind')),
            name text not null,
            paused_at timestamptz not null default now(),
            primary key (scope, name)
          )`.execute(db)
        await sql`
          create table backlot_jobs.checkpoints (
            job_id uuid not null,
            name text not null,
            value jsonb not null,
            saved_at timestamptz not null default now(),
            primary key (job_id, name)
          )`.execute(db)
        await sql`
          create table backlot_jobs.event_subscribers (
            host text primary key,
            until timestamptz not null
          )`.execute(db)
        await sql`
          create table backlot_jobs.limit_places (
            job_id uuid primary key,
            retry_count integer not null,
            queue text not null,
            key text not null
          )`.execute(db)
        await sql`create index limit_places_of_key on backlot_jobs.limit_places (key)`.execute(db)
        await sql`
          create table backlot_jobs.limit_waiters (
            job_id uuid primary key,
            queue text not null,
            key text not null
          )`.execute(db)
        await sql`create index limit_waiters_of_key on backlot_jobs.limit_waiters (key, job_id)`.execute(db)
        await sql`
          create table backlot_jobs.schedules (
            name text primary key,
            kind text not null,
            args jsonb not null,
            cron text not null,
            time_zone text not null,
            enabled boolean not null default true,
            edited boolean not null default false,
            next_at timestamptz not null,
            last_at timestamptz,
            last_job_id uuid
          )`.execute(db)
      },
    },
    '0002_queue_sizes': {
      up: async (db) => {
        await sql`
          create table backlot_jobs.queue_sizes (
            queue text primary key,
            slots integer not null check (slots between 1 and 1000),
            resized_at timestamptz not null default now()
          )`.execute(db)
      },
    },
    '0003_functions': {
      up: async (db) => {
        await sql.raw(claimKeysFunction).execute(db)
        await sql.raw(storeJobsFunction).execute(db)
        await sql.raw(lockDueJobsFunction).execute(db)
        for (const text of lockedJobsFunctions) await sql.raw(text).execute(db)
      },
    },
  },
}

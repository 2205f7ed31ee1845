import { agingRows, type CleanupTarget } from '@backlot/jobs/system'
import type { Kysely } from 'kysely'
import type { AccountsDatabase } from './accounts-database.ts'

/** What of this package's tables ages. */
export const accountCleanupTargets = (db: Kysely<AccountsDatabase>): CleanupTarget[] => [
  agingRows(db, {
    name: 'sessions',
    describe: 'Sessions that ended or were revoked.',
    table: 'backlot.sessions',
    old: '(expires_at < $1 or revoked_at < $1)',
  }),
  agingRows(db, {
    name: 'api_tokens',
    describe: 'API tokens that ended or were revoked.',
    table: 'backlot.api_tokens',
    old: '(expires_at < $1 or revoked_at < $1)',
  }),
  agingRows(db, { name: 'failed_logins', describe: 'Old failed logins.', table: 'backlot.failed_logins', old: 'at < $1' }),
  agingRows(db, {
    name: 'password_resets',
    describe: 'Password resets that were used or ran out.',
    table: 'backlot.one_time_tokens',
    old: "purpose = 'password reset' and (used_at < $1 or expires_at < $1)",
  }),
  agingRows(db, {
    name: 'email_verifications',
    describe: 'Email verifications that were used or ran out.',
    table: 'backlot.one_time_tokens',
    old: "purpose = 'email verification' and (used_at < $1 or expires_at < $1)",
  }),
]

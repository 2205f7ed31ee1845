import type { Generated } from 'kysely'

/** `backlot.sessions`: somebody who is logged in, in one browser. */
interface SessionsTable {
  id: Generated<string>
  user_id: string
  token_hash: Buffer
  origin: string
  created_at: Generated<Date>
  seen_at: Generated<Date>
  expires_at: Date
  revoked_at: Date | null
}

/** `backlot.api_tokens`: a program that acts for somebody. */
interface ApiTokensTable {
  id: Generated<string>
  user_id: string
  name: string
  token_hash: Buffer
  created_at: Generated<Date>
  used_at: Date | null
  expires_at: Date | null
  revoked_at: Date | null
}

/** `backlot.failed_logins` */
interface FailedLoginsTable {
  id: Generated<string>
  /** As it was typed; may be no account. */
  login: string
  origin: string
  at: Generated<Date>
}

/** What a token that is good for one use is good for. */
export type OneTimePurpose = 'password reset' | 'email verification'

/** `backlot.one_time_tokens` */
interface OneTimeTokensTable {
  id: Generated<string>
  purpose: OneTimePurpose
  user_id: string
  token_hash: Buffer
  created_at: Generated<Date>
  expires_at: Date
  used_at: Date | null
}

/** The tables that this package owns, for Kysely. */
export interface AccountsDatabase {
  'backlot.sessions': SessionsTable
  'backlot.api_tokens': ApiTokensTable
  'backlot.failed_logins': FailedLoginsTable
  'backlot.one_time_tokens': OneTimeTokensTable
}

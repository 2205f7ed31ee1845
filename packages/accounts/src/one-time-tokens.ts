import { sql, type Kysely } from 'kysely'
import type { AccountsDatabase, OneTimePurpose } from './accounts-database.ts'
import { createToken, hashToken } from './secret-token.ts'

/** A token that is good for one use. */
export interface NewOneTimeToken {
  purpose: OneTimePurpose
  userId: string
  expiresAt: Date
}

/** Makes a token for one use, to be sent to somebody; earlier ones of the same purpose are good no more. */
export const createOneTimeToken = async (
  db: Kysely<AccountsDatabase>,
  { purpose, userId, expiresAt }: NewOneTimeToken,
): Promise<{ token: string }> => {
  const { token, hash } = createToken('blo')
  await sql`
    with earlier as (
      update backlot.one_time_tokens set used_at = now() where user_id = ${userId} and purpose = ${purpose} and used_at is null
    )
    insert into backlot.one_time_tokens (purpose, user_id, token_hash, expires_at)
    values (${purpose}, ${userId}, ${hash}, ${expiresAt})`.execute(db)
  return { token }
}

/** Uses a token up, and gives whose it was; undefined when there is none of that purpose, or it was used, or is over. Two at once: one of them. */
export const redeemOneTimeToken = async (
  db: Kysely<AccountsDatabase>,
  { purpose, token }: { purpose: OneTimePurpose; token: string },
): Promise<{ userId: string } | undefined> => {
  const { rows } = await sql<{ userId: string }>`
    update backlot.one_time_tokens set used_at = now()
    where token_hash = ${hashToken(token)} and purpose = ${purpose} and used_at is null and expires_at > now()
    returning user_id as "userId"`.execute(db)
  return rows[0]
}
